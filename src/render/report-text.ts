import {countReport, type Line, type Position, type Report, severityOf} from '../kernel/report.ts';
import {type Subject, subjectKey, subjectName} from '../kernel/subjects.ts';
import {type Finding, findingsOf, headline} from './report-words.ts';
import type {Mark, Style} from './style.ts';
import {visible} from './visible.ts';
import {wrap} from './wrap.ts';

type Unknown = {line: Line; because: string; cause: string | null};

/** A code of ours: what `explain` opens. */
const CODE = /^HP\d+$/;

/**
 * A report for people: what was found (errors first), what could not be learned (one block for each cause), and a line that counts.
 * What passed is only counted. `columns` wraps long sentences; null leaves them whole, for files and pipes.
 */
export function reportText(report: Report, style: Style, columns: number | null = null): string {
  const blocks = findingsOf(report).map(each => failedBlock(each, style, columns));
  const unknowns = unknownGroups(report).map(group => unknownBlock(group, style, columns));
  const body = [...blocks, ...unknowns].join('');
  return `${body}${body === '' ? '' : '\n'}${wrap(summaryLine(report), columns).join('\n')}\n`;
}

/** `1 error, 0 warnings, 9 unknown (1 cause), 34 passed, 14 not asked (add --probe)`; says so when nothing was checked. */
export function summaryLine(report: Report): string {
  const counts = countReport(report);
  const parts = [plural(counts.errors, 'error'), plural(counts.warnings, 'warning')];
  if (counts.infos > 0) parts.push(plural(counts.infos, 'note'));
  parts.push(`${counts.unknown} unknown${counts.unknown > 0 ? ` (${plural(counts.causes, 'cause')})` : ''}`);
  parts.push(`${counts.passed} passed`);
  if (counts.notAsked > 0) parts.push(`${counts.notAsked} not asked (${visible(notAskedReasons(report))})`);
  const judged = counts.errors + counts.warnings + counts.infos + counts.unknown + counts.passed;
  return judged === 0 ? `nothing was checked: ${parts.join(', ')}` : parts.join(', ');
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function notAskedReasons(report: Report): string {
  const reasons = new Map<string, number>();
  for (const {because} of report.notAsked) {
    const reason = because.replace(/^not asked: /, '');
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const [only] = reasons.keys();
  return reasons.size === 1 && only !== undefined
    ? only
    : [...reasons].map(([reason, count]) => `${count}: ${reason}`).join('; ');
}

function failedBlock({line, found, severity, subjects}: Finding, style: Style, columns: number | null): string {
  const {check} = line;
  const remedies = [...new Set(found.map(each => each.remedy ?? check.remedy))];
  return [
    head(severity, check.code, `${subjectsText(subjects)}  ${headline(line)}`, style, columns),
    ...found.map((each, index) => {
      const own = severityOf(line, each);
      const place = placeText(line.positions[index] ?? null);
      return detail('found', `${place}${each.text}${own === severity ? '' : ` (${own})`}`, style, columns);
    }),
    detail('means', check.why, style, columns),
    ...remedies.map(remedy => detail('do', remedy, style, columns)),
    detail('more', `kubectl hostprocess explain ${check.code}`, style, columns),
  ].join('');
}

/** `pod.yaml:12:5: `, as editors and compilers write a place. */
const placeText = (position: Position | null): string =>
  position === null ? '' : `${position.file}:${position.line}:${position.column}: `;

function unknownGroups(report: Report): (readonly [Unknown, ...Unknown[]])[] {
  const groups = new Map<string, [Unknown, ...Unknown[]]>();
  for (const line of report.lines) {
    if (line.verdict.is !== 'unknown') continue;
    const unknown = {line, because: line.verdict.because, cause: line.verdict.cause};
    const key = unknown.cause ?? unknown.because;
    const group = groups.get(key);
    if (group) group.push(unknown);
    else groups.set(key, [unknown]);
  }
  return [...groups.values()];
}

function unknownBlock(group: readonly [Unknown, ...Unknown[]], style: Style, columns: number | null): string {
  const [{line, because, cause}] = group;
  const code = cause !== null && CODE.test(cause) ? cause : null;
  const reason = code === null || because.includes(code) ? because : `${because} (${code})`;
  const alone = group.length === 1;
  const subjects = new Map(group.map(each => [subjectKey(each.line.subject), each.line.subject]));
  const codes = [...new Set(group.map(each => each.line.check.code))];
  return [
    alone
      ? head('unknown', line.check.code, `${subjectName(line.subject)}  ${line.check.title}`, style, columns)
      : `${style.mark('unknown')} ${style.bold(`${group.length} checks on ${visible(subjectsText([...subjects.values()]))}`)}\n`,
    detail('unknown', reason, style, columns),
    alone ? '' : detail('checks', codes.join(', '), style, columns),
    detail('more', `kubectl hostprocess explain ${code ?? codes[0]}`, style, columns),
  ].join('');
}

function subjectsText(subjects: readonly Subject[]): string {
  const names = subjects.map(subjectName);
  if (names.length <= 3) return names.join(', ');
  const kinds = new Set(subjects.map(subject => subject.kind));
  const [kind] = kinds;
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more ${kinds.size === 1 ? `${kind}s` : 'things'}`;
}

/** `✖ HP503 win-2  title`, wrapped behind its code when there is a width. */
function head(mark: Mark, code: string, text: string, style: Style, columns: number | null): string {
  const indent = code.length + 3;
  const lines = wrap(visible(text), columns === null ? null : Math.max(20, columns - indent));
  return `${style.mark(mark)} ${style.bold(code)} ${lines.join(`\n${' '.repeat(indent)}`)}\n`;
}

/** `    found   text`, wrapped under its own beginning when there is a width. */
function detail(word: string, text: string, style: Style, columns: number | null): string {
  const indent = 4 + Math.max(8, word.length + 2);
  const lines = text
    .split(/\r?\n/)
    .flatMap(each => wrap(visible(each), columns === null ? null : Math.max(20, columns - indent)));
  const label = `    ${style.dim(word)}${' '.repeat(indent - 4 - word.length)}`;
  return lines.map((each, index) => `${index === 0 ? label : ' '.repeat(indent)}${each}\n`).join('');
}
