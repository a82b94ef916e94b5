import {listAt, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {canonical} from '../json.ts';
import {timeNow} from '../node/pod-status.ts';
import {
  availableInMs,
  controlled,
  createPods,
  deletePods,
  enqueueOwners,
  filled,
  isActive,
  isReady,
  isTerminating,
  podFrom,
} from './pods.ts';
import type {Next} from './queue.ts';
import {selectorMatches} from './selection.ts';
import {nextOf, type World} from './world.ts';

/** Keeps as many pods of every ReplicaSet as it asks for. */
export function runReplicaSets(world: World): void {
  const sets = world.of('ReplicaSet');
  const recorder = world.recorder({component: 'replicaset-controller'});
  const queue = world.queue(sync);
  enqueueOwners(world, 'ReplicaSet', ['Pod'], queue);

  async function sync(key: string): Promise<Next> {
    const [namespace = '', name = ''] = key.split('/');
    const set = sets.get(namespace, name);
    if (!set) return 'done';
    const active = controlled(world, 'Pod', set).filter(isActive);
    const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
    const template = objectAt(set, 'spec', 'template');
    const missing = isTerminating(set) ? 0 : Math.max(0, wanted - active.length);
    const pods = Array.from({length: missing}, () => podFrom(set, template));
    const {refusal} = await createPods(world, recorder, set, pods);
    const surplus = isTerminating(set) || active.length <= wanted ? [] : [...active].sort(dispensable).slice(wanted);
    const answers = [...(await deletePods(world, recorder, set, surplus))];
    const {status, afterMs} = statusOf(set, refusal === null ? null : (textAt(refusal.body, 'message') ?? ''));
    if (canonical(status) !== canonical(objectAt(set, 'status'))) answers.push(await world.putStatus(set, status));
    if (refusal !== null || nextOf(...answers) !== 'done') return 'retry';
    return afterMs === null ? 'done' : {afterMs};
  }

  function statusOf(set: JsonObject, failure: string | null): {status: JsonObject; afterMs: number | null} {
    const pods = controlled(world, 'Pod', set);
    const active = pods.filter(isActive);
    const labels = {matchLabels: objectAt(set, 'spec', 'template', 'metadata', 'labels')};
    const waits = active.map(pod => availableInMs(pod, numberAt(set, 'spec', 'minReadySeconds') ?? 0));
    const later = waits.filter(each => each !== null && each > 0) as number[];
    const before = listAt(set, 'status', 'conditions');
    const failing = before.find(each => textAt(each, 'type') === 'ReplicaFailure') ?? {
      type: 'ReplicaFailure',
      status: 'True',
      lastTransitionTime: timeNow(),
      reason: 'FailedCreate',
      message: failure ?? '',
    };
    const others = before.filter(each => textAt(each, 'type') !== 'ReplicaFailure');
    const conditions = failure === null ? others : [...others, failing];
    const status = {
      ...(conditions.length > 0 ? {conditions} : {}),
      replicas: active.length,
      terminatingReplicas: pods.filter(isTerminating).length,
      ...filled({
        fullyLabeledReplicas: active.filter(pod => selectorMatches(labels, objectAt(pod, 'metadata', 'labels'))).length,
        readyReplicas: active.filter(isReady).length,
        availableReplicas: waits.filter(each => each === 0).length,
        observedGeneration: numberAt(set, 'metadata', 'generation') ?? 0,
      }),
    };
    return {status, afterMs: later.length > 0 ? Math.min(...later) : null};
  }
}

/** The pods that are missed least go last: not bound, not ready, then the youngest (k8s.io/kubernetes pkg/controller ActivePods). */
function dispensable(one: JsonObject, other: JsonObject): number {
  const worth = (pod: JsonObject): number => (textAt(pod, 'spec', 'nodeName') ? 1 : 0) + (isReady(pod) ? 2 : 0);
  const age = (pod: JsonObject): string => textAt(pod, 'metadata', 'creationTimestamp') ?? '';
  return worth(other) - worth(one) || (age(one) < age(other) ? -1 : 1);
}
