import {expect, test} from 'vitest';
import {problem} from '../../src/kernel/outcome.ts';
import type {Report} from '../../src/kernel/report.ts';
import type {Told} from '../../src/kernel/telling.ts';
import {reportMarkdown} from '../../src/render/markdown.ts';
import {planText} from '../../src/render/plan-text.ts';
import {problemText} from '../../src/render/problem.ts';
import {progressOn} from '../../src/render/progress.ts';
import {reportText} from '../../src/render/report-text.ts';
import {PLAIN} from '../../src/render/style.ts';
import {table} from '../../src/render/table.ts';
import {teller} from '../../src/render/tell.ts';
import {visible, visibleLine} from '../../src/render/visible.ts';

/** Clears the line above and writes over it; rings; opens a link; turns the direction of writing. */
const EVIL = 'x\u001b[2K\u001b[1A\u0007\u009b1A\u001b]8;;http://x\u001b\\\u202eok';
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const evilReport: Report = {
  schemaVersion: 1,
  at: '2026-11-20T00:00:00Z',
  lines: [
    {
      check: {code: 'HP501', id: 'x', severity: 'error', title: EVIL, why: EVIL, remedy: EVIL, links: []},
      foundBy: null,
      subject: {kind: 'node', name: EVIL},
      verdict: {is: 'fail', found: [{text: EVIL}]},
      restsOn: [],
      positions: [null],
    },
    {
      check: {code: 'HP502', id: 'x', severity: 'error', title: EVIL, why: EVIL, remedy: EVIL, links: []},
      foundBy: null,
      subject: {kind: 'node', name: EVIL},
      verdict: {is: 'unknown', because: EVIL, cause: EVIL},
      restsOn: [],
      positions: [],
    },
  ],
  notAsked: [{code: 'HP503', kind: 'node', because: EVIL}],
};

/** What is told on a terminal (or, with null columns, into a file). */
function told(each: Told, columns: number | null): string {
  let text = '';
  const voice = {style: PLAIN, columns, write: (more: string) => (text += more), drained: async () => {}};
  const progress = progressOn({stream: null, line: more => (text += more)});
  teller({out: voice, err: voice, progress, reportsAreData: true, machineLines: true})(each);
  return text;
}

const row = {node: EVIL, namespace: EVIL, pod: EVIL, container: EVIL, verdict: 'as asked'} as const;
const entry = {object: EVIL, action: 'change', changes: [{path: EVIL, from: EVIL, to: EVIL}]} as const;
const plan = {
  namespace: EVIL,
  namespaceBecause: EVIL,
  entries: [entry],
  accounts: [EVIL],
  images: [EVIL],
  nodes: [EVIL],
  endsAfterSeconds: null,
  removedAtEnd: false,
  onePod: false,
};

test.each<[string, string]>([
  ['a table', table(['a'], [[EVIL]])],
  ['a report', reportText(evilReport, PLAIN, 80)],
  ['a report in Markdown', reportMarkdown(evilReport, null, EVIL).replaceAll('\\[', '[')],
  ['a problem', problemText(problem('failed', EVIL, EVIL), PLAIN)],
  ['a plan', planText(plan, PLAIN)],
  ['a note', told({is: 'note', text: EVIL}, 80)],
  ['a warning', told({is: 'warning', text: EVIL}, 80)],
  ['what was applied', told({is: 'applied', text: EVIL}, 80)],
  ['what was removed', told({is: 'removed', text: EVIL, confirmed: true}, 80)],
  ['progress', told({is: 'progress', text: EVIL, change: EVIL}, 80)],
  [
    'the verdicts on rights',
    told(
      {
        is: 'proofs',
        rows: [
          {
            ...row,
            asked: {hostProcess: true, account: EVIL},
            real: {account: EVIL, sid: 'S-1-5-18', admin: true, host: EVIL},
          },
        ],
      },
      80,
    ),
  ],
  ['a log on a terminal', told({is: 'log', pod: 'p', node: 'win-1', text: EVIL}, 80)],
])('%s moves no cursor, whatever stands in what it shows', (_, text) => {
  expect(text).not.toMatch(HARMFUL);
  expect(text).toContain('x^[[2K^[[1A');
});

test('a log goes into a file byte for byte', () => {
  expect(told({is: 'log', pod: 'p', node: 'win-1', text: `${EVIL}\r`}, null)).toBe(`win-1 | ${EVIL}\r\n`);
});

test('what was hidden is written out, as kubectl does; line ends and tabs stay', () => {
  expect(visible('a\u001b[1mb\u0007\u007f\u009b\tc\nd\r')).toBe('a^[[1mb^G^?\\u009b\tc\nd^M');
});

test('a log line keeps its colours and they end with it', () => {
  expect(visibleLine('\u001b[31mred\u001b[2K')).toBe('\u001b[31mred^[[2K\u001b[0m');
  expect(visibleLine('plain')).toBe('plain');
});
