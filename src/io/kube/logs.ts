import {listAt, objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import {type Problem, problem} from '../../kernel/outcome.ts';
import type {LogEvent, LogQuery, PodRef} from '../../kernel/ports.ts';
import {sleep} from '../clock.ts';
import {linesOf, type StreamEnd} from './lines.ts';
import {type LogMemory, logMemory} from './log-memory.ts';
import {get} from './reads.ts';
import {backOff} from './send.ts';
import {mayPass} from './server-problem.ts';
import type {Transport} from './transport.ts';

/** Longer lines are given in pieces: 16 MiB is far beyond what a runtime writes as one. */
const LINE_LIMIT = 16 * 1024 * 1024;
/** A follow that is silent for this many ms is asked for again, in case nobody is at the other end any more. */
const IDLE = 300_000;
/** How long the server may be away, in ms, before following ends with a problem. */
const PATIENCE = 300_000;

/**
 * The lines of one container. While following, a lost connection is made again from the last line's time, and what was already
 * given is left out (log-memory.ts). Ends when the container has ended, after one more look for lines that its end overtook.
 */
export async function* logs(
  transport: Transport,
  pod: PodRef,
  query: LogQuery,
  signal: AbortSignal,
): AsyncGenerator<LogEvent> {
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}`;
  const memory = logMemory();
  let follow = query.follow;
  let connections = 0;
  let failures = 0;
  let lastGood = Date.now();
  let rest: Buffer = Buffer.alloc(0);
  while (!signal.aborted) {
    const opened = await transport.open(
      {
        method: 'GET',
        path: `${path}/log`,
        query: parameters(query, follow, memory.since()),
        streaming: true,
        repeatable: true,
      },
      signal,
    );
    if (signal.aborted) return;
    if (!opened.ok) {
      if (connections > 0 && mayPass(opened.problem) && Date.now() - lastGood < PATIENCE) {
        if (++failures > 1) transport.lost(true);
        await sleep(backOff(failures), signal);
        continue;
      }
      if (follow || !query.follow) yield {is: 'problem', problem: opened.problem};
      else yield* lastLine(rest, memory); // the last look only confirms an end that was already seen
      return;
    }
    connections++;
    transport.lost(false);
    lastGood = Date.now();
    memory.resume();
    const read = yield* freshLines(linesOf(opened.value.body, {limit: LINE_LIMIT, idleMs: IDLE}), memory);
    if (signal.aborted) return;
    if (read.given > 0) failures = 0;
    rest = read.end.rest;
    if (read.end.is === 'end') {
      const silent = memory.youngest() === null && rest.length === 0;
      const ended =
        silent || (follow && !query.previous) ? await endOf(transport, path, query.container, memory, signal) : 'gone';
      if (ended === 'unscheduled') {
        yield {is: 'problem', problem: unscheduled(pod)};
        return;
      }
      if (
        !follow ||
        query.previous ||
        ended === 'gone' ||
        (ended === 'unknown' && read.given === 0 && connections > 1)
      ) {
        yield* lastLine(rest, memory);
        return;
      }
      if (ended === 'ended') {
        follow = false;
        continue;
      }
    } else if (!query.follow) {
      yield {is: 'problem', problem: cutOff(pod)};
      return;
    }
    if (read.end.is !== 'idle') await sleep(backOff(++failures), signal);
  }
}

/** For such a pod the server answers an empty log, which must not look like a container that had nothing to say. */
const unscheduled = (pod: PodRef): Problem =>
  problem(
    'failed',
    `error: pod ${pod.namespace}/${pod.name} is not on a node yet, so it has no log`,
    `See why: kubectl describe pod ${pod.name} -n ${pod.namespace}.`,
  );

const cutOff = (pod: PodRef): Problem =>
  problem(
    'failed',
    `error: the log of pod ${pod.namespace}/${pod.name} was cut off: the connection was lost`,
    'Ask again; --tail limits how much is sent.',
  );

function parameters(
  query: LogQuery,
  follow: boolean,
  from: string | null,
): {readonly [name: string]: string | undefined} {
  const given = (value: number | string | null): string | undefined => (value === null ? undefined : String(value));
  return {
    container: query.container ?? undefined,
    timestamps: 'true',
    follow: follow ? 'true' : undefined,
    previous: query.previous ? 'true' : undefined,
    ...(from === null
      ? {
          tailLines: given(query.tailLines),
          [typeof query.since === 'number' ? 'sinceSeconds' : 'sinceTime']: given(query.since),
        }
      : {sinceTime: from}),
  };
}

/** Gives the lines that are new. What stands behind the last line end is not given: a resumed stream brings it again, whole. */
async function* freshLines(
  lines: AsyncGenerator<Buffer, StreamEnd>,
  memory: LogMemory,
): AsyncGenerator<LogEvent, {given: number; end: StreamEnd}> {
  let given = 0;
  try {
    for (;;) {
      const next = await lines.next();
      if (next.done) return {given, end: next.value};
      const line = memory.read(next.value);
      if (!line.fresh) continue;
      given++;
      yield {is: 'line', time: line.time, text: line.text};
    }
  } finally {
    await lines.return({is: 'cut', rest: Buffer.alloc(0)}); // when the reader stops in between
  }
}

function* lastLine(rest: Buffer, memory: LogMemory): Generator<LogEvent> {
  if (rest.length === 0) return;
  const {time, text, fresh} = memory.read(rest);
  if (fresh) yield {is: 'line', time, text};
}

/**
 * Whether the container that was followed has ended. A container that started after the last line is another one: the one
 * before it has ended. `unknown` when the pod may not be read.
 */
async function endOf(
  transport: Transport,
  path: string,
  container: string | null,
  memory: LogMemory,
  signal: AbortSignal,
): Promise<'ended' | 'running' | 'gone' | 'unknown' | 'unscheduled'> {
  const pod = await get(transport, path, signal);
  if (!pod.ok) return pod.problem.is === 'not-found' ? 'gone' : 'unknown';
  if (!textAt(pod.value, 'spec', 'nodeName')) return 'unscheduled';
  const phase = textAt(pod.value, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return 'ended';
  const statuses = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'].flatMap(list =>
    listAt(pod.value, 'status', list),
  );
  const status = container === null ? statuses[0] : statuses.find(each => textAt(each, 'name') === container);
  if (valueAt(status, ['state', 'terminated']) !== undefined) return 'ended';
  if ('waiting' in objectAt(status, 'state') && 'terminated' in objectAt(status, 'lastState')) return 'ended';
  const started = Date.parse(textAt(status, 'state', 'running', 'startedAt') ?? '') / 1000;
  const youngest = memory.youngest();
  return youngest !== null && started > youngest ? 'ended' : 'running';
}
