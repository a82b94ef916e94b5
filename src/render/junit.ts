import type {Severity} from '../kernel/checks.ts';
import {type Line, type Report, severityOf} from '../kernel/report.ts';
import {type Subject, subjectKey, subjectName} from '../kernel/subjects.ts';

/** Text for XML 1.0; characters that it does not allow at all become U+FFFD. */
const escaped = (text: string): string =>
  text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, character => `&#${character.charCodeAt(0)};`);

/**
 * A report as JUnit XML: one suite for each subject, one case for each check. A finding at or above `failOn` is a failure, one below
 * it is said in the case’s output; what could not be learned is an error, what does not apply or was not asked is skipped.
 */
export function reportJunit(report: Report, failOn: Severity): string {
  const suites = [...Map.groupBy(report.lines, line => subjectKey(line.subject)).values()];
  const skipped = report.notAsked.map(
    each =>
      `    <testcase classname="not asked" name="${escaped(each.code)}">\n      <skipped message="${escaped(each.because)}"/>\n    </testcase>`,
  );
  const own = suites.map(lines => suite(lines[0]?.subject, lines, report.at, failOn));
  const unasked =
    skipped.length === 0
      ? []
      : [
          `  <testsuite name="not asked" tests="${skipped.length}" failures="0" errors="0" skipped="${skipped.length}" timestamp="${stamp(report.at)}">\n${skipped.join('\n')}\n  </testsuite>`,
        ];
  const total = (word: 'fail' | 'unknown'): number =>
    report.lines.filter(line => outcome(line, failOn) === word).length;
  const tests = report.lines.length + skipped.length;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kubectl hostprocess doctor" tests="${tests}" failures="${total('fail')}" errors="${total('unknown')}">`,
    ...own,
    ...unasked,
    '</testsuites>',
  ].join('\n')}\n`;
}

/** JUnit's timestamps are local times without a zone; ours are UTC. */
const stamp = (at: string): string => escaped(at.replace(/(\.\d+)?Z$/, ''));

const RANK: readonly Severity[] = ['info', 'warning', 'error'];

function outcome(line: Line, failOn: Severity): 'pass' | 'fail' | 'said' | 'unknown' | 'skipped' {
  const {verdict} = line;
  if (verdict.is === 'pass') return 'pass';
  if (verdict.is === 'unknown') return 'unknown';
  if (verdict.is === 'not-applicable') return 'skipped';
  const failed = verdict.found.some(found => RANK.indexOf(severityOf(line, found)) >= RANK.indexOf(failOn));
  return failed ? 'fail' : 'said';
}

function suite(subject: Subject | undefined, lines: readonly Line[], at: string, failOn: Severity): string {
  const name = subject ? subjectName(subject) : '';
  const count = (word: ReturnType<typeof outcome>): number =>
    lines.filter(line => outcome(line, failOn) === word).length;
  const cases = lines.map(line => testCase(line, name, failOn));
  return [
    `  <testsuite name="${escaped(name)}" tests="${lines.length}" failures="${count('fail')}" errors="${count('unknown')}" skipped="${count('skipped')}" timestamp="${stamp(at)}">`,
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function testCase(line: Line, subject: string, failOn: Severity): string {
  const {check, verdict} = line;
  const open = `    <testcase classname="${escaped(subject)}" name="${escaped(`${check.code} ${check.title}`)}"`;
  if (verdict.is === 'pass') return `${open}/>`;
  if (verdict.is !== 'fail') {
    const element = verdict.is === 'unknown' ? 'error type="unknown"' : 'skipped';
    return `${open}>\n      <${element} message="${escaped(verdict.because)}"/>\n    </testcase>`;
  }
  const texts = verdict.found.map(
    found => `${severityOf(line, found)}: ${found.text}\ndo: ${found.remedy ?? check.remedy}`,
  );
  const body = escaped(texts.join('\n')).replaceAll('&#10;', '\n');
  return outcome(line, failOn) === 'fail'
    ? `${open}>\n      <failure type="${check.code}" message="${escaped(verdict.found[0].text)}">${body}</failure>\n    </testcase>`
    : `${open}>\n      <system-out>${body}</system-out>\n    </testcase>`;
}
