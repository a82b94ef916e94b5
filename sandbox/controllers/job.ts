import {listAt, numberAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {canonical} from '../json.ts';
import type {ApiAnswer} from '../node/api.ts';
import {hasEnded, timeNow} from '../node/pod-status.ts';
import {uidOf} from './cache.ts';
import {
  controlled,
  controllerOf,
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
import {nextOf, type World} from './world.ts';

/** Keeps a pod of a Job until it is counted. */
const TRACKING = 'batch.kubernetes.io/job-tracking';
/** A failed pod is replaced after 10 s, 20 s, 40 s … up to 10 minutes (DefaultJobPodFailureBackOff). */
const BACKOFF_MS = {first: 10_000, most: 600_000};

type Verdict = {reason: string; message: string};

const DEADLINE: Verdict = {reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline'};
const BACKOFF: Verdict = {reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit'};
const COMPLETED: Verdict = {reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods'};

/** Runs every Job's pods to completion, or until it has failed. */
export function runJobs(world: World): void {
  const jobs = world.of('Job');
  const pods = world.of('Pod');
  const recorder = world.recorder({component: 'job-controller'});
  const queue = world.queue(sync, 1000);
  const strays = world.queue(release);
  /** Pods that are in their Job's numbers already, until they are gone. */
  const counted = new Set<string>();

  enqueueOwners(world, 'Job', ['Pod'], queue);
  pods.onChange((after, before) => {
    if (after === null && before) counted.delete(uidOf(before));
    if (after && isTracked(after)) strays.add(uidOf(after));
  });
  jobs.onChange((after, before) => {
    if (after === null && before) for (const pod of controlled(world, 'Pod', before)) strays.add(uidOf(pod));
  });

  /** A pod whose Job is gone (or about to go) has nobody left who would count it. */
  async function release(uid: string): Promise<Next> {
    const pod = pods.byUid(uid);
    const job = jobs.byUid(textAt(controllerOf(pod ?? {}), 'uid') ?? '');
    if (!pod || !isTracked(pod) || (job && !isTerminating(job))) return 'done';
    return nextOf(await untrack(pod));
  }

  const untrack = (pod: JsonObject): Promise<ApiAnswer> => {
    const finalizers = listAt(pod, 'metadata', 'finalizers').filter(each => each !== TRACKING);
    const {resourceVersion = ''} = objectAt(pod, 'metadata');
    return world.patch(pod, {metadata: {uid: uidOf(pod), resourceVersion, finalizers}});
  };

  const untrackAll = async (job: JsonObject): Promise<Next> =>
    nextOf(...(await Promise.all(controlled(world, 'Pod', job).filter(isTracked).map(untrack))));

  async function sync(key: string): Promise<Next> {
    const [namespace = '', name = ''] = key.split('/');
    const job = jobs.get(namespace, name);
    if (!job) return 'done';
    if (isTerminating(job)) return untrackAll(job);
    return isFinished(job) ? cleanUp(job) : advance(job);
  }

  /** Deletes a finished Job when its time is up; its pods go with it. */
  async function cleanUp(job: JsonObject): Promise<Next> {
    const next = await untrackAll(job);
    const ttl = numberAt(job, 'spec', 'ttlSecondsAfterFinished');
    if (ttl === null || next !== 'done') return next;
    const dueMs = Date.parse(finishedAt(job)) + ttl * 1000 - Date.now();
    return dueMs > 0 ? {afterMs: dueMs} : nextOf(await world.remove(job, {propagationPolicy: 'Foreground'}));
  }

  async function advance(job: JsonObject): Promise<Next> {
    const now = timeNow();
    const mine = controlled(world, 'Pod', job);
    const spec = objectAt(job, 'spec');
    const suspended = spec['suspend'] === true;
    // who is asked to end counts as failed at once (podReplacementPolicy TerminatingOrFailed), unless it is the Job that pauses
    const over = mine.filter(pod => isTracked(pod) && (hasEnded(pod) || isTerminating(pod)));
    const fresh = over.filter(pod => !counted.has(uidOf(pod)));
    const good = fresh.filter(pod => textAt(pod, 'status', 'phase') === 'Succeeded').length;
    const succeeded = (numberAt(job, 'status', 'succeeded') ?? 0) + good;
    const failed = (numberAt(job, 'status', 'failed') ?? 0) + (suspended ? 0 : fresh.length - good);
    const active = mine.filter(isActive);
    const restarts = active
      .flatMap(pod => listAt(pod, 'status', 'containerStatuses'))
      .reduce<number>((sum, each) => sum + (numberAt(each, 'restartCount') ?? 0), 0);
    const startTime = suspended ? null : (textAt(job, 'status', 'startTime') ?? now);
    const seconds = numberAt(spec, 'activeDeadlineSeconds');
    const deadlineMs =
      seconds === null || startTime === null ? null : Date.parse(startTime) + seconds * 1000 - Date.now();
    const completions = numberAt(spec, 'completions');
    const limit = numberAt(spec, 'backoffLimit') ?? 6;

    const target = failureTarget(job);
    const failure =
      target ??
      (failed > limit || (restarts > 0 && failed + restarts > limit)
        ? BACKOFF
        : deadlineMs !== null && deadlineMs <= 0
          ? DEADLINE
          : null);
    const complete =
      failure === null && (completions === null ? succeeded > 0 && active.length === 0 : succeeded >= completions);

    const surplus = failure || complete || suspended ? active : [];
    const answers: ApiAnswer[] = [...(await deletePods(world, recorder, job, surplus))];
    const wait = failure || complete || suspended ? null : await topUp(job, {active, succeeded, failed});
    const living = controlled(world, 'Pod', job);
    const conditions = conditionsOf(job, {now, suspended, failure, complete, done: living.every(pod => hasEnded(pod))});
    const ended = conditions.some(each => ['Complete', 'Failed'].includes(textAt(each, 'type') ?? ''));
    const status = {
      ...(conditions.length > 0 ? {conditions} : {}),
      ...(startTime === null ? {} : {startTime}),
      ...(ended && complete ? {completionTime: now} : {}),
      ...filled({active: living.filter(isActive).length, succeeded, failed}),
      ready: living.filter(pod => isActive(pod) && isReady(pod)).length,
      terminating: living.filter(pod => isTerminating(pod) && !hasEnded(pod)).length,
      uncountedTerminatedPods: {},
    };
    if (canonical(status) !== canonical(objectAt(job, 'status'))) {
      const put = await world.putStatus(job, status);
      if (put.status !== 200) return nextOf(put);
      tell(job, conditions);
    }
    for (const pod of fresh) counted.add(uidOf(pod));
    answers.push(...(await Promise.all(over.map(untrack))));
    if (wait === 'retry' || nextOf(...answers) !== 'done') return 'retry';
    const waits = [wait, deadlineMs].filter(each => each !== null && each > 0) as number[];
    return waits.length > 0 ? {afterMs: Math.min(...waits) + 10} : 'done';
  }

  /** Makes the pods that are missing; how long until it may, or null when there is nothing to wait for. */
  async function topUp(
    job: JsonObject,
    {active, succeeded, failed}: {active: readonly JsonObject[]; succeeded: number; failed: number},
  ): Promise<number | 'retry' | null> {
    const parallelism = numberAt(job, 'spec', 'parallelism') ?? 1;
    const completions = numberAt(job, 'spec', 'completions');
    const wanted =
      completions === null
        ? succeeded > 0
          ? active.length
          : parallelism
        : Math.min(parallelism, completions - succeeded);
    if (active.length > wanted) {
      await deletePods(world, recorder, job, active.slice(wanted));
      return null;
    }
    const missing = wanted - active.length;
    if (missing <= 0) return null;
    const waitMs = backoffMs(controlled(world, 'Pod', job), failed);
    if (waitMs > 0) return waitMs;
    const template = objectAt(job, 'spec', 'template');
    const made = Array.from({length: missing}, () => podFrom(job, template, {finalizers: [TRACKING]}));
    const {refusal} = await createPods(world, recorder, job, made);
    return refusal ? 'retry' : null;
  }

  function tell(job: JsonObject, conditions: readonly Json[]): void {
    const before = new Set(
      listAt(job, 'status', 'conditions').map(each => `${textAt(each, 'type')}${textAt(each, 'status')}`),
    );
    for (const each of conditions) {
      const [type, status, message] = [textAt(each, 'type'), textAt(each, 'status'), textAt(each, 'message') ?? ''];
      if (before.has(`${type}${status}`)) continue;
      if (type === 'Complete') recorder.event(job, 'Normal', 'Completed', 'Job completed');
      if (type === 'Failed') recorder.event(job, 'Warning', textAt(each, 'reason') ?? '', message);
      if (type === 'Suspended') recorder.event(job, 'Normal', status === 'True' ? 'Suspended' : 'Resumed', message);
    }
  }
}

const isTracked = (pod: JsonObject): boolean => listAt(pod, 'metadata', 'finalizers').includes(TRACKING);

const condition = (job: JsonObject, type: string): Json | undefined =>
  listAt(job, 'status', 'conditions').find(each => textAt(each, 'type') === type && textAt(each, 'status') === 'True');

const isFinished = (job: JsonObject): boolean =>
  ['Complete', 'Failed'].some(type => condition(job, type) !== undefined);
const finishedAt = (job: JsonObject): string =>
  textAt(condition(job, 'Complete') ?? condition(job, 'Failed'), 'lastTransitionTime') ?? '';

/** Why the Job is failing already: what was decided once stays. */
function failureTarget(job: JsonObject): Verdict | null {
  const target = condition(job, 'FailureTarget');
  return target === undefined
    ? null
    : {reason: textAt(target, 'reason') ?? '', message: textAt(target, 'message') ?? ''};
}

/** How long until the next pod may be made, after the last one that failed. */
function backoffMs(pods: readonly JsonObject[], failures: number): number {
  const last = Math.max(0, ...pods.filter(pod => textAt(pod, 'status', 'phase') === 'Failed').map(endOf));
  if (failures === 0 || last === 0) return 0;
  const wait = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** (failures - 1));
  return Math.max(0, last + wait - Date.now());
}

const endOf = (pod: JsonObject): number =>
  Math.max(
    Date.parse(textAt(pod, 'metadata', 'creationTimestamp') ?? ''),
    ...listAt(pod, 'status', 'containerStatuses').map(
      each => Date.parse(String(valueAt(each, ['state', 'terminated', 'finishedAt']) ?? '')) || 0,
    ),
  );

/** First what the Job is coming to, and when no pod is left what it has come to. */
function conditionsOf(
  job: JsonObject,
  state: {now: string; suspended: boolean; failure: Verdict | null; complete: boolean; done: boolean},
): readonly Json[] {
  let conditions = [...listAt(job, 'status', 'conditions')];
  const set = (type: string, status: string, {reason, message}: Verdict): void => {
    const before = conditions.find(each => textAt(each, 'type') === type);
    if (textAt(before, 'status') === status) return;
    const next = {type, status, lastProbeTime: state.now, lastTransitionTime: state.now, reason, message};
    conditions = [...conditions.filter(each => each !== before), next];
  };
  const verdict = state.failure ?? (state.complete ? COMPLETED : null);
  if (verdict) {
    set(state.failure ? 'FailureTarget' : 'SuccessCriteriaMet', 'True', verdict);
    if (state.done) set(state.failure ? 'Failed' : 'Complete', 'True', verdict);
    return conditions;
  }
  const wasSuspended = condition(job, 'Suspended') !== undefined;
  if (state.suspended) set('Suspended', 'True', {reason: 'JobSuspended', message: 'Job suspended'});
  else if (wasSuspended) set('Suspended', 'False', {reason: 'JobResumed', message: 'Job resumed'});
  return conditions;
}
