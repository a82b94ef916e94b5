import {describe, expect, test} from 'vitest';
import type {Severity, Verdict} from '../../src/kernel/checks.ts';
import type {Line, NotAsked, Report} from '../../src/kernel/report.ts';
import type {Subject} from '../../src/kernel/subjects.ts';
import {jsonText, reportJson} from '../../src/render/report-json.ts';
import {reportText, summaryLine} from '../../src/render/report-text.ts';
import {PLAIN, styleFor} from '../../src/render/style.ts';
import {yamlText} from '../../src/render/yaml.ts';

const UNICODE = styleFor({terminal: false, platform: 'linux', env: {}});
const node = (name: string): Subject => ({kind: 'node', name});
const line = (code: `HP${number}`, subject: Subject, verdict: Verdict, severity: Severity = 'error'): Line => ({
  check: {code, id: 'x', severity, title: `title of ${code}`, why: `why ${code}`, remedy: `mend ${code}`, links: []},
  foundBy: null,
  subject,
  verdict,
  restsOn: ['a-fact'],
  positions: verdict.is === 'fail' ? verdict.found.map(() => null) : [],
});
const report = (lines: readonly Line[], notAsked: readonly NotAsked[] = []): Report => ({
  schemaVersion: 1,
  at: '2026-11-20T00:00:00Z',
  lines,
  notAsked,
});
const unknown = (cause: string | null, because = 'the probe pod did not start'): Verdict => ({
  is: 'unknown',
  because,
  cause,
});
const asked: NotAsked = {code: 'HP504', kind: 'node', because: 'not asked: add --probe'};

test('a report reads: what was found, what could not be learned, and a line that counts', () => {
  const text = reportText(
    report(
      [
        line('HP503', node('win-2'), {is: 'fail', found: [{text: 'StartName is .\\Administrator'}]}),
        line('HP505', node('win-2'), {is: 'fail', found: [{text: 'close', severity: 'warning'}]}),
        line('HP501', node('win-3'), unknown('HP724')),
        line('HP502', node('win-3'), unknown('HP724')),
        line('HP501', node('win-1'), {is: 'pass'}),
        line('HP509', node('win-1'), {is: 'not-applicable', because: 'no'}),
      ],
      [asked],
    ),
    UNICODE,
  );
  expect(text).toBe(`✖ HP503 win-2  expected: title of HP503
    found   StartName is .\\Administrator
    means   why HP503
    do      mend HP503
    more    kubectl hostprocess explain HP503
⚠ HP505 win-2  expected: title of HP505
    found   close
    means   why HP505
    do      mend HP505
    more    kubectl hostprocess explain HP505
? 2 checks on win-3
    unknown  the probe pod did not start (HP724)
    checks  HP501, HP502
    more    kubectl hostprocess explain HP724

1 error, 1 warning, 2 unknown (1 cause), 1 passed, 1 not asked (add --probe)
`);
});

describe('nothing learned is never a pass', () => {
  test('an empty report says that nothing was checked', () => {
    expect(reportText(report([]), PLAIN)).toBe('nothing was checked: 0 errors, 0 warnings, 0 unknown, 0 passed\n');
  });
  test('checks that were only not asked are no check either', () => {
    expect(summaryLine(report([], [asked]))).toMatch(/^nothing was checked: .*1 not asked \(add --probe\)$/);
  });
  test('a check that does not apply is no check', () => {
    expect(summaryLine(report([line('HP501', node('a'), {is: 'not-applicable', because: 'no'})]))).toMatch(
      /^nothing was/,
    );
  });
});

test('unknowns without a code are grouped by their reason, and a single one keeps its title', () => {
  const text = reportText(report([line('HP501', node('a'), unknown(null, 'it was forbidden'))]), PLAIN);
  expect(text).toContain(
    '? HP501 a  title of HP501\n    unknown  it was forbidden\n    more    kubectl hostprocess explain HP501\n',
  );
});

test('one cause on many nodes names the first of them and counts the rest', () => {
  const lines = ['a', 'b', 'c', 'd'].map(name => line('HP501', node(name), unknown('HP724')));
  expect(reportText(report(lines), PLAIN)).toContain('? 4 checks on a, b and 2 more nodes\n');
});

test('a place in a file stands before what was found there', () => {
  const found = line(
    'HP101',
    {kind: 'document', source: 'pod.yaml', index: 0},
    {is: 'fail', found: [{text: 'not true'}]},
  );
  const placed = {...found, positions: [{file: 'pod.yaml', line: 12, column: 5, of: 'value' as const}]};
  expect(reportText(report([placed]), PLAIN)).toContain('    found   pod.yaml:12:5: not true\n');
});

test('marks have ASCII twins, and long sentences wrap under their beginning but keep words whole', () => {
  const word = 'C:\\'.padEnd(60, 'x');
  const found = {text: `one two three ${word} four`};
  const text = reportText(report([line('HP503', node('a'), {is: 'fail', found: [found]})]), PLAIN, 40);
  expect(text).toContain(
    `x HP503 a  expected: title of HP503\n    found   one two three\n            ${word}\n            four\n`,
  );
});

test('the first line of a finding and the line that counts wrap as well', () => {
  const text = reportText(report([line('HP503', node('a'), {is: 'fail', found: [{text: 'x'}]})]), PLAIN, 32);
  expect(text).toMatch(/^x HP503 a {2}expected: title of\n {8}HP503\n/);
  expect(text).toMatch(/\n\n1 error, 0 warnings, 0 unknown,\n0 passed\n$/);
});

test('a remedy of what was found replaces the general one', () => {
  const verdict: Verdict = {
    is: 'fail',
    found: [
      {text: 'a', remedy: 'reimage'},
      {text: 'b', remedy: 'reimage'},
    ],
  };
  const text = reportText(report([line('HP503', node('a'), verdict)]), PLAIN);
  expect(text.match(/ {4}do .*/g)).toEqual(['    do      reimage']);
});

describe('as data', () => {
  const made = report(
    [
      line('HP505', node('a'), {is: 'fail', found: [{text: 'w', severity: 'warning'}]}),
      line('HP506', node('a'), {is: 'fail', found: [{text: 'e'}]}),
      line('HP507', node('a'), unknown('HP724')),
      line('HP508', node('a'), {is: 'pass'}),
    ],
    [asked],
  );
  test('a report has a version, its counts, findings with errors first, and what they rest on', () => {
    const json = reportJson(made);
    expect(JSON.parse(jsonText(json))).toEqual(json);
    expect(json).toMatchObject({
      schemaVersion: 1,
      kind: 'Report',
      summary: {errors: 1, warnings: 1, unknown: 1, causes: 1, passed: 1, notAsked: 1},
      findings: [
        {
          code: 'HP506',
          severity: 'error',
          found: [{text: 'e', severity: 'error', position: null}],
          restsOn: ['a-fact'],
        },
        {code: 'HP505', severity: 'warning'},
      ],
      unknown: [{code: 'HP507', because: 'the probe pod did not start', cause: 'HP724'}],
      passed: [{code: 'HP508', subject: {kind: 'node', name: 'a'}}],
      notAsked: [asked],
    });
  });
  test('YAML has no anchors', () => {
    expect(yamlText(reportJson(made))).not.toMatch(/[&*]a\d/);
  });
});
