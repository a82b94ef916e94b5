import {listAt, numberAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {hasEnded, timeNow} from '../node/pod-status.ts';
import {keyOf, uidOf} from './cache.ts';
import {isTerminating} from './pods.ts';
import type {Next} from './queue.ts';
import {tolerates} from './selection.ts';
import {nextOf, succeeded, type World} from './world.ts';

/** PodGC leaves pods of a vanished node alone for 40 s: the node may come back. */
const QUARANTINE_MS = 40_000;

/** Removes pods from nodes that they may not stay on (taints NoExecute), and those of nodes that are no more. */
export function evictPods(world: World): void {
  const pods = world.of('Pod');
  const nodes = world.of('Node');
  const recorder = world.recorder({component: 'taint-eviction-controller'});
  const queue = world.queue(sync);
  const vanished = new Map<string, number>();

  pods.onChange(after => {
    const node = after && nodes.get('', textAt(after, 'spec', 'nodeName') ?? '');
    if (after && textAt(after, 'spec', 'nodeName') && (!node || noExecute(node).length > 0)) queue.add(uidOf(after));
  });
  nodes.onChange((after, before) => {
    const node = textAt(after ?? before ?? {}, 'metadata', 'name') ?? '';
    if (after) vanished.delete(node);
    else vanished.set(node, Date.now());
    if (after && JSON.stringify(noExecute(after)) === JSON.stringify(noExecute(before ?? {}))) return;
    for (const pod of pods.onNode(node)) queue.add(uidOf(pod));
  });

  async function sync(uid: string): Promise<Next> {
    const pod = pods.byUid(uid);
    const name = textAt(pod, 'spec', 'nodeName') ?? '';
    if (!pod || name === '') return 'done';
    const node = nodes.get('', name);
    if (!node) return collect(pod, name);
    if (isTerminating(pod)) return 'done';
    const waitMs = mayStayMs(pod, noExecute(node));
    if (waitMs === null) return 'done';
    if (waitMs > 0) return {afterMs: waitMs};
    recorder.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${keyOf(pod)}`);
    const reason = {reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint'};
    const marked = await world.patch(pod, disrupted(pod, reason), 'status');
    return succeeded(marked) ? nextOf(await world.remove(pod)) : nextOf(marked);
  }

  async function collect(pod: JsonObject, node: string): Promise<Next> {
    const since = vanished.get(node) ?? Date.now();
    vanished.set(node, since);
    const waitMs = since + QUARANTINE_MS - Date.now();
    if (waitMs > 0) return {afterMs: waitMs};
    const reason = {reason: 'DeletionByPodGC', message: 'PodGC: node no longer exists'};
    const marked = hasEnded(pod) ? null : await world.patch(pod, disrupted(pod, reason, 'Failed'), 'status');
    if (marked && !succeeded(marked)) return nextOf(marked);
    return nextOf(await world.remove(pod, {gracePeriodSeconds: 0}));
  }
}

const noExecute = (node: JsonObject): readonly Json[] =>
  listAt(node, 'spec', 'taints').filter(taint => textAt(taint, 'effect') === 'NoExecute');

/** How long the pod tolerates the taints: null for ever, 0 not at all. */
function mayStayMs(pod: JsonObject, taints: readonly Json[]): number | null {
  const waits = taints.map(taint => {
    const tolerating = listAt(pod, 'spec', 'tolerations').filter(each => tolerates(each, taint));
    if (tolerating.length === 0) return 0;
    const seconds = tolerating.map(each => numberAt(each, 'tolerationSeconds')).filter(each => each !== null);
    const since = Date.parse(textAt(taint, 'timeAdded') ?? '') || Date.now();
    return seconds.length === 0 ? null : Math.max(0, since + Math.min(...seconds) * 1000 - Date.now());
  });
  const limited = waits.filter(each => each !== null);
  return limited.length === 0 ? null : Math.min(...limited);
}

/** The status of a pod that is removed against its will, and why. */
function disrupted(pod: JsonObject, why: {reason: string; message: string}, phase?: string): JsonObject {
  const others = listAt(pod, 'status', 'conditions').filter(each => textAt(each, 'type') !== 'DisruptionTarget');
  const times = {lastProbeTime: null, lastTransitionTime: timeNow()};
  const generation = numberAt(pod, 'metadata', 'generation') ?? 1;
  const condition = {type: 'DisruptionTarget', status: 'True', observedGeneration: generation, ...times, ...why};
  return {
    metadata: {uid: uidOf(pod)},
    status: {...(phase ? {phase} : {}), conditions: [...others, condition]},
  };
}
