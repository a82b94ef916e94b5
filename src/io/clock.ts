import type {ClockPort} from '../kernel/ports.ts';

/** What setTimeout counts (2^31 - 1 ms, about 24 days); it takes more for 1 ms. */
const LONGEST_MS = 2_147_483_647;

/** Waits `ms` milliseconds, 24 days at most; resolves at once, without an error, when `signal` is or becomes aborted. Leaves no timer behind. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(ms, LONGEST_MS));
    signal?.addEventListener('abort', wake, {once: true});
  });
}

/** The clock of this machine. */
export const systemClock: ClockPort = {now: () => new Date(), sleep};
