import {type KubeObject, objectPath, textAt} from '../kernel/objects.ts';
import {type Outcome, type Problem, problem} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, PodRef} from '../kernel/ports.ts';
import {severityOf} from '../kernel/report.ts';
import type {Tell} from '../kernel/telling.ts';
import {type Lists, nodesOnce} from './gather-ports.ts';
import {type NodeJob, plannedJob} from './node-job.ts';
import {nodeTrouble} from './node-trouble.ts';
import {objectName, type Planned} from './plan.ts';
import type {TrackedPod} from './pod-tracker.ts';
import {leftText, mayPass, type Removal, removeAndConfirm} from './removal.ts';
import {judgePods} from './verdict.ts';
import {type Waited, waitForPods} from './wait.ts';
import {type Live, liveOf} from './workload-pods.ts';

/**
 * A Job whose pod runs (or, where that was waited for, has run): where to read its log or to execute something. `began`: our clock before
 * the Job was created, in ms since 1970.
 */
export type RunningJob = {job: NodeJob; pod: PodRef; container: string; tracked: TrackedPod; began: number};

/**
 * What came of one node: the body's value, or why there is none; `cause` is the code of the known failure behind it. `removal` is
 * null when nothing had been created.
 */
export type NodeRun<T> = {node: string; removal: Removal | null} & (
  | {is: 'done'; value: T}
  | {is: 'failed'; problem: Problem; cause: string | null}
);

export type NodeJobOptions = {
  cluster: ClusterPort;
  clock: ClockPort;
  signal: AbortSignal;
  tell: Tell;
  /** What to wait for before the body runs: that a process runs, or that it has ended. */
  until: 'running' | 'ended';
  /** At most so many nodes at a time. */
  parallel: number;
  /** Called with what would be left if the program ended now, and how to remove it; null when nothing would. */
  leaves(text: string | null): void;
};

/** More SYSTEM processes at once than this look like an attack. */
export const AT_ONCE = 10;

/** The longest that a pod may take to start, in ms: images of Windows are large. */
const START_MS = 300_000;
const REMOVAL_MS = 30_000;
const LOOK_MS = 5000;
const LOOK_PAUSE_MS = 500;

/**
 * Runs `body` on every node, `parallel` of them at a time, each in a Job that is removed again whatever happens: after the body, when
 * the pod cannot start (the failure then is the explained one), when `signal` aborts, and when the body throws. In order of `jobs`.
 */
export async function withNodeJobs<T>(
  jobs: readonly NodeJob[],
  options: NodeJobOptions,
  body: (running: RunningJob, signal: AbortSignal) => Promise<T>,
): Promise<readonly NodeRun<T>[]> {
  const shared: Shared = {lists: nodesOnce(), left: new Map(), started: new Set(), total: jobs.length};
  const runs: NodeRun<T>[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++)
      runs[index] = await withNodeJob(jobs[index] as NodeJob, options, shared, body);
  };
  const ended = await Promise.allSettled(Array.from({length: Math.min(options.parallel, jobs.length)}, work));
  const thrown = ended.find(each => each.status === 'rejected');
  if (thrown) throw thrown.reason;
  return runs;
}

/** What the nodes of one run share: lists that were read, Jobs that exist, and nodes whose pod has started. */
type Shared = {lists: Lists; left: Map<string, Live>; started: Set<string>; total: number};

async function withNodeJob<T>(
  job: NodeJob,
  options: NodeJobOptions,
  shared: Shared,
  body: (running: RunningJob, signal: AbortSignal) => Promise<T>,
): Promise<NodeRun<T>> {
  const {node} = job;
  if (options.signal.aborted) return {node, removal: null, ...interrupted(options.signal)};
  const began = options.clock.now().getTime();
  const created = await create(job, options, shared);
  if ('is' in created) return {node, removal: null, is: 'failed', problem: created, cause: null};
  let removal: Removal | null = null;
  let came: {is: 'done'; value: T} | Failed;
  try {
    const running = await start(job, created, options, shared);
    came = 'is' in running ? running : {is: 'done', value: await body({...running, began}, options.signal)};
  } finally {
    // time of its own: what was interrupted is removed all the same
    const {cluster, clock} = options;
    const signal = AbortSignal.timeout(REMOVAL_MS);
    [removal = null] = await removeAndConfirm([created], {cluster, clock, timeoutMs: REMOVAL_MS, signal});
    leave(node, removal?.is === 'confirmed' ? null : created, options, shared);
  }
  return {node, removal, ...came};
}

type Failed = {is: 'failed'; problem: Problem; cause: string | null};

const failed = (why: Problem, cause: string | null = null): Failed => ({is: 'failed', problem: why, cause});

const interrupted = (signal: AbortSignal): Failed =>
  failed(problem(signal.reason === 'terminated' ? 'terminated' : 'interrupted', 'interrupted before it ran'));

/**
 * Creates the Job, which counts as left from before the request on. A request whose answer was lost may have made it: it is looked for,
 * and where even that gets no answer, the problem names what may exist and it goes on counting as left.
 */
