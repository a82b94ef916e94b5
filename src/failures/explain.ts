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
    .sort(bySpecificity);
}

const bySpecificity = (a: Claim, b: Claim): number =>
  Number(b.sure) - Number(a.sure) ||
  b.match[0].length - a.match[0].length ||
  (a.failure.code < b.failure.code ? -1 : 1);

/** What a text means that was seen in `seenIn`, or null when no known failure claims it. */
export function explain(
  seenIn: SeenIn,
  text: string,
  facts: FailureFacts,
  failures: readonly Failure[],
): Explained | null {
  const [claim] = claims(seenIn, text, facts, failures);
  return claim ? explained(claim, seenIn, text, facts) : null;
}

/**
 * What a text means when nobody knows where it was seen: the most specific failure that claims it from any place, and the others
 * that claim it from a place of that one's (the API server names several faults in one answer). Empty when none does.
 */
export function explainAnywhere(text: string, failures: readonly Failure[]): readonly Explained[] {
  const places = new Set(failures.flatMap(failure => failure.seenIn));
  const all = [...places].flatMap(seenIn => claims(seenIn, text, {}, failures)).sort(bySpecificity);
  const first = all[0]?.failure.seenIn ?? [];
  const found = new Map(all.map(claim => [claim.failure, claim]));
  return [...found.values()].flatMap(claim => {
    const place = claim.failure.seenIn.find(each => first.includes(each));
    return place ? [explained(claim, place, text, {})] : [];
  });
}

function explained({failure, match}: Claim, seenIn: SeenIn, text: string, facts: FailureFacts): Explained {
  const groups = match.groups ?? {};
  const {code, id, title, links, certainty} = failure;
  const means = failure.means(groups, facts);
  return {code, id, title, seenIn, text, means, remedy: failure.remedy(groups, facts), links, certainty};
}
