import {mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Fault} from '../../../sandbox/api/faults.ts';
import {loadScenario} from '../../../sandbox/node/index.ts';
import {kubeconfigOf, startSandbox} from '../../../sandbox/start.ts';
import {findControlPlane, startControlPlane} from '../../cluster/controlplane.ts';
import {joinNodes} from '../../cluster/pretend-nodes.ts';
import {programCommand} from '../../cluster/programs.ts';

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

/** The sandbox in this process, with the same nodes, and the real kubectl; `faults`: what it does wrong. */
export async function sandboxTarget(faults: readonly Fault[] = []): Promise<Target> {
  const found = findControlPlane();
  if ('missing' in found) throw new Error(found.missing);
  const sandbox = await startSandbox({scenarios: [loadScenario('healthy')], faults});
  const home = await mkdtemp(join(tmpdir(), 'hostprocess-sandbox-target-'));
  const [kubeconfig, kubectlPath] = [join(home, 'kubeconfig'), join(home, 'kubectl')];
  await writeFile(kubeconfig, JSON.stringify(kubeconfigOf(sandbox)), {mode: 0o600});
  await symlink(programCommand(found, 'kubectl')[0], kubectlPath);
  return {
    kubeconfig,
    kubectlPath,
    home,
    async stop() {
      await sandbox.stop();
      await rm(home, {recursive: true, force: true});
    },
  };
}
