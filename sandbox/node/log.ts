import {EventEmitter, once} from 'node:events';
import type {OutputStream} from './process.ts';

/** One record as the runtime writes it; `partial` has no line end (the process ended in the middle of a line). */
type LogRecord = {time: string; stream: OutputStream; text: string; partial: boolean};

/** What one run of a container printed. */
export type ContainerLog = {
  readonly records: readonly LogRecord[];
  append(stream: OutputStream, text: string, partial?: boolean): void;
  /** Nothing more will come. */
  close(): void;
  readonly closed: boolean;
  /** Resolves at the next record or at the close. */
  changed(signal: AbortSignal): Promise<void>;
};

/** The parameters of `/containerLogs`, as the API server hands them on. */
export type LogParameters = {
  follow: boolean;
  timestamps: boolean;
  previous: boolean;
  tailLines: number | null;
  limitBytes: number | null;
  /** Records before it are left out; milliseconds since 1970. */
  since: number | null;
};

/** RFC 3339 with nine digits, and never twice the same within a log, as the runtime's clock gives it. */
function stamps(): () => string {
  let last = 0n;
  return () => {
    const now = BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n);
    last = now > last ? now : last + 100n;
    const iso = new Date(Number(last / 1_000_000n)).toISOString().slice(0, 19);
    return `${iso}.${String(last % 1_000_000_000n).padStart(9, '0')}Z`;
  };
}

export function createLog(): ContainerLog {
  const records: LogRecord[] = [];
  const events = new EventEmitter().setMaxListeners(0);
  const stamp = stamps();
  let closed = false;
  return {
    records,
    append(stream, text, partial = false) {
      if (closed) return;
      records.push({time: stamp(), stream, text, partial});
      events.emit('change');
    },
    close() {
      closed = true;
      events.emit('change');
    },
    get closed() {
      return closed;
    },
    async changed(signal) {
      await once(events, 'change', {signal}).catch(() => undefined);
    },
  };
}

/** Reads the query of a `/containerLogs` request (k8s.io/api core/v1 PodLogOptions). */
export function logParameters(query: URLSearchParams, now: number): LogParameters {
  const number = (name: string): number | null => (query.has(name) ? Number(query.get(name)) : null);
  const seconds = number('sinceSeconds');
  const time = query.get('sinceTime');
  return {
    follow: query.get('follow') === 'true',
    timestamps: query.get('timestamps') === 'true',
    previous: query.get('previous') === 'true',
    tailLines: number('tailLines'),
    limitBytes: number('limitBytes'),
    since: seconds !== null ? now - seconds * 1000 : time !== null ? Date.parse(time) : null,
  };
}

/** Streams a log's text; with `follow` until the container has ended or `signal` aborts. */
export async function* logText(log: ContainerLog, query: LogParameters, signal: AbortSignal): AsyncGenerator<string> {
  let left = query.limitBytes ?? Number.POSITIVE_INFINITY;
  let next = query.tailLines === null ? 0 : Math.max(0, log.records.length - query.tailLines);
  for (;;) {
    for (; next < log.records.length; next += 1) {
      const record = log.records[next];
      if (record === undefined || (query.since !== null && Date.parse(record.time) < query.since)) continue;
      const line = `${query.timestamps ? `${record.time} ` : ''}${record.text}${record.partial ? '' : '\n'}`;
      const bytes = Buffer.from(line).subarray(0, left);
      left -= bytes.length;
      yield bytes.toString();
      if (left <= 0) return;
    }
    if (!query.follow || log.closed || signal.aborted) return;
    await log.changed(signal);
  }
}
