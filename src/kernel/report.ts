import type {AnyCheck, Found, Severity, Verdict} from './checks.ts';
import type {Learned} from './facts.ts';
import type {Json, Kind, Subject} from './subjects.ts';

/** Everything a report depends on, as plain sorted JSON: `--save` writes it, `--from` reads it, and live runs judge its parsed text too. */
export type Evidence = {
  schemaVersion: 1;
  tool: string;
  /** The clock's only reading, ISO 8601. */
  at: string;
  checks: readonly string[];
  rosters: {readonly [kind: string]: Learned<readonly Subject[]>};
  facts: {readonly [subject: string]: {readonly [fact: string]: Learned<Json>}};
};

/** Where something is in a file; `of` says whether the value itself, its key or only its nearest parent could be found. */
export type Position = {file: string; line: number; column: number; of: 'value' | 'key' | 'nearest parent'};

/** A check's words, so that a report can be rendered without the catalogue. */
export type CheckWords = Pick<AnyCheck, 'code' | 'id' | 'severity' | 'title' | 'why' | 'remedy' | 'links'>;

export type Line = {
  check: CheckWords;
  /** The check that came upon it, when `check` holds the words of a known failure. */
  foundBy: AnyCheck['code'] | null;
  subject: Subject;
  verdict: Verdict;
  /** The ids of the learned facts the verdict rests on. */
  restsOn: readonly string[];
  /** One for each found, null where it has none. */
  positions: readonly (Position | null)[];
};

/** A check that was not put because nobody asked for it, with what would ask it. */
export type NotAsked = {code: string; kind: Kind; because: string};

export type Report = {schemaVersion: 1; at: string; lines: readonly Line[]; notAsked: readonly NotAsked[]};

export type Counts = {
  errors: number;
  warnings: number;
  infos: number;
  unknown: number;
  causes: number;
  passed: number;
  notAsked: number;
};

/** The severity of one thing found: its own where that is lower than the check's. */
export function severityOf(line: Line, found: Found): Severity {
  const order: readonly Severity[] = ['info', 'warning', 'error'];
  const own = found.severity ?? line.check.severity;
  return order.indexOf(own) < order.indexOf(line.check.severity) ? own : line.check.severity;
}

/** How often each outcome occurs; `causes` counts distinct causes of unknown verdicts, one for each verdict that names none. */
export function countReport(report: Report): Counts {
  const counts = {errors: 0, warnings: 0, infos: 0, unknown: 0, causes: 0, passed: 0, notAsked: report.notAsked.length};
  const causes = new Set<string>();
  for (const line of report.lines) {
    if (line.verdict.is === 'pass') counts.passed++;
    if (line.verdict.is === 'unknown') {
      counts.unknown++;
      causes.add(line.verdict.cause ?? line.verdict.because);
    }
    if (line.verdict.is !== 'fail') continue;
    for (const found of line.verdict.found) {
      const severity = severityOf(line, found);
      counts[severity === 'error' ? 'errors' : severity === 'warning' ? 'warnings' : 'infos']++;
    }
  }
  counts.causes = causes.size;
  return counts;
}
