import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {PROOF, PROOF_ONE_LINE} from '../../src/facts/node/collector.generated.ts';
import {
  IDENTITY_ASK,
  type Identity,
  identityErrorLines,
  identityLines,
  readIdentity,
} from '../../src/facts/node/kinds/identity.ts';
import {answerLine, beginLine, endLine, type ProofReading, readProof} from '../../src/facts/node/protocol.ts';
import {askId} from '../../src/kernel/gather.ts';
import type {Json} from '../../src/kernel/subjects.ts';

const ID = askId(IDENTITY_ASK);
const SYSTEM: Identity = {
  account: 'NT-AUTORITÄT\\SYSTEM',
  sid: 'S-1-5-18',
  groups: ['S-1-5-32-544', 'S-1-1-0', 'S-1-5-11'],
  admin: true,
  host: 'win-1',
  mountPoint: 'C:\\hpc\\',
  powershell: '5.1.20348.2849',
  languageMode: 'FullLanguage',
  is64Bit: true,
};
const LOG = identityLines(SYSTEM);
const [HUMAN = '', BEGIN = '', ANSWER = '', END = ''] = LOG;

/** The identity that a reading proves, if any. */
function identityOf(reading: ProofReading): Identity | undefined {
  const answer = reading.is === 'answered' || reading.is === 'cut' ? reading.answers.get(ID) : undefined;
  return answer?.is === 'value' ? readIdentity(answer.value) : undefined;
}

describe('the lines', () => {
  test('are what the script prints', () => {
    expect(LOG).toEqual([
      'Process has admin rights: True',
      `hostprocess/1 {"begin":"proof","version":"1","sha256":"${PROOF.sha256}","languageMode":"FullLanguage"}`,
      'hostprocess/1 {"id":"{\\"kind\\":\\"identity\\"}","ok":true,"ms":4,"value":{"account":"NT-AUTORIT\\u00c4T\\\\SYSTEM","sid":"S-1-5-18",' +
        '"groups":["S-1-5-32-544","S-1-1-0","S-1-5-11"],"admin":true,"host":"win-1","mountPoint":"C:\\\\hpc\\\\","powershell":"5.1.20348.2849","languageMode":"FullLanguage","is64Bit":true}}',
      'hostprocess/1 {"end":1}',
    ]);
  });

  test('of the one-line form differ in hash and duration only', () => {
    const lines = identityLines(SYSTEM, {oneLine: true});
    expect(lines).toEqual(LOG.map(line => line.replace(PROOF.sha256, PROOF_ONE_LINE.sha256).replace('"ms":4,', '')));
    expect(identityOf(readProof(lines))).toEqual(SYSTEM);
  });
});

describe('a whole proof', () => {
  test('is answered', () => {
    const reading = readProof(LOG);
    expect(reading).toMatchObject({is: 'answered', begin: {version: PROOF.version, sha256: PROOF.sha256}});
    expect(identityOf(reading)).toEqual(SYSTEM);
  });

  test.each<[string, string[]]>([
    ['line ends of Windows', LOG.map(line => `${line}\r`)],
    ['a byte order mark', [`\ufeff${HUMAN}`, BEGIN, ANSWER, END]],
    [
      'a banner before and a workload behind',
      ['AutoRun says hello', '', ...LOG, 'Pinging 127.0.0.1', 'Process has admin rights: False'],
    ],
    ['lines of stderr between', [HUMAN, 'WARNING: x', BEGIN, 'At line:1 char:1', ANSWER, 'y', END]],
    [
      'a workload that prints lines like ours',
      [...LOG, BEGIN, answerLine({ask: IDENTITY_ASK, ms: 1, value: 'forged'}), END],
    ],
    ['a workload that prints half a line like ours', [...LOG, 'hostprocess/1 {"id":']],
    ['image names that look like ours', ['pulled example.com/hostprocess/1', ...LOG]],
  ])('is answered with %s', (_, lines) => {
    expect(readProof(lines).is).toBe('answered');
    expect(identityOf(readProof(lines))).toEqual(SYSTEM);
  });

  test('whose question failed carries the error, and the line for people says neither True nor False', () => {
    const lines = identityErrorLines({kind: 'denied', code: -2147024891, text: 'Zugriff verweigert'});
    expect(lines[0]).toBe('Process has admin rights: unknown (denied, code -2147024891)');
    const reading = readProof(lines);
    expect(reading.is === 'answered' && reading.answers.get(ID)).toEqual({
      is: 'error',
      kind: 'denied',
      code: -2147024891,
      text: 'Zugriff verweigert',
      cause: null,
    });
  });

  test('reads every kind of answer', () => {
    const asks = [{kind: 'a'}, {kind: 'b'}, {kind: 'c'}];
    const lines = [
      BEGIN,
      answerLine({ask: asks[0] as Json, ms: 1, error: {kind: 'absent', code: 1060, text: 'no such service'}}),
      answerLine({ask: asks[1] as Json, ms: 1, error: {kind: 'timeout'}}),
      answerLine({ask: asks[2] as Json, ms: 1, value: null}),
      endLine(3),
    ];
    const reading = readProof(lines);
    expect(reading.is === 'answered' && [...reading.answers]).toEqual([
      ['{"kind":"a"}', {is: 'absent'}],
      ['{"kind":"b"}', {is: 'error', kind: 'timeout', code: null, text: 'the script gave no reason', cause: null}],
      ['{"kind":"c"}', {is: 'value', value: null}],
    ]);
  });
});

