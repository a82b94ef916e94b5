import type {Events} from '../kinds/events.ts';

/**
 * Why finding nothing in these events does not say that nothing happened in the `window` (ms) before `at` (ISO 8601): others crowded it
 * out, or the log does not reach back so far. Null when it does say so.
 */
export function gapIn({more, since, events}: Events, window: number, at: string): string | null {
  if (more) return `the event log has more than the newest ${events.length} events that were read`;
  if (since === null) return 'how far the event log reaches back was not told';
  return Date.parse(since) > Date.parse(at) - window ? `the event log reaches back only to ${since}` : null;
}
