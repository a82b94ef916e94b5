import {startControlPlane} from '../../cluster/controlplane.ts';
import {joinNodes} from '../../cluster/pretend-nodes.ts';

/** A cluster with the nodes of the scenario `healthy` that the real kubectl is pointed at. */
export type Target = {
  /** Path of a cluster administrator's kubeconfig. */
  readonly kubeconfig: string;
  /** Path of a real kubectl 1.36. */
  readonly kubectlPath: string;
  /** A folder of the target's own, in which kubectl keeps its caches. */
  readonly home: string;
  stop(): Promise<void>;
};

/** The real programs with pretend nodes. */
export async function realTarget(): Promise<Target> {
  const plane = await startControlPlane({nodeGraceSeconds: 50});
  const nodes = await joinNodes(plane, 'healthy');
  return {
    kubeconfig: plane.kubeconfig,
    kubectlPath: plane.kubectlPath,
    home: plane.dir,
    async stop() {
      await nodes.stop();
      await plane.stop();
    },
  };
}
