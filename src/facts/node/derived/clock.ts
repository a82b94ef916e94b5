import type {Answer} from '../../../kernel/facts.ts';
import {host} from '../kinds/host.ts';
import {type NodeAsk, number, record} from '../node-ask.ts';
import {nodeFact} from './node-fact.ts';

/** How far the node's clock is at least ahead of the API server's (behind: negative), in seconds; 0 when it may be right. */
export type Clock = {offsetSeconds: number};

/**
 * A question that whoever asks the node answers itself (`clockAnswer`), since only they know when the answer came; the script
 * does not know this kind. Lines pasted from elsewhere leave it unanswered.
 */
export const clockAsk: NodeAsk<Clock> = {ask: {kind: 'clock'}, read: record<Clock>({offsetSeconds: number})};
export const clock = nodeFact(clockAsk);

/** The ask that must be put to the node for `clockAnswer`. */
export const CLOCK_FROM = host().ask;

/**
 * The answer to `clockAsk` out of a node's answer about the host. `notBefore` and `notAfter` are moments of the API server's
 * clock (milliseconds since 1970) between which the node was asked, such as the Job's creation, and that plus the time waited.
 */
export function clockAnswer(hostAnswer: Answer | undefined, notBefore: number, notAfter: number): Answer | undefined {
  if (hostAnswer?.is !== 'value') return hostAnswer;
  const read = host().read(hostAnswer.value);
  if (read === undefined) return undefined;
  const utc = Date.parse(read.utc);
  const offset = utc > notAfter ? utc - notAfter : utc < notBefore ? utc - notBefore : 0;
  return {is: 'value', value: {offsetSeconds: Math.round(offset / 1000)}};
}
