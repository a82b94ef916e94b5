import type {Found, Severity} from '../kernel/checks.ts';
import {
  type Counts,
  countReport,
  type Evidence,
  type Line,
  type NotAsked,
  type Position,
  type Report,
  severityOf,
} from '../kernel/report.ts';
import type {Subject} from '../kernel/subjects.ts';

type About = {code: string; id: string; title: string; subject: Subject};

/**
 * A report for programs (`-o json`, `-o yaml`). Within one `schemaVersion` fields are only added. Exit codes are the same as with
 * `-o text`: `summary.errors`, `.warnings` and `.infos` count things found, `.unknown` counts checks.
 */
export type ReportJson = {
  schemaVersion: 1;
  kind: 'Report';
  /** When the evidence was gathered, ISO 8601. */
  at: string;
  summary: Counts;
  /** What is wrong, errors first. `severity` is that of the worst thing found. */
  findings: readonly (About & {
    severity: Severity;
    /** The check that came upon a known failure; null where the check speaks for itself. */
    foundBy: string | null;
    found: readonly (Omit<Found, 'severity' | 'known'> & {severity: Severity; position: Position | null})[];
    means: string;
    remedy: string;
    links: readonly string[];
    /** Ids of the facts this rests on: keys of `evidence.facts[subject]`. */
    restsOn: readonly string[];
  })[];
  /** Asked and not learned. Those with the same `cause` have one reason. */
  unknown: readonly (About & {because: string; cause: string | null; restsOn: readonly string[]})[];
  passed: readonly About[];
  notApplicable: readonly (About & {because: string})[];
  notAsked: readonly NotAsked[];
  /** What the verdicts rest on; absent where the command gathers none. */
  evidence?: Evidence;
};

/** The report as data; see `ReportJson` for its shape. */
export function reportJson(report: Report, evidence?: Evidence): ReportJson {
  const order: readonly Severity[] = ['error', 'warning', 'info'];
  const findings = report.lines.flatMap(line =>
    line.verdict.is === 'fail' ? [finding(line, line.verdict.found)] : [],
  );
  return {
    schemaVersion: 1,
    kind: 'Report',
    at: report.at,
    summary: countReport(report),
    findings: findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)),
    unknown: report.lines.flatMap(line =>
      line.verdict.is === 'unknown'
        ? [{...about(line), because: line.verdict.because, cause: line.verdict.cause, restsOn: line.restsOn}]
        : [],
    ),
    passed: report.lines.filter(line => line.verdict.is === 'pass').map(about),
    notApplicable: report.lines.flatMap(line =>
      line.verdict.is === 'not-applicable' ? [{...about(line), because: line.verdict.because}] : [],
    ),
    notAsked: report.notAsked,
    ...(evidence === undefined ? {} : {evidence}),
  };
}

const about = ({check, subject}: Line): About => ({code: check.code, id: check.id, title: check.title, subject});

function finding(line: Line, found: readonly Found[]): ReportJson['findings'][number] {
  const severities = found.map(each => severityOf(line, each));
  return {
    ...about(line),
    severity: severities.includes('error') ? 'error' : severities.includes('warning') ? 'warning' : 'info',
    foundBy: line.foundBy,
    found: found.map(({known: _, ...each}, index) => ({
      ...each,
      severity: severityOf(line, each),
      position: line.positions[index] ?? null,
    })),
    means: line.check.why,
    remedy: line.check.remedy,
    links: line.check.links,
    restsOn: line.restsOn,
  };
}

/** Any value as the JSON text that `-o json` prints: two spaces, a line end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