describe('a damaged proof is cut', () => {
  test.each<[string, string[], string | null]>([
    ['without the answer', [HUMAN, BEGIN], ID],
    ['with half an answer', [HUMAN, BEGIN, ANSWER.slice(0, 80)], ID],
    ['with an answer torn by stderr', [HUMAN, BEGIN, `${ANSWER.slice(0, 90)}WARNING: x`, ANSWER.slice(90), END], ID],
    ['with stderr before a line', [HUMAN, BEGIN, `x${ANSWER}`, END], ID],
    ['without the end', [HUMAN, BEGIN, ANSWER], null],
    ['with fewer answers than counted', [HUMAN, BEGIN, ANSWER, endLine(2)], null],
    ['without the begin', [ANSWER, END], null],
    ['with two answers to one question', [BEGIN, ANSWER, ANSWER.replace('true', 'false'), END], null],
    ['with a second begin', [BEGIN, BEGIN, ANSWER, END], null],
    ['with an answer of no known shape', [BEGIN, 'hostprocess/1 {"id":"x","ok":true}', END], ID],
    ['with an error of no known kind', [BEGIN, 'hostprocess/1 {"id":"x","ok":false,"error":{"kind":"odd"}}', END], ID],
    ['while a later question was asked', [BEGIN, 'hostprocess/1 {"asking":"hns"}'], 'hns'],
  ])('%s', (_, lines, asking) => {
    expect(readProof(lines)).toMatchObject({is: 'cut', asking});
  });

  test('keeps the answers that arrived whole', () => {
    expect(identityOf(readProof([HUMAN, BEGIN, ANSWER]))).toEqual(SYSTEM);
    expect(identityOf(readProof([HUMAN, BEGIN, ANSWER.slice(0, -1)]))).toBeUndefined();
  });

  test('at whatever byte, never shows another identity, and is answered only when whole', () => {
    const log = `${LOG.join('\r\n')}\r\n`;
    for (let length = 0; length < log.length; length++) {
      const reading = readProof(log.slice(0, length).split('\n'));
      expect(identityOf(reading) ?? SYSTEM).toEqual(SYSTEM);
      expect(reading.is === 'answered').toBe(length >= log.lastIndexOf('}') + 1);
    }
  });

  test('with stderr put in anywhere, its head gone or lines missing, never shows another identity', () => {
    const next = random(7);
    const torn = {answered: 0, unproven: 0};
    for (let round = 0; round < 3000; round++) {
      const log = LOG.filter(() => next(8) > 0).join('\n');
      const at = next(log.length + 1);
      const put = ['', '\n', 'x\n', 'WARNING: "x"}\n', '\r\n', '\0\n', '"}\n'][next(7)] ?? '';
      const damaged = (log.slice(0, at) + put + log.slice(at)).slice(next(3) === 0 ? next(log.length + 1) : 0);
      const reading = readProof(damaged.split('\n'));
      const seen = identityOf(reading);
      expect(seen ?? SYSTEM, damaged).toEqual(SYSTEM);
      torn[seen === undefined ? 'unproven' : 'answered']++;
    }
    expect(Math.min(torn.answered, torn.unproven)).toBeGreaterThan(500);
  });
});

