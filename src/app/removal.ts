import {objectPath, textAt} from '../kernel/objects.ts';
import type {Problem} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort} from '../kernel/ports.ts';
import {objectName} from './plan.ts';
import {type Live, podsOf} from './workload-pods.ts';

/** What became of a removal: gone with all its pods; accepted but not confirmed (with the nodes that still hold a pod); or refused. */
export type Removal = {
  existing: Live;
  is: 'confirmed' | 'unconfirmed' | 'refused';
  text: string;
  nodes: readonly string[];
};

const PAUSE_MS = 300;
const AT_ONCE = 10;

/**
 * Deletes each object (by UID, so never a successor of the same name) with its pods, then waits until both are gone.
 * A pod's disappearance is the kubelet's word that its processes have ended; until then nothing is called removed.
 */
export async function removeAndConfirm(
  existing: readonly Live[],
  options: {cluster: ClusterPort; clock: ClockPort; timeoutMs: number; signal: AbortSignal},
): Promise<readonly Removal[]> {
  const removals: Removal[] = [];
  for (let start = 0; start < existing.length; start += AT_ONCE)
    removals.push(...(await Promise.all(existing.slice(start, start + AT_ONCE).map(each => removeOne(each, options)))));
  return removals;
}

async function removeOne(
  existing: Live,
  {cluster, clock, timeoutMs, signal}: {cluster: ClusterPort; clock: ClockPort; timeoutMs: number; signal: AbortSignal},
): Promise<Removal> {
  const path = objectPath(existing.kind, existing.namespace, existing.name);
  const deadline = clock.now().getTime() + timeoutMs;
  for (;;) {
    const removed = await cluster.remove(path, existing.uid, {background: true}, signal);
    if (removed.ok) break;
    // one lost answer must not end a removal: nothing else would end a workload without a deadline
    if (!mayPass(removed.problem) || clock.now().getTime() >= deadline || signal.aborted)
      return {existing, is: 'refused', text: `was not removed: ${removed.problem.text}`, nodes: []};
    await clock.sleep(PAUSE_MS, signal);
  }
  let pods: Awaited<ReturnType<typeof podsLeft>> = null;
  while (clock.now().getTime() < deadline && !signal.aborted) {
    const live = await cluster.get(path, signal);
    const gone = live.ok ? textAt(live.value, 'metadata', 'uid') !== existing.uid : live.problem.is === 'not-found';
    const listed = await podsLeft(existing, cluster, signal);
    if (listed !== null || !signal.aborted) pods = listed; // a list that the end of the wait cut short says nothing new
    if (gone && pods !== null && pods.length === 0)
      return {existing, is: 'confirmed', text: 'removed, confirmed', nodes: []};
    await clock.sleep(PAUSE_MS, signal);
  }
  if (podsOf(existing) === null)
    return {existing, is: 'unconfirmed', text: 'deleted; what its Jobs still run was not followed', nodes: []};
  const nodes = [...new Set((pods ?? []).flatMap(pod => (pod.node === null ? [] : [pod.node])))].sort();
  const text =
    pods === null
      ? 'deleted; its pods may not be listed, so their end is not confirmed'
      : `deleted, but ${nodes.join(', ') || 'the API server'} has not confirmed that its pod has ended. To look again: kubectl get pods -n ${existing.namespace} -o wide`;
  return {existing, is: 'unconfirmed', text, nodes};
}

/** Whether trying again may help: the server is away or unwell. */
export const mayPass = ({is, status}: Problem): boolean =>
  is === 'unreachable' || status === 429 || (status !== null && status >= 500);

/** The pods of the object; null when they may not be listed or are not its own. */
async function podsLeft(
  existing: Live,
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<readonly {node: string | null}[] | null> {
  const where = podsOf(existing);
  if (where === null) return null;
  const {path, query} = where;
  const mine = (uid: string | null): boolean => existing.kind.kind !== 'Pod' || uid === existing.uid;
  const listed = await cluster.list(
    path,
    query,
    pod => (mine(textAt(pod, 'metadata', 'uid')) ? {node: textAt(pod, 'spec', 'nodeName')} : undefined),
    signal,
  );
  return listed.ok ? listed.value : null;
}

/** What is still in the cluster, by name, and the command that removes exactly that. */
export function leftText(lives: readonly Live[]): string {
  const namespaces = [...new Set(lives.map(live => live.namespace))];
  const commands = namespaces.map(namespace => {
    const names = lives.filter(live => live.namespace === namespace).map(objectName);
    return `kubectl delete -n ${namespace} ${names.join(' ')}`;
  });
  return `Left behind: ${lives.map(live => `${objectName(live)} in ${live.namespace}`).join(', ')}. To remove: ${commands.join('; ')}`;
}
