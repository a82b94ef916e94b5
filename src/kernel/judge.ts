import type {AnyCheck, Judgement, Verdict} from './checks.ts';
import {type AnyFact, type Learned, leaves, missing, type Needs, type Optional} from './facts.ts';
import type {CheckWords, Evidence, Line, NotAsked, Position, Report} from './report.ts';
import {indexRosters, type Rosters} from './rosters.ts';
import {type Kind, type Path, type Subject, subjectKey} from './subjects.ts';

type Need = AnyFact | Optional<AnyFact>;

/** Turns evidence into verdicts: pure, synchronous, sorted by code and subject. The only place that says `unknown`. */
export function judge(checks: readonly AnyCheck[], evidence: Evidence): Report {
  const rosters = indexRosters(evidence.rosters);
  const lines: Line[] = [];
  const unasked: NotAsked[] = [];
  for (const check of checks) {
    const about = check.about as Kind;
    if (!evidence.checks.includes(check.code)) {
      unasked.push({code: check.code, kind: about, because: 'asked only by name'});
      continue;
    }
    const roster = evidence.rosters[about];
    const restsOn = [...new Set((Object.values(check.needs) as Need[]).flatMap(leaves).map(fact => fact.id))].sort();
    if (roster?.is !== 'known') {
      const verdict: Verdict = unknown(
        roster?.because ?? `which ${about}s there are was not learned`,
        roster?.is === 'missing' ? roster.cause : null,
      );
      lines.push({
        check: wordsOf(check),
        foundBy: null,
        subject: {kind: 'cluster', name: ''},
        verdict,
        restsOn: [],
        positions: [],
      });
      continue;
    }
    for (const subject of roster.value) {
      const learned = judgeOne(check, subject, evidence, rosters);
      if (learned.is === 'missing' && !learned.tried) {
        unasked.push({code: check.code, kind: about, because: learned.because});
        continue;
      }
      const verdict: Verdict =
        learned.is === 'known'
          ? learned.value
          : learned.is === 'none'
            ? {is: 'not-applicable', because: learned.because}
            : unknown(learned.because, learned.cause);
      lines.push(...namedByFailure({check: wordsOf(check), foundBy: null, subject, verdict, restsOn, positions: []}));
    }
  }
  const order = (line: Line): string => line.check.code + subjectKey(line.subject);
  lines.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  return {schemaVersion: 1, at: evidence.at, lines, notAsked: dedupe(unasked)};
}

/** The report with the place in a file of everything found that names one; `locate` returns null where it knows none. */
export function withPositions(report: Report, locate: (subject: Subject, at: Path) => Position | null): Report {
  return {
    ...report,
    lines: report.lines.map(line =>
      line.verdict.is === 'fail'
        ? {...line, positions: line.verdict.found.map(found => (found.at ? locate(line.subject, found.at) : null))}
        : line,
    ),
  };
}

/** What turned out to be a known failure is reported under the failure's code and in its words; the check that found it is named. */
function namedByFailure(line: Line): Line[] {
  if (line.verdict.is !== 'fail') return [line];
  const plain = line.verdict.found.filter(found => found.known === undefined);
  const [first, ...rest] = plain;
  const own: Line[] =
    first === undefined
      ? []
      : [{...line, verdict: {is: 'fail', found: [first, ...rest]}, positions: plain.map(() => null)}];
  const failures = line.verdict.found.flatMap((found): Line[] => {
    if (found.known === undefined) return [];
    const {code, title, means, links} = found.known;
    const words = {...line.check, code, title, why: means, remedy: found.remedy ?? line.check.remedy, links};
    return [
      {...line, check: words, foundBy: line.check.code, verdict: {is: 'fail', found: [found]}, positions: [null]},
    ];
  });
  return [...failures, ...own];
}

function judgeOne(check: AnyCheck, subject: Subject, evidence: Evidence, rosters: Rosters): Learned<Judgement> {
  try {
    return valuesOf(check.needs as Needs<Kind>, subject, evidence, rosters, values => ({
      is: 'known',
      value: check.judge(values as never),
    }));
  } catch (error) {
    return missing(`the check itself failed (${String(error)}): please report this as a bug`);
  }
}

function valuesOf<T>(
  needs: Needs<Kind>,
  subject: Subject,
  evidence: Evidence,
  rosters: Rosters,
  then: (values: {[name: string]: unknown}) => Learned<T>,
): Learned<T> {
  const values: {[name: string]: unknown} = {};
  for (const [name, need] of Object.entries(needs) as [string, Need][]) {
    const learned = learnedOf('optional' in need ? need.optional : need, subject, evidence, rosters);
    if (learned.is === 'known') values[name] = learned.value;
    else if ('optional' in need) values[name] = undefined;
    else return learned;
  }
  return then(values);
}

function learnedOf(fact: AnyFact, subject: Subject, evidence: Evidence, rosters: Rosters): Learned<unknown> {
  const target = rosters.above(subject, fact.about);
  if (target === undefined) return missing(`no ${fact.about} is known for it`);
  if (fact.by === 'derivation')
    return valuesOf(fact.needs as Needs<Kind>, target, evidence, rosters, values =>
      fact.derive(values as never, evidence.at),
    );
  return evidence.facts[subjectKey(target)]?.[fact.id] ?? missing('not in the evidence');
}

const unknown = (because: string, cause: string | null): Verdict => ({is: 'unknown', because, cause});

const wordsOf = ({code, id, severity, title, why, remedy, links}: AnyCheck): CheckWords => ({
  code,
  id,
  severity,
  title,
  why,
  remedy,
  links,
});

const dedupe = (entries: readonly NotAsked[]): NotAsked[] => [
  ...new Map(entries.map(entry => [entry.code, entry])).values(),
];