async function create(job: NodeJob, options: NodeJobOptions, shared: Shared): Promise<Live | Problem> {
  const {cluster, clock} = options;
  const planned = plannedJob(job, clock.now());
  if (!planned.ok) return planned.problem;
  const {object, kind, namespace, name}: Planned = planned.value;
  leave(job.node, {kind, namespace, name, uid: '', object}, options, shared);
  const created = await cluster.create(object, kind, {dryRun: false});
  let made = created.ok ? created.value.object : null;
  if (!created.ok && (created.problem.is === 'unreachable' || created.problem.is === 'failed')) {
    const found = await lookAgain(objectPath(kind, namespace, name), options);
    if (!found.ok && found.problem.is !== 'not-found')
      return {
        ...created.problem,
        remedy: `${objectName({kind, name})} may exist all the same; remove it: kubectl delete -n ${namespace} ${objectName({kind, name})} --ignore-not-found`,
      };
    if (found.ok && textAt(found.value, 'metadata', 'annotations', 'hostprocess.dev/run-id') === job.runId)
      made = found.value;
  }
  const live = made && liveOf(kind, made);
  leave(job.node, live, options, shared);
  return live ?? (created as {problem: Problem}).problem;
}

/** Notes what `node` would be left with, null for nothing, and tells the person's way out of it. */
function leave(node: string, live: Live | null, {leaves}: NodeJobOptions, {left}: Shared): void {
  if (live) left.set(node, live);
  else left.delete(node);
  leaves(left.size === 0 ? null : leftText([...left.values()]));
}

/** Reads an object, again while the server is away or unwell, for LOOK_MS. Not cut short by an abort: it decides what is left. */
async function lookAgain(path: string, {cluster, clock}: NodeJobOptions): Promise<Outcome<KubeObject>> {
  const end = clock.now().getTime() + LOOK_MS;
  for (;;) {
    const found = await cluster.get(path, AbortSignal.timeout(LOOK_MS));
    if (found.ok || !mayPass(found.problem) || clock.now().getTime() >= end) return found;
    await clock.sleep(LOOK_PAUSE_MS);
  }
}

/** Waits for the pod; when it cannot start, judges why. */
async function start(
  job: NodeJob,
  live: Live,
  options: NodeJobOptions,
  shared: Shared,
): Promise<Omit<RunningJob, 'began'> | Failed> {
  const {cluster, clock, signal} = options;
  const timeoutMs = Math.min(job.deadlineSeconds * 1000, options.until === 'running' ? START_MS : Infinity);
  const waited = await waitForPods([live], {
    cluster,
    clock,
    signal,
    timeoutMs,
    tell: counting(options.tell, shared),
    lists: shared.lists,
    ...(options.until === 'running' ? {jobs: 'running'} : {}),
  });
  if (!waited.ok) return failed(waited.problem);
  if (signal.aborted) return interrupted(signal);
  const [tracked] = waited.value.pods;
  const there = options.until === 'running' ? tracked?.state.is === 'running' : tracked?.state.ran;
  if (!tracked || !there) return explain(job, waited.value, options, shared);
  shared.started.add(job.node);
  const pod = {namespace: live.namespace, name: tracked.state.name};
  return {job, pod, container: job.purpose, tracked};
}

/** Over several nodes the line counts nodes: each wait knows only of its own pod. */
function counting(tell: Tell, shared: Shared): Tell {
  if (shared.total < 2) return tell;
  return told => {
    if (told.is !== 'progress') return tell(told);
    const ready = (text: string): string =>
      text.replace(/^\d+\/\d+ pods ready/, `${shared.started.size}/${shared.total} pods ready`);
    tell({...told, text: ready(told.text), change: ready(told.change)});
  };
}

async function explain(job: NodeJob, waited: Waited, options: NodeJobOptions, shared: Shared): Promise<Failed> {
  const {cluster, clock, signal, tell} = options;
  const asking = {cluster, clock, signal, tell, exec: false, patienceMs: 0, prove: false, lists: shared.lists};
  const pods = waited.pods.map(pod => pod.object);
  const {report} = await judgePods(pods, waited.lives, asking);
  for (const line of report.lines) {
    if (line.verdict.is !== 'fail') continue;
    const [found] = line.verdict.found;
    if (severityOf(line, found) !== 'error') continue;
    const {code, title, remedy} = line.check;
    const what = found.known ? `${title} (${code}): ${found.text}` : `${found.text} (${code})`;
    const text = `error: ${job.node}: ${what}`;
    return failed(
      problem('explained', text, `${found.remedy ?? remedy} More: kubectl hostprocess explain ${code}`),
      code,
    );
  }
  const trouble = await nodeTrouble(cluster, job.node, signal);
  if (trouble) {
    const text = `error: ${job.node}: ${trouble.title} (${trouble.code}): ${trouble.text}`;
    const remedy = `${trouble.remedy} More: kubectl hostprocess explain ${trouble.code}`;
    return failed(problem('explained', text, remedy), trouble.code);
  }
  const doing = waited.pods[0]?.state.doing ?? 'its Job has no pod any more';
  return failed(
    problem(
      'unlearned',
      `${job.node}: the pod did not start in time, and nothing says why (${doing})`,
      `Look at the node: kubectl describe node ${job.node}`,
    ),
  );
}
