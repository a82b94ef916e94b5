import type {Found, Severity} from '../kernel/checks.ts';
import {countReport, type Line, type Report, severityOf} from '../kernel/report.ts';
import {type Subject, subjectName} from '../kernel/subjects.ts';

/** One thing that was found, on all the subjects where it is the same. */
export type Finding = {line: Line; found: readonly Found[]; severity: Severity; subjects: readonly Subject[]};

/** What could not be learned for one reason. */
export type Unlearned = {because: string; codes: readonly string[]; subjects: readonly Subject[]};

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** A finding's headline: a known failure says what is wrong; a check's title says what is true when all is well, which was expected. */
export const headline = ({check, foundBy}: Line): string =>
  foundBy === null ? `expected: ${check.title}` : check.title;

/** What was found, errors first; the same finding on many subjects is one. */
export function findingsOf(report: Report): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const line of report.lines) {
    if (line.verdict.is !== 'fail') continue;
    const {found} = line.verdict;
    const severities = found.map(each => severityOf(line, each));
    const severity = SEVERITIES.find(each => severities.includes(each)) ?? 'info';
    const key = JSON.stringify([line.check.code, found, line.positions]);
    const same = findings.get(key);
    findings.set(
      key,
      same ? {...same, subjects: [...same.subjects, line.subject]} : {line, found, severity, subjects: [line.subject]},
    );
  }
  return [...findings.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** What was asked and could not be learned, once for each reason. */
export function unlearnedOf(report: Report): readonly Unlearned[] {
  const reasons = new Map<string, {because: string; codes: Set<string>; subjects: Map<string, Subject>}>();
  for (const {check, subject, verdict} of report.lines) {
    if (verdict.is !== 'unknown') continue;
    const key = verdict.cause ?? verdict.because;
    const reason = reasons.get(key) ?? {because: verdict.because, codes: new Set(), subjects: new Map()};
    reason.codes.add(check.code);
    reason.subjects.set(subjectName(subject), subject);
    reasons.set(key, reason);
  }
  return [...reasons.values()].map(({because, codes, subjects}) => ({
    because,
    codes: [...codes],
    subjects: [...subjects.values()],
  }));
}

/** The whole report in one sentence for somebody who reads nothing else. */
export function verdictSentence(report: Report): string {
  const {errors, warnings, unknown, passed} = countReport(report);
  if (errors + warnings + unknown + passed === 0) return 'Nothing was checked.';
  const parts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error needs' : 'errors need'} attention`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
    ...(unknown > 0 ? [`${unknown} ${unknown === 1 ? 'check' : 'checks'} could not be answered`] : []),
  ];
  return parts.length === 0 ? `All ${passed} checks passed.` : `${parts.join(', ')}; ${passed} checks passed.`;
}

/** Up to `most` subjects by name: `win-1, win-2 and 7 more`. */
export function subjectsText(subjects: readonly Subject[], most = 5): string {
  const names = subjects.map(subjectName);
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
