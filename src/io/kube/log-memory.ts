/** A line of a log as it was stamped by the kubelet; `fresh` is false when it was given before. */
export type LogLine = {time: string | null; text: string; fresh: boolean};

/** What was given of a log lately, so that it can be asked for again without losing or repeating a line. */
export interface LogMemory {
  /** The `sinceTime` to go on from (whole seconds are all that the API takes), or null when nothing was given yet. */
  since(): string | null;
  /** Seconds since 1970 of the youngest line given, or null. */
  youngest(): number | null;
  /** A new connection begins: what is remembered will come once more. */
  resume(): void;
  /** Takes a line as sent with `timestamps=true`. */
  read(bytes: Buffer): LogLine;
}

const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d) ?/;
/** Seconds asked for again before the youngest line's: the two streams of a container may be stamped out of order. */
const OVERLAP = 1;

/**
 * Counts lines by stamp over the seconds that a resumed stream repeats (k8s.io/cri-client/pkg/logs: a line is sent when its own
 * stamp is not before sinceTime). Lines without a stamp are the kubelet's own words; they are counted by their text.
 */
export function logMemory(): LogMemory {
  const given = new Map<string, {count: number; second: number | null}>();
  let expected = new Map<string, number>();
  let youngest: number | null = null;
  let lastPrefix = '';
  let lastSecond = 0;

  const secondOf = (prefix: string, zone: string): number => {
    if (prefix + zone !== lastPrefix) {
      lastPrefix = prefix + zone;
      lastSecond = Date.parse(prefix + zone) / 1000;
    }
    return lastSecond;
  };
  const remember = (key: string, second: number | null): void => {
    if (second !== null && (youngest === null || second > youngest)) {
      youngest = second;
      for (const [old, entry] of given) if (entry.second !== null && entry.second < second - OVERLAP) given.delete(old);
    }
    const entry = given.get(key);
    if (entry === undefined) given.set(key, {count: 1, second});
    else entry.count++;
  };

  return {
    since: () => (youngest === null ? null : new Date((youngest - OVERLAP) * 1000).toISOString().replace('.000Z', 'Z')),
    youngest: () => youngest,
    resume() {
      expected = new Map([...given].map(([key, {count}]) => [key, count]));
    },
    read(bytes) {
      const line = bytes.toString('utf8').replace(/\r$/, '');
      const stamp = STAMP.exec(line);
      const key = stamp === null ? line : stamp[0].trimEnd();
      const left = expected.get(key) ?? 0;
      if (left > 0) expected.set(key, left - 1);
      else remember(key, stamp === null ? null : secondOf(stamp[1] ?? '', stamp[2] ?? ''));
      return {
        time: stamp === null ? null : key,
        text: stamp === null ? line : line.slice(stamp[0].length),
        fresh: left === 0,
      };
    },
  };
}
