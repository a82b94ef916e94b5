import type {Api} from '../node/api.ts';
import {runCronJobs} from './cronjob.ts';
import {runDaemonSets} from './daemonset.ts';
import {runDeployments} from './deployment.ts';
import {evictPods} from './eviction.ts';
import {collectGarbage} from './garbage.ts';
import {runJobs} from './job.ts';
import {keepNamespaces} from './namespace.ts';
import {watchNodes} from './node-lifecycle.ts';
import {runReplicaSets} from './replicaset.ts';
import {schedulePods} from './scheduler.ts';
import {createWorld, type World} from './world.ts';

type ControllersOptions = {
  /** The certificate authority that pods are told to trust (ConfigMap kube-root-ca.crt), PEM. */
  ca: string;
  /** Seconds without a heartbeat after which a node's state is unknown; 50 when not given, as in Kubernetes. */
  nodeGraceSeconds?: number;
};

/** Controllers that run. */
export type Controllers = {
  /** Everything ends; the objects stay as they are. */
  stop(): Promise<void>;
};

const ALL: readonly ((world: World, options: ControllersOptions) => void)[] = [
  keepNamespaces,
  schedulePods,
  runDaemonSets,
  runJobs,
  runCronJobs,
  collectGarbage,
  runReplicaSets,
  runDeployments,
  watchNodes,
  evictPods,
];

/** Starts the controllers and the scheduler against `api`; resolves when they have seen everything that is there. */
export async function startControllers(api: Api, options: ControllersOptions): Promise<Controllers> {
  const world = createWorld(api);
  for (const run of ALL) run(world, options);
  await world.synced();
  return {stop: () => world.stop()};
}
