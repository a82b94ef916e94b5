import type {CollectorReading} from '../facts/node/collector-reading.ts';
import {clockAnswer, clockAsk} from '../facts/node/derived/clock.ts';
import type {Answer} from '../kernel/facts.ts';
import {askId} from '../kernel/gather.ts';
import type {Json} from '../kernel/subjects.ts';

/** What a node answered, by the identity of the ask. */
export type NodeAnswers = ReadonlyMap<string, Answer>;

/** Moments of the API server's clock (milliseconds since 1970) between which the collector began. */
export type Window = {notBefore: number; notAfter: number};

/**
 * A reading as one answer for each ask. What was cut off is unanswered for one common cause, so that a report shows it once.
 * `window` is null where nobody knows when it ran.
 */
export function answersOf(reading: CollectorReading, asks: Iterable<string>, window: Window | null): NodeAnswers {
  const given = reading.is === 'answered' || reading.is === 'cut' ? reading.answers : new Map<string, Answer>();
  const clock =
    window !== null && (reading.is === 'answered' || reading.is === 'cut')
      ? clockAnswer(reading.begin.utc, window.notBefore, window.notAfter)
      : undefined;
  const lost = unanswered(silence(reading), reading.is === 'constrained-language' ? 'HP802' : null);
  return new Map(
    [...asks].map(id => [id, (id === CLOCK ? (clock ?? unanswered(NO_CLOCK, null)) : given.get(id)) ?? lost]),
  );
}

/** No answer to any ask, for one reason; `cause` is the code of the failure behind it. */
export const noAnswers = (asks: Iterable<string>, because: string, cause: string | null): NodeAnswers =>
  new Map([...asks].map(id => [id, unanswered(because, cause)]));

const CLOCK = askId(clockAsk.ask);
const NO_CLOCK = 'when the node was asked is not known, so its clock cannot be compared';

const unanswered = (text: string, cause: string | null): Answer => ({
  is: 'error',
  kind: 'unanswered',
  code: null,
  text,
  cause,
});

function silence(reading: CollectorReading): string {
  switch (reading.is) {
    case 'answered':
      return 'the collector did not answer this';
    case 'cut':
      return `the collector was ended before it was done, ${askingText(reading.asking)}`;
    case 'constrained-language':
      return 'PowerShell is restricted to ConstrainedLanguage there (WDAC or AppLocker), so the collector cannot run';
    case 'other':
      return `it printed something else than the collector’s lines: ${reading.text.replace(/\s+/g, ' ').slice(0, 200)}`;
    case 'empty':
      return 'the collector printed nothing';
  }
}

function askingText(asking: string | null): string {
  if (asking === null) return 'between two questions';
  const {kind} = safeKind(asking);
  return `while it was asking for ${kind}`;
}

function safeKind(id: string): {kind: string} {
  try {
    return {kind: String((JSON.parse(id) as {kind?: Json}).kind ?? id)};
  } catch {
    return {kind: id};
  }
}
