import {listAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import type {ApiAnswer} from '../node/api.ts';
import {timeNow} from '../node/pod-status.ts';
import {nameOf, uidOf} from './cache.ts';
import {isReady} from './pods.ts';
import type {Next} from './queue.ts';
import {nextOf, type World} from './world.ts';

/** Kubernetes' --node-monitor-grace-period. */
const GRACE_SECONDS = 50;

/** What a kubelet reports and what becomes of it when it falls silent. */
const REPORTED = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'];

/** The taint that a condition means, by its status (k8s.io/kubernetes pkg/controller/nodelifecycle nodeConditionToTaintKeyStatusMap). */
const TAINTS: readonly [type: string, status: string, key: string][] = [
  ['Ready', 'False', 'not-ready'],
  ['Ready', 'Unknown', 'unreachable'],
  ['MemoryPressure', 'True', 'memory-pressure'],
  ['DiskPressure', 'True', 'disk-pressure'],
  ['PIDPressure', 'True', 'pid-pressure'],
  ['NetworkUnavailable', 'True', 'network-unavailable'],
];
const PREFIX = 'node.kubernetes.io/';
const OURS = new Set([...TAINTS.map(([, , key]) => key), 'unschedulable']);

/** Says of every node whether it is alive: by its conditions, its taints and its pods' readiness. */
export function watchNodes(world: World, options: {nodeGraceSeconds?: number}): void {
  const nodes = world.of('Node');
  const pods = world.of('Pod');
  const graceMs = (options.nodeGraceSeconds ?? GRACE_SECONDS) * 1000;
  const recorder = world.recorder({component: 'node-controller'});
  const queue = world.queue(sync);
  /** When the node last gave a sign of life, by our clock. */
  const seen = new Map<string, number>();

  world.of('Lease').onChange(after => {
    if (after && seen.has(nameOf(after))) seen.set(nameOf(after), Date.now());
  });
  nodes.onChange((after, before) => {
    const name = nameOf(after ?? before ?? {});
    if (after === null) {
      seen.delete(name);
      recorder.event(
        before ?? {},
        'Normal',
        'RemovingNode',
        `Node ${name} event: Removing Node ${name} from Controller`,
      );
      return;
    }
    if (before === null)
      recorder.event(after, 'Normal', 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`);
    if (before === null || heartbeat(after) !== heartbeat(before)) seen.set(name, Date.now());
    queue.add(name);
  });

  async function sync(name: string): Promise<Next> {
    const node = nodes.get('', name);
    if (!node) return 'done';
    const quietMs = Date.now() - (seen.get(name) ?? Date.now());
    const answers: ApiAnswer[] = [];
    if (quietMs >= graceMs && REPORTED.some(type => statusOf(node, type) !== 'Unknown')) {
      const silenced = await world.patch(node, {...same(node), status: {conditions: silentConditions(node)}}, 'status');
      if (nextOf(silenced) !== 'done' || silenced.status !== 200) return nextOf(silenced);
      if (statusOf(node, 'Ready') === 'True') notReady(node);
    }
    const known = nodes.get('', name) ?? node;
    const taints = taintsOf(known);
    if (JSON.stringify(taints) !== JSON.stringify(listAt(known, 'spec', 'taints')))
      answers.push(await world.patch(known, {...same(known), spec: {taints}}));
    const labels = oldLabels(known);
    if (Object.keys(labels).length > 0) answers.push(await world.patch(known, {metadata: {labels}}));
    if (statusOf(known, 'Ready') !== 'True') answers.push(...(await markPods(name)));
    const next = nextOf(...answers);
    if (next !== 'done' || statusOf(known, 'Ready') === 'Unknown') return next;
    return {afterMs: Math.max(100, graceMs - quietMs)};
  }

  const notReady = (node: JsonObject): void =>
    recorder.event(node, 'Normal', 'NodeNotReady', `Node ${nameOf(node)} status is now: NodeNotReady`);

  /** Nobody reports on these pods any more: they count as not ready. */
  function markPods(node: string): Promise<readonly ApiAnswer[]> {
    return Promise.all(
      pods
        .onNode(node)
        .filter(isReady)
        .map(pod => {
          recorder.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
          const conditions = listAt(pod, 'status', 'conditions').map(each =>
            textAt(each, 'type') === 'Ready'
              ? {...(each as JsonObject), status: 'False', lastTransitionTime: timeNow()}
              : each,
          );
          return world.patch(pod, {...same(pod), status: {conditions}}, 'status');
        }),
    );
  }
}

/** Makes a patch one of this version of the object only. */
const same = (object: JsonObject): JsonObject => ({
  metadata: {uid: uidOf(object), resourceVersion: textAt(object, 'metadata', 'resourceVersion') ?? ''},
});

const conditionOf = (node: JsonObject, type: string): Json | undefined =>
  listAt(node, 'status', 'conditions').find(each => textAt(each, 'type') === type);
const statusOf = (node: JsonObject, type: string): string | null => textAt(conditionOf(node, type), 'status');
const heartbeat = (node: JsonObject): string | null => textAt(conditionOf(node, 'Ready'), 'lastHeartbeatTime');

function silentConditions(node: JsonObject): readonly Json[] {
  const created = textAt(node, 'metadata', 'creationTimestamp') ?? '';
  const silent = REPORTED.map(type => {
    const before = conditionOf(node, type);
    if (textAt(before, 'status') === 'Unknown') return before ?? {};
    return {
      type,
      status: 'Unknown',
      lastHeartbeatTime: textAt(before, 'lastHeartbeatTime') ?? created,
      lastTransitionTime: timeNow(),
      reason: before ? 'NodeStatusUnknown' : 'NodeStatusNeverUpdated',
      message: before ? 'Kubelet stopped posting node status.' : 'Kubelet never posted node status.',
    };
  });
  return [
    ...silent,
    ...listAt(node, 'status', 'conditions').filter(each => !REPORTED.includes(textAt(each, 'type') ?? '')),
  ];
}

/** The labels that a node still lacks under their older names (pkg/controller/nodelifecycle labelReconcileInfo). */
const oldLabels = (node: JsonObject): JsonObject =>
  Object.fromEntries(
    ['os', 'arch'].flatMap(label => {
      const value = textAt(node, 'metadata', 'labels', `kubernetes.io/${label}`);
      const old = textAt(node, 'metadata', 'labels', `beta.kubernetes.io/${label}`);
      return value === null || value === old ? [] : [[`beta.kubernetes.io/${label}`, value]];
    }),
  );

/** The node's taints as its conditions and its cordon demand; those that stand already keep their time. */
function taintsOf(node: JsonObject): readonly Json[] {
  const before = listAt(node, 'spec', 'taints');
  const keys = TAINTS.filter(([type, status]) => statusOf(node, type) === status).map(([type, , key]) => ({type, key}));
  const wanted = [
    ...(valueAt(node, ['spec', 'unschedulable']) === true ? [{key: 'unschedulable', effect: 'NoSchedule'}] : []),
    ...keys.map(({key}) => ({key, effect: 'NoSchedule'})),
    ...keys.filter(({type}) => type === 'Ready').map(({key}) => ({key, effect: 'NoExecute'})),
  ].map(({key, effect}) => ({key: `${PREFIX}${key}`, effect}));
  const is = (one: Json, other: Json): boolean =>
    textAt(one, 'key') === textAt(other, 'key') && textAt(one, 'effect') === textAt(other, 'effect');
  const isOurs = (taint: Json): boolean => {
    const key = textAt(taint, 'key') ?? '';
    return (
      key.startsWith(PREFIX) && OURS.has(key.slice(PREFIX.length)) && textAt(taint, 'effect') !== 'PreferNoSchedule'
    );
  };
  const kept = before.filter(taint => !isOurs(taint) || wanted.some(each => is(each, taint)));
  const added = wanted.filter(each => !before.some(taint => is(each, taint)));
  return [...kept, ...added.map(each => ({...each, timeAdded: timeNow()}))];
}
