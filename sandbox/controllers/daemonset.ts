import {listAt, numberAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {canonical} from '../json.ts';
import type {ApiAnswer} from '../node/api.ts';
import {hasEnded} from '../node/pod-status.ts';
import {keyOf, nameOf, namespaceOf, uidOf} from './cache.ts';
import {
  availableInMs,
  controlled,
  createPods,
  deletePods,
  enqueueOwners,
  filled,
  isReady,
  isTerminating,
  ownerReference,
  podFrom,
  scaled,
  templateHash,
} from './pods.ts';
import type {Next} from './queue.ts';
import {placementOf, untolerated, wantsNode} from './selection.ts';
import {nextOf, type World} from './world.ts';

/** Tolerations that every pod of a DaemonSet gets (k8s.io/kubernetes pkg/controller/daemon/util AddOrUpdateDaemonPodTolerations). */
const TOLERATED: readonly [string, string][] = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
];
const HOST_NETWORK_TOLERATED: [string, string] = ['network-unavailable', 'NoSchedule'];

/** How long an ended pod stays before it is replaced: doubles with every pod that ends on that node, up to 15 minutes. */
const FAILED_MS = {first: 1000, most: 900_000};

type Placed = {node: JsonObject; runs: boolean; stays: boolean; pods: readonly JsonObject[]};

