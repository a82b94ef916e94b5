import {OutOfTime} from './network-problem.ts';

/** The end of one request: the caller's signal, and a limit in time. */
export type Deadline = {signal: AbortSignal; stop(): void};

/** Aborts with the caller's reason, or with OutOfTime after `ms` (null: never). After `stop` neither has any effect. */
export function startDeadline(ms: number | null, signal: AbortSignal | undefined): Deadline {
  const own = new AbortController();
  const pass = (): void => own.abort(signal?.reason);
  const expire = (): void => own.abort(new OutOfTime('context deadline exceeded'));
  const timer = ms === null ? undefined : setTimeout(expire, ms);
  if (signal?.aborted) pass();
  signal?.addEventListener('abort', pass, {once: true});
  return {
    signal: own.signal,
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', pass);
    },
  };
}

/** `promise`, or a rejection with the signal's reason as soon as that aborts; the promise itself goes on unheard. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, {once: true});
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
