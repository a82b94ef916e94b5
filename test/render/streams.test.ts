import {PassThrough} from 'node:stream';
import {describe, expect, test} from 'vitest';
import {problem} from '../../src/kernel/outcome.ts';
import {problemText} from '../../src/render/problem.ts';
import {progressOn} from '../../src/render/progress.ts';
import {PLAIN, styleFor} from '../../src/render/style.ts';
import {displayWidth, table} from '../../src/render/table.ts';
import {teller} from '../../src/render/tell.ts';

describe('colour', () => {
  const colour = (terminal: boolean, env: {[name: string]: string}) =>
    styleFor({terminal, platform: 'linux', env}).colour;
  test.each([
    [true, {}, true],
    [false, {}, false],
    [true, {NO_COLOR: '1'}, false],
    [true, {NO_COLOR: ''}, true],
    [false, {FORCE_COLOR: '1'}, true],
    [true, {FORCE_COLOR: '0'}, false],
    [true, {NO_COLOR: '1', FORCE_COLOR: '1'}, true],
    [true, {TERM: 'dumb'}, false],
  ])('terminal %s with %j: %s', (terminal, env, expected) => {
    expect(colour(terminal, env)).toBe(expected);
  });
  test('changes no text', () => {
    const style = styleFor({terminal: true, platform: 'linux', env: {}});
    expect(style.paint('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(PLAIN.paint('red', 'x')).toBe('x');
  });
});

describe('marks outside ASCII', () => {
  const mark = (platform: string, env: {[name: string]: string}) =>
    styleFor({terminal: true, platform, env: {...env, NO_COLOR: '1'}}).mark('error');
  test.each([
    ['linux', {LANG: 'en_GB.UTF-8'}, '✖'],
    ['linux', {LANG: 'C'}, 'x'],
    ['linux', {LANG: 'en_GB.UTF-8', LC_ALL: 'C'}, 'x'],
    ['linux', {TERM: 'linux'}, 'x'],
    ['win32', {}, 'x'],
    ['win32', {WT_SESSION: '1'}, '✖'],
  ])('%s with %j: %s', (platform, env, expected) => {
    expect(mark(platform, env)).toBe(expected);
  });
});

describe('a problem', () => {
  test.each([
    ['Error from server (NotFound): pods "x" not found', 'Error from server (NotFound): pods "x" not found\n'],
    ['error: no', 'error: no\n'],
    ['no such file', 'error: no such file\n'],
    ['Unable to connect to the server: EOF', 'Unable to connect to the server: EOF\n'],
    ['The Pod "x" is invalid: spec', 'The Pod "x" is invalid: spec\n'],
  ])('%s', (text, expected) => {
    expect(problemText(problem('failed', text), PLAIN)).toBe(expected);
  });
  test('tells what to do next', () => {
    expect(problemText(problem('usage', 'no', 'say yes'), PLAIN)).toBe('error: no\ndo: say yes\n');
  });
  test('is no error when it was an interruption', () => {
    expect(problemText(problem('interrupted', 'interrupted'), PLAIN)).toBe('interrupted\n');
  });
});

describe('a table', () => {
  test('is laid out as kubectl does', () => {
    expect(
      table(
        ['name', 'state'],
        [
          ['win-1', 'ok'],
          ['a', ''],
        ],
      ),
    ).toBe('NAME    STATE\nwin-1   ok\na\n');
  });
  test('counts columns, not characters, and keeps a cell on its line', () => {
    expect(displayWidth('\u001b[31mü日\u001b[39m')).toBe(3);
    expect(table(['a', 'b'], [['x\ny', 'z']])).toBe('A     B\nx y   z\n');
  });
});

describe('progress without a terminal', () => {
  test('is one line for each change', () => {
    const lines: string[] = [];
    const progress = progressOn({stream: null, line: text => lines.push(text)});
    progress.update('1/2 ready (1s)', '1/2');
    progress.update('1/2 ready (2s)', '1/2');
    progress.note('note');
    progress.update('2/2 ready (3s)', '2/2');
    progress.stop();
    expect(lines).toEqual(['1/2 ready (1s)', 'note', '2/2 ready (3s)']);
  });
  test('a terminal of no columns, on which ora would never return, gets plain lines', () => {
    const lines: string[] = [];
    const stream = Object.assign(new PassThrough(), {isTTY: true, columns: 0}) as unknown as NodeJS.WriteStream;
    progressOn({stream, line: text => lines.push(text)}).update('waiting');
    expect(lines).toEqual(['waiting']);
  });
});

test('progress on a terminal stays on one row and leaves no timer behind when stopped', async () => {
  const written: string[] = [];
  const stream = Object.assign(new PassThrough(), {
    isTTY: true,
    columns: 20,
    rows: 5,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  }) as unknown as NodeJS.WriteStream;
  stream.on('data', (data: Buffer) => written.push(data.toString()));
  const progress = progressOn({stream, line: text => written.push(text)});
  progress.update('a line that is much longer than the terminal is wide');
  await expect.poll(() => written.join('')).toContain('a line that is');
  expect(written.join('')).toContain('…');
  expect(written.join('')).not.toContain('terminal');
  progress.stop();
  const count = written.length;
  await new Promise(resolve => setTimeout(resolve, 300));
  expect(written.length).toBe(count);
});

describe('an announcement', () => {
  const announced = (columns: number | null): string => {
    let text = '';
    const voice = {style: PLAIN, columns, write: (more: string) => (text += more), drained: async () => {}};
    const progress = progressOn({stream: null, line: () => {}});
    const tell = teller({out: voice, err: voice, progress, reportsAreData: true, machineLines: false});
    tell({is: 'warning', text: 'the pod stays because nobody confirmed\nthat it has ended'});
    return text;
  };
  test('breaks between words at the width of a terminal', () => {
    expect(announced(24)).toBe(`! the pod stays because\n  nobody confirmed\n  that it has ended\n`);
  });
  test('stays whole in a file', () => {
    expect(announced(null)).toBe('! the pod stays because nobody confirmed\nthat it has ended\n');
  });
});

test('a note above progress breaks between words at the width of the terminal', () => {
  const lines: string[] = [];
  const stream = Object.assign(new PassThrough(), {isTTY: true, columns: 24}) as unknown as NodeJS.WriteStream;
  progressOn({stream, line: text => lines.push(text)}).note('win-1 has not confirmed that its pod has ended');
  expect(lines).toEqual(['win-1 has not confirmed\nthat its pod has ended']);
});