/** Keeps one pod of every DaemonSet on every node that it is for. */
export function runDaemonSets(world: World): void {
  const sets = world.of('DaemonSet');
  const nodes = world.of('Node');
  const recorder = world.recorder({component: 'daemonset-controller'});
  const queue = world.queue(sync);
  const ended = new Map<string, {waitMs: number; until: number}>();

  enqueueOwners(world, 'DaemonSet', ['Pod', 'ControllerRevision'], queue);
  nodes.onChange((after, before) => {
    if (after && before && placementOf(after) === placementOf(before)) return;
    for (const set of sets.all()) queue.add(keyOf(set));
  });

  async function sync(key: string): Promise<Next> {
    const [namespace = '', name = ''] = key.split('/');
    const set = sets.get(namespace, name);
    if (!set || isTerminating(set)) return 'done';
    const history = await revisionOf(world, set);
    if (history.answers.length > 0 && nextOf(...history.answers) !== 'done') return 'retry';
    const first = await manage(set, history.hash);
    const updated = await rollOut(set, history.hash);
    const {status, afterMs} = statusOf(set, history.hash);
    const put = canonical(status) === canonical(objectAt(set, 'status')) ? [] : [await world.putStatus(set, status)];
    if (first.refused || nextOf(...first.answers, ...updated, ...put) !== 'done') return 'retry';
    const waits = [first.afterMs, afterMs].filter(each => each !== null);
    return waits.length > 0 ? {afterMs: Math.min(...waits)} : 'done';
  }

  /** Every node with what the set has there and should have. */
  function placedOf(set: JsonObject): readonly Placed[] {
    const template = objectAt(set, 'spec', 'template');
    const spec = {...objectAt(template, 'spec'), tolerations: tolerationsOf(template)};
    const byNode = new Map<string, JsonObject[]>();
    for (const pod of controlled(world, 'Pod', set)) {
      const node = nodeOf(pod);
      byNode.set(node, [...(byNode.get(node) ?? []), pod]);
    }
    return [...nodes.all()].map(node => {
      const pods = (byNode.get(nameOf(node)) ?? []).sort((one, other) => (created(one) < created(other) ? -1 : 1));
      const wanted = wantsNode(spec, node) && [undefined, nameOf(node)].includes(textAt(spec, 'nodeName') ?? undefined);
      const fits = (effects: Parameters<typeof untolerated>[2]): boolean =>
        untolerated(node, spec.tolerations, effects).length === 0;
      return {node, pods, runs: wanted && fits(['NoSchedule', 'NoExecute']), stays: wanted && fits(['NoExecute'])};
    });
  }

  async function manage(
    set: JsonObject,
    hash: string,
  ): Promise<{answers: readonly ApiAnswer[]; refused: boolean; afterMs: number | null}> {
    const [missing, surplus]: [JsonObject[], JsonObject[]] = [[], []];
    let afterMs: number | null = null;
    const placed = placedOf(set);
    for (const {node, pods, runs, stays} of placed) {
      const living = pods.filter(pod => !isTerminating(pod));
      if (!stays) surplus.push(...living);
      else if (pods.length === 0 && runs) missing.push(node);
      for (const pod of stays ? living.filter(hasEnded) : []) {
        const waitMs = replaceIn(`${uidOf(set)}/${nameOf(node)}`);
        if (waitMs > 0) {
          afterMs = Math.min(afterMs ?? waitMs, waitMs);
          continue;
        }
        surplus.push(pod);
        const failed = textAt(pod, 'status', 'phase') === 'Failed';
        const text = `Found ${failed ? 'failed' : 'succeeded'} daemon pod ${keyOf(pod)} on node ${nameOf(node)}, will try to `;
        if (failed) recorder.event(set, 'Warning', 'FailedDaemonPod', `${text}kill it`);
        else recorder.event(set, 'Normal', 'SucceededDaemonPod', `${text}delete it`);
      }
      if (stays) surplus.push(...living.filter(pod => !hasEnded(pod)).slice(1));
    }
    const there = new Set(placed.map(({node}) => nameOf(node)));
    for (const pod of controlled(world, 'Pod', set))
      if (!textAt(pod, 'spec', 'nodeName') && !there.has(nodeOf(pod)) && !isTerminating(pod)) surplus.push(pod);
    const template = objectAt(set, 'spec', 'template');
    const labels = {'controller-revision-hash': hash, 'pod-template-generation': templateGeneration(set)};
    const pods = missing.map(node => podFrom(set, template, {labels, spec: specOn(template, nameOf(node))}));
    const {refusal} = await createPods(world, recorder, set, pods);
    const answers = await deletePods(world, recorder, set, surplus);
    return {answers, refused: refusal !== null, afterMs};
  }

  /** How long until a pod that has ended there may be replaced; 0 lengthens the next wait. */
  function replaceIn(key: string): number {
    const before = ended.get(key);
    if (before && before.until > Date.now()) return before.until - Date.now();
    const waitMs = Math.min(FAILED_MS.most, before ? before.waitMs * 2 : FAILED_MS.first);
    ended.set(key, {waitMs, until: Date.now() + waitMs});
    return 0;
  }

  /** Deletes pods of older templates, as many as may be missing at once; `manage` makes the new ones. */
  async function rollOut(set: JsonObject, hash: string): Promise<readonly ApiAnswer[]> {
    const strategy = objectAt(set, 'spec', 'updateStrategy');
    if (textAt(strategy, 'type') === 'OnDelete') return [];
    const wanted = placedOf(set).filter(each => each.runs);
    const limit = Math.max(1, scaled(valueAt(strategy, ['rollingUpdate', 'maxUnavailable']), wanted.length, 'up'));
    const minReady = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
    const [broken, sound]: [JsonObject[], JsonObject[]] = [[], []];
    let unavailable = 0;
    for (const {pods} of wanted) {
      const [pod] = pods;
      const available = pod !== undefined && !isTerminating(pod) && availableInMs(pod, minReady) === 0;
      if (!available) unavailable += 1;
      if (pod && pods.length === 1 && !isTerminating(pod) && hashOf(pod) !== hash)
        (available ? sound : broken).push(pod);
    }
    return deletePods(world, recorder, set, [...broken, ...sound.slice(0, Math.max(0, limit - unavailable))]);
  }

  function statusOf(set: JsonObject, hash: string): {status: JsonObject; afterMs: number | null} {
    const minReady = numberAt(set, 'spec', 'minReadySeconds') ?? 0;
    const placed = placedOf(set);
    const wanted = placed.filter(each => each.runs);
    const first = wanted.flatMap(({pods}) => pods.slice(0, 1));
    const waits = first.map(pod => availableInMs(pod, minReady));
    const available = waits.filter(each => each === 0).length;
    const later = waits.filter(each => each !== null && each > 0) as number[];
    const status = {
      currentNumberScheduled: first.length,
      desiredNumberScheduled: wanted.length,
      numberMisscheduled: placed.filter(each => !each.runs && each.pods.length > 0).length,
      numberReady: first.filter(isReady).length,
      ...filled({
        observedGeneration: numberAt(set, 'metadata', 'generation') ?? 0,
        updatedNumberScheduled: first.filter(pod => hashOf(pod) === hash).length,
        numberAvailable: available,
        numberUnavailable: wanted.length - available,
      }),
    };
    return {status, afterMs: later.length > 0 ? Math.min(...later) : null};
  }
}

