import {listAt, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {timeNow} from '../node/pod-status.ts';
import {nameOf} from './cache.ts';
import {leeway, replicasOf} from './deployment.ts';
import {filled} from './pods.ts';

/** Without times: those depend on what was there before. */
type Condition = {type: string; status: string; reason: string; message: string};

export const progressOf = (status: string, reason: string, message: string): Condition => ({
  type: 'Progressing',
  status,
  reason,
  message,
});

const typed = (conditions: readonly Json[], type: string): Json | undefined =>
  conditions.find(each => textAt(each, 'type') === type);

/** The conditions with this one; one that says the same stays as it is. `anew`: even then it counts as said now. */
export function withCondition(conditions: readonly Json[], next: Condition, anew = false): readonly Json[] {
  const before = typed(conditions, next.type);
  const same = textAt(before, 'status') === next.status;
  if (same && textAt(before, 'reason') === next.reason && !anew) return conditions;
  const now = timeNow();
  const lastTransitionTime = (same ? textAt(before, 'lastTransitionTime') : null) ?? now;
  return [...conditions.filter(each => each !== before), {...next, lastUpdateTime: now, lastTransitionTime}];
}

/**
 * The status of a Deployment by its ReplicaSets, and when it must be looked at again because its time for progress will be up
 * (k8s.io/kubernetes pkg/controller/deployment progress.go).
 */
export function deploymentStatus(
  deployment: JsonObject,
  current: JsonObject | undefined,
  sets: readonly JsonObject[],
): {status: JsonObject; afterMs: number | null} {
  const known = sets.find(set => current && nameOf(set) === nameOf(current));
  const sum = (field: string, of: readonly JsonObject[] = sets): number =>
    of.reduce((total, set) => total + (numberAt(set, 'status', field) ?? 0), 0);
  const wanted = replicasOf(deployment);
  const numbers = {
    replicas: sum('replicas'),
    updatedReplicas: sum('replicas', known ? [known] : []),
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
  };
  const unavailable = Math.max(0, sets.reduce((total, set) => total + replicasOf(set), 0) - numbers.availableReplicas);
  const enough = numbers.availableReplicas >= wanted - leeway(deployment).unavailable;
  let conditions = withCondition(listAt(deployment, 'status', 'conditions'), {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
  });

  const progress = typed(conditions, 'Progressing');
  const seconds = numberAt(deployment, 'spec', 'progressDeadlineSeconds');
  const complete = [numbers.updatedReplicas, numbers.replicas, numbers.availableReplicas].every(
    each => each === wanted,
  );
  const was = (field: keyof typeof numbers): number => numberAt(deployment, 'status', field) ?? 0;
  const moves =
    numbers.updatedReplicas > was('updatedReplicas') ||
    numbers.replicas - numbers.updatedReplicas < was('replicas') - was('updatedReplicas') ||
    numbers.readyReplicas > was('readyReplicas') ||
    numbers.availableReplicas > was('availableReplicas');
  const settled =
    numbers.replicas === numbers.updatedReplicas && textAt(progress, 'reason') === 'NewReplicaSetAvailable';
  const since = Date.parse(textAt(progress, 'lastUpdateTime') ?? '');
  const leftMs = settled || complete || seconds === null || !progress ? null : since + seconds * 1000 - Date.now();
  const name = `ReplicaSet "${known ? nameOf(known) : ''}"`;
  if (!settled && known) {
    if (complete)
      conditions = withCondition(
        conditions,
        progressOf('True', 'NewReplicaSetAvailable', `${name} has successfully progressed.`),
      );
    else if (moves)
      conditions = withCondition(conditions, progressOf('True', 'ReplicaSetUpdated', `${name} is progressing.`), true);
    else if (leftMs !== null && leftMs <= 0)
      conditions = withCondition(
        conditions,
        progressOf('False', 'ProgressDeadlineExceeded', `${name} has timed out progressing.`),
      );
  }

  const failure = typed(listAt(known, 'status', 'conditions'), 'ReplicaFailure');
  const said = {status: '', reason: '', message: '', ...(failure as JsonObject | undefined)} as Omit<Condition, 'type'>;
  const {status, reason, message} = said;
  conditions = failure
    ? withCondition(conditions, {type: 'ReplicaFailure', status, reason, message})
    : conditions.filter(each => textAt(each, 'type') !== 'ReplicaFailure');
  const {collisionCount} = objectAt(deployment, 'status');
  const result = {
    conditions,
    ...filled({
      ...numbers,
      unavailableReplicas: unavailable,
      observedGeneration: numberAt(deployment, 'metadata', 'generation') ?? 0,
      collisionCount,
    }),
    terminatingReplicas: sum('terminatingReplicas'),
  };
  return {status: result, afterMs: leftMs !== null && leftMs > 0 ? leftMs : null};
}
