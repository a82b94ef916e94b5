/** What comes after a sync: nothing until something changes, the same again after a back-off, or again after some time. */
export type Next = 'done' | 'retry' | {afterMs: number};

/** Things to look after by key: each by one worker at a time, and again when it changed meanwhile. */
export type Queue = {
  add(key: string, afterMs?: number): void;
  /** Takes no more, and resolves when the last sync has ended. */
  stop(): Promise<void>;
};

/** Changes that come together lead to one sync. */
const TOGETHER_MS = 20;
/** client-go's workqueue doubles from 5 ms to 1000 s. */
const BACKOFF_MS = {first: 40, most: 1_000_000};
const AT_ONCE = 16;
/** The longest wait a timer can have. */
const LONGEST_MS = 2 ** 31 - 1;

/** A queue whose keys are synced by `sync`; what it throws is a bug and ends the process, as anywhere. */
export function createQueue(sync: (key: string) => Promise<Next>, firstBackoffMs = BACKOFF_MS.first): Queue {
  const due = new Map<string, {at: number; timer: NodeJS.Timeout}>();
  const ready = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const failures = new Map<string, number>();
  let stopped = false;

  function add(key: string, afterMs = 0): void {
    if (stopped) return;
    // a time that could not be read (NaN) is looked at again in a second, not at once and for ever
    const waitMs = Number.isNaN(afterMs) ? 1000 : afterMs;
    const at = Date.now() + Math.min(LONGEST_MS, Math.max(TOGETHER_MS, waitMs));
    const known = due.get(key);
    if (known && known.at <= at) return;
    clearTimeout(known?.timer);
    const fire = (): void => {
      due.delete(key);
      ready.add(key);
      work();
    };
    due.set(key, {at, timer: setTimeout(fire, at - Date.now())});
  }

  function work(): void {
    for (const key of ready) {
      if (stopped || running.size >= AT_ONCE) return;
      if (running.has(key)) continue;
      ready.delete(key);
      const job = sync(key).then(next => {
        running.delete(key);
        if (next === 'retry') {
          const count = failures.get(key) ?? 0;
          failures.set(key, count + 1);
          add(key, Math.min(BACKOFF_MS.most, firstBackoffMs * 2 ** count));
        } else {
          failures.delete(key);
          if (next !== 'done') add(key, next.afterMs);
        }
        work();
      });
      running.set(key, job);
    }
  }

  return {
    add,
    async stop() {
      stopped = true;
      for (const {timer} of due.values()) clearTimeout(timer);
      due.clear();
      await Promise.all(running.values());
    },
  };
}
