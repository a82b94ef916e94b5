import type {Fault} from '../../../sandbox/api/faults.ts';
import {type Target as Cluster, CONTROL_PLANE, SANDBOX} from '../../cluster/target.ts';

/** A cluster with the nodes of the scenario `healthy` that the real kubectl is pointed at. */
export type Target = Pick<Cluster, 'kubeconfig' | 'kubectlPath' | 'home' | 'stop'>;

const NODES = {nodeGraceSeconds: 50};

/** The real programs with pretend nodes. */
export const realTarget = (): Promise<Target> => CONTROL_PLANE.start(['healthy'], NODES);

/** The sandbox in this process, with the same nodes, and the real kubectl; `faults`: what it does wrong. */
export const sandboxTarget = (faults: readonly Fault[] = []): Promise<Target> =>
  SANDBOX.start(['healthy'], {...NODES, faults});
