import {expect, test} from 'vitest';
import type {Severity, Verdict} from '../../src/kernel/checks.ts';
import {exitOfProblem, exitOfReport, worstExit} from '../../src/kernel/exit.ts';
import {problem} from '../../src/kernel/outcome.ts';
import type {Line, Report} from '../../src/kernel/report.ts';

const line = (verdict: Verdict): Line => ({
  check: {code: 'HP101', id: 'x', severity: 'error', title: '', why: '', remedy: '', links: []},
  foundBy: null,
  subject: {kind: 'cluster', name: ''},
  verdict,
  restsOn: [],
  positions: [],
});
const found = (severity: Severity): Verdict => ({is: 'fail', found: [{text: 'x', severity}]});
const unknown: Verdict = {is: 'unknown', because: 'x', cause: null};
const report = (...verdicts: Verdict[]): Report => ({
  schemaVersion: 1,
  at: '',
  lines: verdicts.map(line),
  notAsked: [],
});

test.each<[string, Report, Severity, number]>([
  ['nothing found', report({is: 'pass'}), 'error', 0],
  ['an error', report(found('error')), 'error', 1],
  ['a warning', report(found('warning')), 'error', 0],
  ['a warning that counts', report(found('warning')), 'warning', 1],
  ['a note that counts', report(found('info')), 'info', 1],
  ['an unknown', report(unknown), 'error', 3],
  ['a warning and an unknown', report(found('warning'), unknown), 'error', 3],
  ['an error and an unknown', report(found('error'), unknown), 'error', 1],
  [
    'what was not asked',
    {...report({is: 'pass'}), notAsked: [{code: 'HP503', kind: 'node', because: 'x'}]},
    'error',
    0,
  ],
])('%s ends with its code', (_, given, failOn, code) => {
  expect(exitOfReport(given, failOn)).toBe(code);
});

test.each([
  ['usage', 2],
  ['unreachable', 2],
  ['forbidden', 2],
  ['explained', 1],
  ['unlearned', 3],
  ['declined', 0],
  ['interrupted', 130],
  ['terminated', 143],
] as const)('a problem that is %s ends with %i', (is, code) => {
  expect(exitOfProblem(problem(is, 'x'))).toBe(code);
});

test('the worst of several codes wins: a bug, an end from outside, no access, errors, unknowns', () => {
  expect([
    worstExit(),
    worstExit(0, 3),
    worstExit(3, 1),
    worstExit(1, 2),
    worstExit(2, 130),
    worstExit(130, 143, 70),
  ]).toEqual([0, 3, 1, 2, 130, 70]);
});
