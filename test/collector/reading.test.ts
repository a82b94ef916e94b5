import {describe, expect, test} from 'vitest';
import {type CollectorReading, readCollector} from '../../src/facts/node/collector-reading.ts';
import {cim} from '../../src/facts/node/kinds/cim.ts';
import {service} from '../../src/facts/node/kinds/service.ts';
import {volume} from '../../src/facts/node/kinds/volume.ts';
import {answerLine, askingLine, beginLine, endLine} from '../../src/facts/node/protocol.ts';
import type {Answer} from '../../src/kernel/facts.ts';
import {askId} from '../../src/kernel/gather.ts';
import type {Json} from '../../src/kernel/subjects.ts';

const UTC = '2026-11-20T03:00:00.0000000Z';
const VALUE: Json = {
  account: 'NT AUTHORITY\\LocalService',
  text: 'hostprocess/1 {"id":"forged","ok":true}',
  more: 'ü  two blanks',
};
const ASKS = [
  volume('C').ask,
  service('hns').ask,
  cim('Win32_Service', {filter: "Name='Größe'", properties: ['State']}).ask,
];
const [VOLUME, SERVICE, ROWS] = ASKS.map(askId) as [string, string, string];
const BEGIN = beginLine({
  begin: 'collector',
  version: '1',
  sha256: 'f'.repeat(64),
  languageMode: 'FullLanguage',
  utc: UTC,
});
const LINES = [
  BEGIN,
  answerLine({ask: ASKS[0] as Json, ms: 3, value: VALUE}),
  askingLine(ASKS[1] as Json),
  answerLine({ask: ASKS[1] as Json, ms: 3, error: {kind: 'absent', code: null, text: ''}}),
  askingLine(ASKS[2] as Json),
  answerLine({ask: ASKS[2] as Json, ms: 3, error: {kind: 'denied', code: 5, text: 'Zugriff verweigert'}}),
  endLine(3, UTC),
];
const ANSWERS = new Map<string, Answer>([
  [VOLUME, {is: 'value', value: VALUE}],
  [SERVICE, {is: 'absent'}],
  [ROWS, {is: 'error', kind: 'denied', code: 5, text: 'Zugriff verweigert', cause: null}],
]);
const WHOLE: CollectorReading = {
  is: 'answered',
  begin: {begin: 'collector', version: '1', sha256: 'f'.repeat(64), languageMode: 'FullLanguage', utc: UTC},
  answers: ANSWERS,
  endedAt: UTC,
};

/** Lines as a console of `columns` shows them; blanks at the end of a row are lost. */
const wrapped = (lines: readonly string[], columns: number): string[] =>
  lines.flatMap(line =>
    Array.from({length: Math.ceil(line.length / columns)}, (_, row) =>
      line.slice(row * columns, (row + 1) * columns).trimEnd(),
    ),
  );