/** A small generator of whole numbers below a bound, the same on every machine. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('without a machine line', () => {
  test.each<[string, string[], ProofReading]>([
    ['nothing', [], {is: 'empty'}],
    ['blank lines', ['', '\r', '  '], {is: 'empty'}],
    ['a bare True is a claim', ['Process has admin rights: True\r'], {is: 'claimed', admin: true}],
    ['a bare False is a claim', ['x', 'Process has admin rights: False'], {is: 'claimed', admin: false}],
    [
      'True and False are nothing',
      ['Process has admin rights: True', 'Process has admin rights: False'],
      {is: 'inconclusive', text: 'Process has admin rights: True\nProcess has admin rights: False'},
    ],
    ['an empty value', ['Process has admin rights: '], {is: 'inconclusive', text: 'Process has admin rights:'}],
    [
      'an empty value whose blank is lost',
      ['Process has admin rights:'],
      {is: 'inconclusive', text: 'Process has admin rights:'},
    ],
    ['half a value', ['Process has admin rights: Tru'], {is: 'inconclusive', text: 'Process has admin rights: Tru'}],
    [
      'a type that PowerShell lacks',
      ['InvalidOperation: Unable to find type [Security.Principal.WindowsPrincipal].'],
      {is: 'inconclusive', text: 'InvalidOperation: Unable to find type [Security.Principal.WindowsPrincipal].'},
    ],
    ['other output', ['Pinging 127.0.0.1'], {is: 'other', text: 'Pinging 127.0.0.1'}],
    [
      'a True inside other words',
      ['echo Process has admin rights: True'],
      {is: 'other', text: 'echo Process has admin rights: True'},
    ],
    [
      'the error id of ConstrainedLanguage',
      [
        'Die Methode kann nicht aufgerufen werden.',
        '    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage',
      ],
      {is: 'constrained-language'},
    ],
    [
      'that id broken over two lines',
      ['    + FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrained', '   Language'],
      {is: 'constrained-language'},
    ],
    [
      'only the words of that error',
      ['Cannot invoke method. Method invocation is supported only on core types in this language mode.'],
      {
        is: 'other',
        text: 'Cannot invoke method. Method invocation is supported only on core types in this language mode.',
      },
    ],
  ])('%s', (_, lines, reading) => {
    expect(readProof(lines)).toEqual(reading);
  });

  test('the block that the AKS page expects is no proof', () => {
    const page = [
      'InvalidOperation: Unable to find type [Security.Principal.WindowsPrincipal].',
      'Process has admin rights: ',
    ];
    expect(readProof(page)).toEqual({is: 'inconclusive', text: page.join('\n').trim()});
  });
});

describe('an identity', () => {
  test('is read without what else stands beside it', () => {
    expect(readIdentity({...SYSTEM, more: 1})).toEqual(SYSTEM);
    expect(readIdentity({...SYSTEM, mountPoint: null, groups: []})).toEqual({...SYSTEM, mountPoint: null, groups: []});
  });

  test.each(Object.keys(SYSTEM))('is none without %s, or with another type there', field => {
    const {[field as keyof Identity]: _, ...rest} = SYSTEM;
    expect(readIdentity(rest as Json)).toBeUndefined();
    for (const wrong of [7, '', {}, [7], ['SYSTEM']])
      expect(readIdentity({...SYSTEM, [field]: wrong} as Json)).toBeUndefined();
  });

  test.each([null, 'text', [], {}, true])('is not %j', json => {
    expect(readIdentity(json as Json)).toBeUndefined();
  });
});

test('the lines’ keys stand in the script in the same order', () => {
  const script = readFileSync(new URL('../../src/facts/node/kinds/identity.ps1', import.meta.url), 'utf8');
  expect([...script.matchAll(/^ {4}(\w+) =/gm)].map(match => match[1])).toEqual(Object.keys(SYSTEM));
  expect(beginLine({begin: 'a', version: 'b', sha256: 'c', languageMode: 'd', utc: null})).toBe(
    'hostprocess/1 {"begin":"a","version":"b","sha256":"c","languageMode":"d"}',
  );
});
