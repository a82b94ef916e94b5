import {objectPath, textAt} from '../kernel/objects.ts';
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
  const removed = await cluster.remove(path, existing.uid, {background: true}, signal);
  if (!removed.ok) return {existing, is: 'refused', text: removed.problem.text, nodes: []};
  const deadline = clock.now().getTime() + timeoutMs;
  let pods: Awaited<ReturnType<typeof podsLeft>> = null;
  while (clock.now().getTime() < deadline && !signal.aborted) {
    const live = await cluster.get(path, signal);
    const gone = live.ok ? textAt(live.value, 'metadata', 'uid') !== existing.uid : live.problem.is === 'not-found';
    pods = await podsLeft(existing, cluster, signal);
    if (gone && pods !== null && pods.length === 0)
      return {existing, is: 'confirmed', text: 'removed, confirmed', nodes: []};
    await clock.sleep(PAUSE_MS, signal);
  }
  const nodes = [...new Set((pods ?? []).flatMap(pod => (pod.node === null ? [] : [pod.node])))].sort();
  const text =
    pods === null
      ? 'deleted; its pods may not be listed, so their end is not confirmed'
      : `deleted, but not confirmed by ${nodes.join(', ') || 'the API server'}`;
  return {existing, is: 'unconfirmed', text, nodes};
}

/** The pods of the object; null when they may not be listed. */
async function podsLeft(
  existing: Live,
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<readonly {node: string | null}[] | null> {
  const {path, query} = podsOf(existing);
  const mine = (uid: string | null): boolean => existing.kind.kind !== 'Pod' || uid === existing.uid;
  const listed = await cluster.list(
    path,
    query,
    pod => (mine(textAt(pod, 'metadata', 'uid')) ? {node: textAt(pod, 'spec', 'nodeName')} : undefined),
    signal,
  );
  return listed.ok ? listed.value : null;
}

/** What is still in the cluster and the command that removes it. `ephemeral`: `cleanup` knows it. */
export function leftText(lives: readonly Live[], ephemeral: boolean): string {
  const names = lives.map(objectName).join(' ');
  const namespace = lives[0]?.namespace ?? '';
  const remove = ephemeral
    ? `kubectl hostprocess cleanup -n ${namespace} --all`
    : `kubectl delete -n ${namespace} ${names}`;
  return `Left in namespace ${namespace}: ${names}. To remove: ${remove}`;
}
