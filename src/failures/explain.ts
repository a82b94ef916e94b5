import type {Explained, Failure, FailureFacts, SeenIn} from '../kernel/failures.ts';

/** Texts are read up to this many UTF-16 units: longer than any status, event or API error, short enough for a log line gone wild. */
export const TEXT_LIMIT = 64 * 1024;

/** A failure that claims a text, with what its pattern found. */
type Claim = {failure: Failure; match: RegExpExecArray; sure: boolean};

/** Every failure that claims a text seen there, most specific first: with a `when` that holds, then by length of the match, then by code. */
export function claims(
  seenIn: SeenIn,
  text: string,
  facts: FailureFacts,
  failures: readonly Failure[],
): readonly Claim[] {
  const read = text.slice(0, TEXT_LIMIT);
  return failures
    .flatMap((failure): Claim[] => {
      if (!failure.seenIn.includes(seenIn)) return [];
      const match = failure.pattern.exec(read);
      if (!match || (failure.when && !failure.when(facts, match.groups ?? {}))) return [];
      return [{failure, match, sure: failure.when !== undefined}];
    })
    .sort(
      (a, b) =>
        Number(b.sure) - Number(a.sure) ||
        b.match[0].length - a.match[0].length ||
        (a.failure.code < b.failure.code ? -1 : 1),
    );
}

/** What a text means that was seen in `seenIn`, or null when no known failure claims it. */
export function explain(
  seenIn: SeenIn,
  text: string,
  facts: FailureFacts,
  failures: readonly Failure[],
): Explained | null {
  const [claim] = claims(seenIn, text, facts, failures);
  if (!claim) return null;
  const {failure, match} = claim;
  const groups = match.groups ?? {};
  const {code, id, title, links, certainty} = failure;
  const means = failure.means(groups, facts);
  return {code, id, title, seenIn, text, means, remedy: failure.remedy(groups, facts), links, certainty};
}
