import {listAt, numberAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {canonical} from '../json.ts';
import type {ApiAnswer} from '../node/api.ts';
import {keyOf, nameOf, namespaceOf, uidOf} from './cache.ts';
import {controlled, enqueueOwners, isTerminating, ownerReference} from './pods.ts';
import type {Next} from './queue.ts';
import {nextOf, succeeded, type World} from './world.ts';

const MINUTE_MS = 60_000;

/** Starts the Jobs of every CronJob when it is time, in UTC. */
export function runCronJobs(world: World): void {
  const crons = world.of('CronJob');
  const recorder = world.recorder({component: 'cronjob-controller'});
  const queue = world.queue(sync);
  /** The last minute that was looked at, so that none is looked at twice. */
  const looked = new Map<string, number>();
  enqueueOwners(world, 'CronJob', ['Job'], queue);

  async function sync(key: string): Promise<Next> {
    const [namespace = '', name = ''] = key.split('/');
    const cron = crons.get(namespace, name);
    if (!cron || isTerminating(cron)) return 'done';
    const jobs = controlled(world, 'Job', cron);
    const answers = [...(await tidy(cron, jobs)), ...(await report(cron, jobs))];
    if (valueAt(cron, ['spec', 'suspend']) === true) return nextOf(...answers);
    const now = Date.now();
    const minute = Math.floor(now / MINUTE_MS);
    const before =
      looked.get(uidOf(cron)) ??
      Math.floor(Date.parse(textAt(cron, 'metadata', 'creationTimestamp') ?? '') / MINUTE_MS);
    const due = minute > before && isDue(textAt(cron, 'spec', 'schedule') ?? '', new Date(minute * MINUTE_MS));
    looked.set(uidOf(cron), minute);
    if (due) answers.push(...(await start(crons.byUid(uidOf(cron)) ?? cron, jobs.filter(isRunning), minute)));
    const next = nextOf(...answers);
    return next === 'done' ? {afterMs: (minute + 1) * MINUTE_MS - Date.now() + 5} : next;
  }

  async function start(
    cron: JsonObject,
    running: readonly JsonObject[],
    minute: number,
  ): Promise<readonly ApiAnswer[]> {
    const policy = textAt(cron, 'spec', 'concurrencyPolicy');
    if (policy === 'Forbid' && running.length > 0) {
      recorder.event(
        cron,
        'Normal',
        'JobAlreadyActive',
        'Not starting job because prior execution is running and concurrency policy is Forbid',
      );
      return [];
    }
    const answers: ApiAnswer[] = [];
    for (const job of policy === 'Replace' ? running : []) {
      answers.push(await world.remove(job, {propagationPolicy: 'Background'}));
      recorder.event(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${nameOf(job)}`);
    }
    const at = `${new Date(minute * MINUTE_MS).toISOString().slice(0, 19)}Z`;
    const template = objectAt(cron, 'spec', 'jobTemplate');
    const own = objectAt(template, 'metadata');
    const made = await world.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: `${nameOf(cron)}-${minute}`,
        namespace: namespaceOf(cron),
        labels: objectAt(own, 'labels'),
        annotations: {...objectAt(own, 'annotations'), 'batch.kubernetes.io/cronjob-scheduled-timestamp': at},
        ownerReferences: [ownerReference(cron)],
      },
      spec: objectAt(template, 'spec'),
    });
    if (!succeeded(made)) {
      recorder.event(cron, 'Warning', 'FailedCreate', `Error creating job: ${textAt(made.body, 'message')}`);
      return answers;
    }
    recorder.event(cron, 'Normal', 'SuccessfulCreate', `Created job ${nameOf(made.body)}`);
    return [...answers, await world.putStatus(cron, {...objectAt(cron, 'status'), lastScheduleTime: at})];
  }

  /** What runs now, and when a Job last succeeded. */
  async function report(cron: JsonObject, jobs: readonly JsonObject[]): Promise<readonly ApiAnswer[]> {
    const {active = [], ...before} = objectAt(cron, 'status');
    const known = (job: JsonObject) => listAt(active).find(each => textAt(each, 'uid') === uidOf(job));
    const running = jobs.filter(isRunning).map(job => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      namespace: namespaceOf(job),
      name: nameOf(job),
      uid: uidOf(job),
      resourceVersion: textAt(known(job) ?? job['metadata'], 'resourceVersion') ?? '',
    }));
    for (const job of jobs.filter(each => !isRunning(each) && known(each)))
      recorder.event(
        cron,
        'Normal',
        'SawCompletedJob',
        `Saw completed job: ${nameOf(job)}, condition: ${verdict(job)}`,
      );
    const ends = jobs.map(job => textAt(job, 'status', 'completionTime')).filter(each => each !== null);
    const last = [...ends, textAt(before, 'lastSuccessfulTime') ?? ''].sort().at(-1);
    const status = {
      ...(running.length > 0 ? {active: running} : {}),
      ...before,
      ...(last ? {lastSuccessfulTime: last} : {}),
    };
    return canonical(status) === canonical(objectAt(cron, 'status')) ? [] : [await world.putStatus(cron, status)];
  }

  /** Deletes the oldest finished Jobs beyond the history limits. */
  async function tidy(cron: JsonObject, jobs: readonly JsonObject[]): Promise<readonly ApiAnswer[]> {
    const surplus = (['Complete', 'Failed'] as const).flatMap(state => {
      const limit = numberAt(
        cron,
        'spec',
        state === 'Failed' ? 'failedJobsHistoryLimit' : 'successfulJobsHistoryLimit',
      );
      const ended = jobs
        .filter(job => verdict(job) === state && !isTerminating(job))
        .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
      return ended.slice(0, Math.max(0, ended.length - (limit ?? ended.length)));
    });
    return Promise.all(surplus.map(job => world.remove(job, {propagationPolicy: 'Background'})));
  }
}

const verdict = (job: JsonObject): string | null => {
  const ended = (type: string): boolean =>
    listAt(job, 'status', 'conditions').some(
      each => textAt(each, 'type') === type && textAt(each, 'status') === 'True',
    );
  return ended('Complete') ? 'Complete' : ended('Failed') ? 'Failed' : null;
};
const isRunning = (job: JsonObject): boolean => verdict(job) === null;

const NICKNAMES: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};

/** Whether a schedule of five fields (numbers, ranges, lists, steps) means this minute. */
function isDue(schedule: string, at: Date): boolean {
  const fields = (NICKNAMES[schedule] ?? schedule).trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const days = [
    holds(day, at.getUTCDate(), 1),
    holds(weekday, at.getUTCDay(), 0) || holds(weekday, at.getUTCDay() + 7, 0),
  ];
  const either = !day.startsWith('*') && !weekday.startsWith('*'); // when both are given, one of them is enough
  return (
    fields.length === 5 &&
    holds(minute, at.getUTCMinutes(), 0) &&
    holds(hour, at.getUTCHours(), 0) &&
    holds(month, at.getUTCMonth() + 1, 1) &&
    (either ? days.includes(true) : !days.includes(false))
  );
}

function holds(field: string, value: number, first: number): boolean {
  return field.split(',').some(part => {
    const [range = '', step = '1'] = part.split('/');
    const [low = '', high] = range === '*' ? [String(first), '99'] : range.split('-');
    const last = high ?? (part.includes('/') ? '99' : low);
    return value >= Number(low) && value <= Number(last) && (value - Number(low)) % Number(step) === 0;
  });
}
