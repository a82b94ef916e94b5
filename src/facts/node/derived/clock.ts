import type {Answer} from '../../../kernel/facts.ts';
import {type NodeAsk, number, record} from '../node-ask.ts';
import {nodeFact} from './node-fact.ts';

/** How far the node's clock is at least ahead of the API server's (behind: negative), in seconds; 0 when it may be right. */
export type Clock = {offsetSeconds: number};

/**
 * A question that whoever asks the node answers (`clockAnswer`) instead of the script, which knows no such kind: only they know
 * when the answer came. Lines pasted from elsewhere leave it unanswered.
 */
export const clockAsk: NodeAsk<Clock> = {ask: {kind: 'clock'}, read: record<Clock>({offsetSeconds: number})};
export const clock = nodeFact(clockAsk);

/**
 * The answer to `clockAsk` out of the moment that the collector's begin line gives (`utc`); undefined without one. `notBefore`
 * and `notAfter` are moments of the API server's clock (milliseconds since 1970) between which that line was written, such as
 * the Job's creationTimestamp, and that plus the time waited since.
 */
export function clockAnswer(utc: string | null, notBefore: number, notAfter: number): Answer | undefined {
  const moment = Date.parse(utc ?? '');
  if (Number.isNaN(moment)) return undefined;
  const offset = moment > notAfter ? moment - notAfter : moment < notBefore ? moment - notBefore : 0;
  return {is: 'value', value: {offsetSeconds: Math.round(offset / 1000)}};
}
