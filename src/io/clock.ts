import type {ClockPort} from '../kernel/ports.ts';

/** Waits `ms` milliseconds; resolves at once, without an error, when `signal` is or becomes aborted. Leaves no timer behind. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake, {once: true});
  });
}

/** The clock of this machine. */
export const systemClock: ClockPort = {now: () => new Date(), sleep};
