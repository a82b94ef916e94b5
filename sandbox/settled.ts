import {setTimeout as sleep} from 'node:timers/promises';
import {type KubeObject, listAt, textAt} from '../src/kernel/objects.ts';
import {resourceOf} from './api/resources.ts';
import type {Scenario} from './node/scenario.ts';
import type {Sandbox} from './start.ts';

/** How long nothing may happen before the world counts as settled; longer than a pull and a first restart. */
const QUIET_MS = 500;
const LOOK_MS = 25;

const WATCHED = ['Pod', 'Event', 'DaemonSet', 'Deployment', 'Job'];

/**
 * Resolves when the scenarios have played: what breaks later has broken, silent nodes are known to be silent, no pod is on its way
 * and nothing has changed for a while; or when `signal` aborts.
 */
export async function settled(
  {nodes, api}: Sandbox,
  scenarios: readonly Scenario[],
  signal?: AbortSignal,
): Promise<void> {
  const gone = new Promise<void>(resolve => signal?.addEventListener('abort', () => resolve(), {once: true}));
  await Promise.race([nodes.broken, gone]);
  const all = (kind: string): readonly KubeObject[] => api.store.list(resourceOf(kind), null);
  const silent = scenarios
    .flatMap(scenario => scenario.nodes)
    .filter(node => node.later?.becomes === null)
    .map(node => node.name);
  const known = (): boolean =>
    all('Node')
      .filter(node => silent.includes(textAt(node, 'metadata', 'name') ?? ''))
      .every(node => listAt(node, 'status', 'conditions').some(each => textAt(each, 'status') === 'Unknown'));
  const state = (): string => JSON.stringify(WATCHED.map(kind => all(kind).map(versionOf)));
  let [before, since] = [state(), Date.now()];
  while (!signal?.aborted && (!known() || all('Pod').some(onItsWay) || Date.now() - since < QUIET_MS)) {
    await sleep(LOOK_MS);
    const now = state();
    if (now !== before) [before, since] = [now, Date.now()];
  }
}

const versionOf = (object: KubeObject): string =>
  `${textAt(object, 'metadata', 'uid')} ${textAt(object, 'metadata', 'resourceVersion')}`;

/** A container is between its failed start and the back-off after it. */
const onItsWay = (pod: KubeObject): boolean =>
  listAt(pod, 'status', 'containerStatuses').some(
    each => textAt(each, 'state', 'waiting', 'reason') === 'RunContainerError',
  );