const created = (pod: JsonObject): string => `${textAt(pod, 'metadata', 'creationTimestamp')}${nameOf(pod)}`;
const hashOf = (pod: JsonObject): string | null => textAt(pod, 'metadata', 'labels', 'controller-revision-hash');
const templateGeneration = (set: JsonObject): string =>
  textAt(set, 'metadata', 'annotations', 'deprecated.daemonset.template.generation') ?? '1';

/** The node of a DaemonSet's pod, bound or not yet. */
function nodeOf(pod: JsonObject): string {
  const terms = listAt(
    pod,
    'spec',
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  return textAt(pod, 'spec', 'nodeName') || (textAt(terms[0], 'matchFields', 0, 'values', 0) ?? '');
}

function tolerationsOf(template: JsonObject): readonly Json[] {
  const added = [
    ...TOLERATED,
    ...(valueAt(template, ['spec', 'hostNetwork']) === true ? [HOST_NETWORK_TOLERATED] : []),
  ];
  const own = listAt(template, 'spec', 'tolerations');
  const tolerations = added.map(([key, effect]) => ({key: `node.kubernetes.io/${key}`, operator: 'Exists', effect}));
  const overruled = (each: Json): boolean => tolerations.some(other => canonical(other) === canonical(each));
  return [...own.filter(each => !overruled(each)), ...tolerations];
}

/** What makes a pod of the template one for `node`: the scheduler puts it there, and nowhere else. */
function specOn(template: JsonObject, node: string): JsonObject {
  const affinity = objectAt(template, 'spec', 'affinity');
  const required = {
    nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: [node]}]}],
  };
  const nodeAffinity = {
    ...objectAt(affinity, 'nodeAffinity'),
    requiredDuringSchedulingIgnoredDuringExecution: required,
  };
  return {affinity: {...affinity, nodeAffinity}, tolerations: tolerationsOf(template)};
}

/** The ControllerRevision of the template as it is now; made, or made the newest again, when it is not. */
async function revisionOf(world: World, set: JsonObject): Promise<{hash: string; answers: readonly ApiAnswer[]}> {
  const template = objectAt(set, 'spec', 'template');
  const data = {spec: {template: {...template, $patch: 'replace'}}};
  const known = controlled(world, 'ControllerRevision', set);
  const newest = Math.max(0, ...known.map(each => numberAt(each, 'revision') ?? 0));
  const same = known.find(each => canonical(each['data'] ?? null) === canonical(data));
  if (same) {
    const hash = hashOf(same) ?? '';
    if (numberAt(same, 'revision') === newest) return {hash, answers: []};
    return {hash, answers: [await world.patch(same, {revision: newest + 1})]};
  }
  const hash = templateHash(template);
  const {annotations = {}} = objectAt(set, 'metadata') as {annotations?: JsonObject};
  const made = await world.create({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${nameOf(set)}-${hash}`,
      namespace: namespaceOf(set),
      labels: {...objectAt(template, 'metadata', 'labels'), 'controller-revision-hash': hash},
      annotations,
      ownerReferences: [ownerReference(set)],
    },
    data,
    revision: newest + 1,
  });
  return {hash, answers: [made]};
}
