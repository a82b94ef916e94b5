import {listAt, numberAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {hasEnded, timeNow} from '../node/pod-status.ts';
import {keyOf, nameOf, namespaceOf, uidOf} from './cache.ts';
import {allocatable, hostPorts, portsAreFree, requests, shortages, type Taken, taken} from './node-room.ts';
import type {Next} from './queue.ts';
import {namedNodes, placementOf, untolerated, wantsNode} from './selection.ts';
import {nextOf, objectPathOf, succeeded, type World} from './world.ts';

/** The scheduler waits a second before it tries a pod again (podInitialBackoffSeconds). */
const AGAIN_MS = 1000;
/** It tries again after five minutes even if nothing has happened (podMaxInUnschedulablePodsDuration). */
const ANYWAY_MS = 300_000;

/** Why a node cannot have a pod; `preemption`: whether removing other pods could help. */
type Refusal = {reasons: readonly string[]; preemption: boolean};

/** Gives every pod that has no node one that can have it, and says of the others why none can. */
export function schedulePods(world: World): void {
  const pods = world.of('Pod');
  const nodes = world.of('Node');
  const actions = {Scheduled: 'Binding', FailedScheduling: 'Scheduling'};
  const recorder = world.recorder({component: 'default-scheduler', actions});
  const queue = world.queue(sync);
  const waiting = new Set<string>();
  /** Pods that were just bound, until the watch says so. */
  const assumed = new Map<string, {node: string; pod: JsonObject}>();
  const used = new Map<string, Taken>();

  pods.onChange((after, before) => {
    const [node, past] = [textAt(after ?? {}, 'spec', 'nodeName'), textAt(before ?? {}, 'spec', 'nodeName')];
    const object = after ?? before ?? {};
    if (after === null || node) {
      forget(uidOf(object));
      waiting.delete(keyOf(object));
    }
    for (const each of [node, past]) if (each) used.delete(each);
    if (after !== null && !node) queue.add(keyOf(after));
    if (past && (after === null || (hasEnded(after) && before !== null && !hasEnded(before)))) tryAgain();
  });
  nodes.onChange((after, before) => {
    if (after && (before === null || placementOf(after) !== placementOf(before))) tryAgain();
  });

  function tryAgain(): void {
    for (const key of waiting) queue.add(key, AGAIN_MS);
  }

  function forget(uid: string): void {
    const was = assumed.get(uid);
    assumed.delete(uid);
    if (was) used.delete(was.node);
  }

  function takenOn(node: string): Taken {
    const known = used.get(node);
    if (known) return known;
    const coming = [...assumed.values()].filter(each => each.node === node).map(each => each.pod);
    const now = taken([...pods.onNode(node), ...coming]);
    used.set(node, now);
    return now;
  }

  function refusal(pod: JsonObject, node: JsonObject): Refusal | null {
    const spec = objectAt(pod, 'spec');
    const tolerations = listAt(spec, 'tolerations');
    const cordon = {key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'};
    const never = (reason: string): Refusal => ({reasons: [reason], preemption: false});
    if (valueAt(node, ['spec', 'unschedulable']) === true) {
      if (untolerated({spec: {taints: [cordon]}}, tolerations, ['NoSchedule']).length > 0)
        return never('node(s) were unschedulable');
    }
    if (untolerated(node, tolerations, ['NoSchedule', 'NoExecute']).length > 0)
      return never('node(s) had untolerated taint(s)');
    if (!wantsNode(spec, node)) return never("node(s) didn't match Pod's node affinity/selector");
    const there = takenOn(nameOf(node));
    if (!portsAreFree(hostPorts(pod), there))
      return {reasons: ["node(s) didn't have free ports for the requested pod ports"], preemption: true};
    const [wanted, whole] = [requests(pod), allocatable(node)];
    const short = shortages(wanted, whole, there);
    if (short.length === 0) return null;
    return {reasons: short, preemption: shortages(wanted, whole, {cpu: 0, memory: 0, pods: 0}).length === 0};
  }

  async function sync(key: string): Promise<Next> {
    const [namespace = '', name = ''] = key.split('/');
    const pod = pods.get(namespace, name);
    if (!pod || !needsNode(pod) || assumed.has(uidOf(pod))) return 'done';
    const named = namedNodes(objectAt(pod, 'spec'));
    const refusals: Refusal[] = [];
    const candidates: JsonObject[] = [];
    const possible =
      named === null
        ? [...nodes.all()]
        : [...named].map(each => nodes.get('', each)).filter(each => each !== undefined);
    for (const node of possible) {
      const refused = refusal(pod, node);
      if (refused) refusals.push(refused);
      else candidates.push(node);
    }
    const total = [...nodes.all()].length;
    for (let others = total - possible.length; others > 0; others--)
      refusals.push({reasons: ["node(s) didn't satisfy plugin(s) [NodeAffinity]"], preemption: false});
    const tolerations = listAt(pod, 'spec', 'tolerations');
    const cost = (node: JsonObject): number =>
      untolerated(node, tolerations, ['PreferNoSchedule']).length * 1000 + takenOn(nameOf(node)).pods;
    const best = candidates.reduce<JsonObject | null>(
      (chosen, node) => (chosen === null || cost(node) < cost(chosen) ? node : chosen),
      null,
    );
    return best === null ? refuse(pod, refusalText(refusals)) : bind(pod, nameOf(best));
  }

  async function bind(pod: JsonObject, node: string): Promise<Next> {
    assumed.set(uidOf(pod), {node, pod});
    used.delete(node);
    const answer = await world.api.send('POST', `${objectPathOf(pod)}/binding`, {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: {name: nameOf(pod), namespace: namespaceOf(pod), uid: uidOf(pod)},
      target: {apiVersion: 'v1', kind: 'Node', name: node},
    });
    if (succeeded(answer)) recorder.event(pod, 'Normal', 'Scheduled', `Successfully assigned ${keyOf(pod)} to ${node}`);
    else forget(uidOf(pod));
    return nextOf(answer);
  }

  async function refuse(pod: JsonObject, message: string): Promise<Next> {
    waiting.add(keyOf(pod));
    recorder.event(pod, 'Warning', 'FailedScheduling', message);
    const conditions = listAt(pod, 'status', 'conditions');
    const before = conditions.find(each => textAt(each, 'type') === 'PodScheduled');
    if (textAt(before, 'message') === message) return {afterMs: ANYWAY_MS};
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      observedGeneration: numberAt(pod, 'metadata', 'generation') ?? 1,
      reason: 'Unschedulable',
      message,
      lastProbeTime: null,
      lastTransitionTime: textAt(before, 'lastTransitionTime') ?? timeNow(),
    };
    const others = conditions.filter(each => each !== before);
    const change = {metadata: {uid: uidOf(pod)}, status: {conditions: [...others, condition]}};
    const next = nextOf(await world.patch(pod, change, 'status'));
    return next === 'done' ? {afterMs: ANYWAY_MS} : next;
  }
}

/** Gated pods are somebody else's to release, and another scheduler's pods are not ours. */
const needsNode = (pod: JsonObject): boolean =>
  !textAt(pod, 'spec', 'nodeName') &&
  !hasEnded(pod) &&
  textAt(pod, 'metadata', 'deletionTimestamp') === null &&
  textAt(pod, 'spec', 'schedulerName') === 'default-scheduler' &&
  listAt(pod, 'spec', 'schedulingGates').length === 0;

/** The real scheduler's sentence (1.36): every reason with its number of nodes, and what preemption could do about it. */
function refusalText(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods';
  const nodes = `0/${refusals.length} nodes are available`;
  const helped = refusals.map(({preemption}) =>
    preemption ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling',
  );
  const reasons = counted(refusals.flatMap(each => each.reasons));
  return `${nodes}: ${reasons}. no new claims to deallocate, preemption: ${nodes}: ${counted(helped)}.`;
}

function counted(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
