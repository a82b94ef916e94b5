import {CHECKS} from '../checks/registry.generated.ts';
import {FAILURES} from '../failures/index.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import {RETIRED} from '../kernel/retired.ts';
import {RULES} from '../rules/index.ts';

/** One page of the manual: a code's title and its details, in the order in which a person wants them. */
export type Entry = {code: string; title: string; details: readonly [string, string][]; links: readonly string[]};

const SURE = {
  sourced: 'read in source or documentation',
  reported: 'text and cause were reported by people who had it',
  inferred: 'the text was reported; the cause is our reading of it',
  concluded: 'concluded from source that was read; nobody has reported it in these words',
  general: 'general knowledge of Windows and Kubernetes',
} as const;

/** The page of a code (`HP101`, `hp101`); unknown codes are refused with the nearest ones of the same block. */
export function entryOf(given: string): Outcome<Entry> {
  const code = given.toUpperCase();
  const check = [...RULES, ...CHECKS].find(each => each.code === code);
  if (check)
    return done({
      code,
      title: check.title,
      links: check.links,
      details: [
        ['means', check.why],
        ['do', check.remedy],
        ['severity', check.severity],
        ['about', check.about],
      ],
    });
  const failure = FAILURES.find(each => each.code === code);
  if (failure)
    return done({
      code,
      title: failure.title,
      links: failure.links,
      details: [
        ['means', failure.means({}, {})],
        ['do', failure.remedy({}, {})],
        ['seen in', failure.seenIn.join(', ')],
        ['example', failure.samples[0]?.text ?? ''],
        ['sure', SURE[failure.certainty]],
      ],
    });
  const retired = RETIRED[code];
  if (retired !== undefined) return done({code, title: 'no longer used', links: [], details: [['meant', retired]]});
  const known = [...RULES, ...CHECKS, ...FAILURES].map(each => each.code as string).sort();
  const near = known.filter(each => each.slice(0, 3) === code.slice(0, 3));
  return refuse('usage', `error: there is no code "${given}"`, `Codes: ${(near.length > 0 ? near : known).join(', ')}`);
}
