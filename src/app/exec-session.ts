import {explain} from '../failures/explain.ts';
import {FAILURES} from '../failures/index.ts';
import {listAt, textAt, valueAt} from '../kernel/objects.ts';
import {type Outcome, type Problem, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, ExecRequest} from '../kernel/ports.ts';
import type {RunningJob} from './node-job-run.ts';
import {duration} from './wait-progress.ts';

/** Something to execute in the waiting container of a Job, for `limitMs` at most; `limitFlag` is how to allow more. */
export type Session = Omit<ExecRequest, 'container'> & {limitMs: number; limitFlag: string};

/** The Job outlives what is executed in it by so many seconds: what it takes to start, and to learn the exit code at the end. */
export const START_SECONDS = 60;
const SPARE_MS = 5_000;

/** The exit code, or why there is none; `cause` is the code of the known failure behind that. */
export type Executed = {ran: Outcome<number>; cause: string | null};

/**
 * Executes it and ends with its exit code. An exit code that came because the pod was ended (its deadline, somebody's delete) is none,
 * 0 included: a shell whose input ends leaves with 0. Then, after a lost connection and when the time is up, the problem says what is
 * known.
 */
export async function execute(
  running: RunningJob,
  session: Session,
  ports: {cluster: ClusterPort; clock: ClockPort},
  signal: AbortSignal,
): Promise<Executed> {
  const {cluster, clock} = ports;
  const {node} = running.job;
  const over = new AbortController();
  const ended = new AbortController();
  const limitMs = Math.min(session.limitMs, timeLeft(running, clock.now()));
  void clock.sleep(limitMs, ended.signal).then(() => {
    if (!ended.signal.aborted) over.abort();
  });
  const request = {...session, container: running.container};
  const ran = await cluster.exec(running.pod, request, AbortSignal.any([signal, over.signal]));
  ended.abort();
  if (over.signal.aborted)
    return without(
      'explained',
      `error: ${node}: ended after ${duration(limitMs)}, its time limit, without an exit code`,
      `${session.limitFlag} allows more.`,
    );
  if (signal.aborted) {
    const is = signal.reason === 'terminated' ? 'terminated' : 'interrupted';
    return without(is, `${node}: ${is} before its exit code came`, null);
  }
  const fate = await podFate(running, cluster, signal);
  if (fate !== null)
    return without('unlearned', `${node}: ended with its pod before its exit code came: ${fate}`, LOOK);
  return ran.ok ? {ran, cause: null} : whyNot(node, ran.problem);
}

const LOOK = 'What it had done by then is done; look before you run it again.';

const without = (is: Problem['is'], text: string, remedy: string | null, cause: string | null = null): Executed => ({
  ran: refuse(is, text, remedy),
  cause,
});

/** What the server said, with its node: explained where it is known, and without an end where only the connection was lost. */
function whyNot(node: string, {is, text, remedy}: Problem): Executed {
  const said = text.replace(/^error: /, '');
  const known = explain('api-error', text, {}, FAILURES);
  if (known) {
    const {code, title} = known;
    const more = `${known.remedy} More: kubectl hostprocess explain ${code}`;
    return without('explained', `error: ${node}: ${title} (${code}): ${said}`, more, code);
  }
  return is === 'unlearned' ? without(is, `${node}: ${said}`, LOOK) : without(is, `error: ${node}: ${said}`, remedy);
}

/** Milliseconds until shortly before the kubelet ends the pod. */
function timeLeft({job, tracked}: RunningJob, now: Date): number {
  const started = Date.parse(textAt(tracked.object, 'status', 'startTime') ?? '');
  const end = (Number.isNaN(started) ? now.getTime() : started) + job.deadlineSeconds * 1000;
  return Math.max(SPARE_MS, end - now.getTime() - SPARE_MS);
}

/** Why the pod no longer runs, in a few words; null when it does, or when nobody can tell. */
async function podFate({pod, tracked}: RunningJob, cluster: ClusterPort, signal: AbortSignal): Promise<string | null> {
  const read = await cluster.get(`/api/v1/namespaces/${pod.namespace}/pods/${pod.name}`, signal);
  if (!read.ok) return read.problem.is === 'not-found' ? 'the pod was deleted' : null;
  if (textAt(read.value, 'metadata', 'uid') !== tracked.state.uid) return 'the pod was deleted';
  if (valueAt(read.value, ['metadata', 'deletionTimestamp']) !== undefined) return 'the pod was deleted';
  const said = textAt(read.value, 'status', 'message') ?? textAt(read.value, 'status', 'reason');
  const ended = listAt(read.value, 'status', 'containerStatuses').some(
    status => valueAt(status, ['state', 'terminated']) !== undefined,
  );
  return ended || textAt(read.value, 'status', 'phase') === 'Failed' ? (said ?? 'its container ended') : null;
}

/** One line that says what is about to run where, as whom, for how long; the short-lived pods are announced by it. */
export function announcement(of: {
  what: string;
  nodes: readonly string[];
  account: string;
  limitMs: number;
  namespace: string;
  because: string | null;
}): string {
  const {nodes, because} = of;
  const where = nodes.length <= 5 ? nodes.join(', ') : `${nodes.length} nodes`;
  const pods = nodes.length === 1 ? 'in a short-lived pod' : 'each in a short-lived pod';
  const why = because === null ? '' : ` (${because})`;
  return `${of.what} on ${where} as ${of.account} for at most ${duration(of.limitMs)}, ${pods} in namespace ${of.namespace}${why}.`;
}