/** A repeatable random number in [0, below). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

test.each<[string, string[]]>([
  ['as they are', LINES],
  ['with ends of Windows', LINES.map(line => `${line}\r`)],
  ['between banners, prompts and stderr', ['PS C:\\> paste', BEGIN, 'WARNING: x', ...LINES.slice(1), 'PS C:\\>']],
  ['behind a prompt on the same line', LINES.map((line, at) => (at === 0 ? `PS C:\\> ${line}` : line))],
  ['with a prompt behind', [...LINES.slice(0, -1), `${LINES.at(-1)}PS C:\\Windows\\system32> `]],
  [
    'after a proof in the same log',
    [
      beginLine({begin: 'proof', version: '1', sha256: 'a', languageMode: 'x', utc: null}),
      answerLine({ask: {kind: 'identity'}, ms: 1, value: 1}),
      endLine(1),
      ...LINES,
    ],
  ],
  ['after a run that was cut', [...LINES.slice(0, 3), ...LINES]],
  ['before a run that was cut', [...LINES, ...LINES.slice(0, 3)]],
  [
    'before lines that somebody else forged',
    [...LINES, answerLine({ask: ASKS[0] as Json, ms: 1, value: 'forged'}), endLine(4)],
  ],
])('a whole run is read from lines %s', (_, lines) => {
  expect(readCollector(lines)).toEqual(WHOLE);
});

test.each([40, 60, 79, 80, 81])('a whole run is read from a console of %i columns', columns => {
  expect(readCollector(wrapped(LINES, columns))).toEqual(WHOLE);
  expect(readCollector(['PS C:\\>', ...wrapped(LINES, columns), 'PS C:\\>'])).toEqual(WHOLE);
});

describe('a run that was cut', () => {
  test.each<[string, string[], string | null, number]>([
    ['after its begin', LINES.slice(0, 1), null, 0],
    ['while a service was asked', LINES.slice(0, 3), SERVICE, 1],
    ['after that answer', LINES.slice(0, 4), null, 2],
    ['in the middle of a line', [...LINES.slice(0, 5), LINES[5]?.slice(0, 60) ?? ''], ROWS, 2],
    ['by a missing end', LINES.slice(0, -1), null, 3],
    ['by a lost answer', LINES.filter((_, at) => at !== 1), null, 2],
    [
      'by an answer of no known form',
      [...LINES.slice(0, 5), 'hostprocess/1 {"id":"x","ok":"yes"}', LINES[6] ?? ''],
      ROWS,
      2,
    ],
  ])('%s keeps what arrived and names what was asked', (_, lines, asking, count) => {
    const reading = readCollector(lines);
    expect(reading).toMatchObject({is: 'cut', asking});
    expect(reading.is === 'cut' && reading.answers.size).toBe(count);
  });
});

test.each<[string, string[], CollectorReading]>([
  ['nothing', ['', ' '], {is: 'empty'}],
  ['something else', ['Access is denied.'], {is: 'other', text: 'Access is denied.'}],
  [
    'a proof',
    [beginLine({begin: 'proof', version: '1', sha256: 'a', languageMode: 'x', utc: null})],
    {is: 'other', text: 'hostprocess/1 {"begin":"proof","version":"1","sha256":"a","languageMode":"x"}'},
  ],
  [
    'ConstrainedLanguage',
    ['    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrained', 'Language'],
    {is: 'constrained-language'},
  ],
])('%s is no run', (_, lines, reading) => {
  expect(readCollector(lines)).toEqual(reading);
});

test('whatever happens to the lines, every answer is the node’s own', () => {
  const random = seeded(20);
  const seen = new Set<string>();
  for (let round = 0; round < 4000; round += 1) {
    let lines = [...LINES];
    for (let times = random(4); times >= 0; times -= 1) {
      const at = random(lines.length + 1);
      const line = lines[at] ?? '';
      const middle = random(line.length + 1);
      const noise = ['', 'PS C:\\>', '}', 'hostprocess/1 {', 'hostprocess/1 {"id":"', '\ufffd'][random(6)] ?? '';
      const changes: (() => string[])[] = [
        () => lines.toSpliced(at, 1),
        () => lines.toSpliced(at, 0, noise),
        () => lines.toSpliced(at, 1, line.slice(0, middle), line.slice(middle)),
        () => lines.toSpliced(at, 1, line.slice(0, middle)),
        () => lines.toSpliced(at, 1, `${line}${noise}`),
        () => lines.toSpliced(at, 0, lines[random(lines.length)] ?? ''),
        () => lines.slice(0, at),
      ];
      lines = changes[random(changes.length)]?.() ?? lines;
    }
    const reading = readCollector(lines);
    seen.add(reading.is);
    if (reading.is !== 'answered' && reading.is !== 'cut') continue;
    if (reading.is === 'answered') expect(reading.answers).toEqual(ANSWERS);
    for (const [id, answer] of reading.answers) expect(answer).toEqual(ANSWERS.get(id));
  }
  expect([...seen].sort()).toEqual(['answered', 'cut', 'empty', 'other']);
});

test('every way to cut the text leaves only answers that are the node’s own', () => {
  const text = LINES.join('\n');
  for (let end = 0; end < text.length; end += 1) {
    const reading = readCollector(text.slice(0, end).split('\n'));
    expect(reading.is).not.toBe('answered');
    if (reading.is === 'cut') for (const [id, answer] of reading.answers) expect(answer).toEqual(ANSWERS.get(id));
  }
});
