import {listAt, textAt, valueAt} from '../kernel/objects.ts';
import {type Outcome, problem, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, ExecRequest} from '../kernel/ports.ts';
import type {RunningJob} from './node-job-run.ts';
import {duration} from './wait-progress.ts';

/** Something to execute in the waiting container of a Job, for `limitMs` at most; `limitFlag` is how to allow more. */
export type Session = Omit<ExecRequest, 'container'> & {limitMs: number; limitFlag: string};

/** The Job outlives what is executed in it by so many seconds: what it takes to start, and to learn the exit code at the end. */
export const START_SECONDS = 60;
const SPARE_MS = 5_000;

/**
 * Executes it and ends with its exit code. An exit code that came because the pod was ended (its deadline, somebody's delete) is none:
 * then, after a lost connection and when the time is up, the problem says what is known.
 */
export async function execute(
  running: RunningJob,
  session: Session,
  ports: {cluster: ClusterPort; clock: ClockPort},
  signal: AbortSignal,
): Promise<Outcome<number>> {
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
    return refuse(
      'explained',
      `error: ${node}: ended after ${duration(limitMs)}, its time limit, without an exit code`,
      `${session.limitFlag} allows more.`,
    );
  if (signal.aborted) {
    const is = signal.reason === 'terminated' ? 'terminated' : 'interrupted';
    return {ok: false, problem: problem(is, `${node}: ${is} before its exit code came`)};
  }
  if (ran.ok && ran.value === 0) return ran;
  const fate = await podFate(running, cluster, signal);
  if (fate !== null)
    return refuse(
      'unlearned',
      `${node}: ended with its pod before its exit code came: ${fate}`,
      'What it had done by then is done; look before you run it again.',
    );
  if (ran.ok || ran.problem.is !== 'failed') return ran;
  return refuse(
    'unlearned',
    `${node}: ${ran.problem.text.replace(/^error: /, '')}`,
    'It may go on for as long as its pod exists; look what it had done before you run it again.',
  );
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
