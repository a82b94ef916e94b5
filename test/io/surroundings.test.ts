import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {PassThrough, Readable} from 'node:stream';
import {expect, test} from 'vitest';
import {sleep, systemClock} from '../../src/io/clock.ts';
import {type StandardInput, systemFiles} from '../../src/io/files.ts';
import {systemTerminal} from '../../src/io/terminal.ts';
import {folder, problemOf} from './server.ts';

test('a file is read whole up to the limit, and refused one byte beyond it', async () => {
  const path = join(folder(), 'pod.yaml');
  writeFileSync(path, 'x'.repeat(70_000));
  const files = systemFiles();
  expect(await files.read(path, 70_000)).toEqual({ok: true, value: Buffer.from('x'.repeat(70_000))});
  expect(problemOf(await files.read(path, 69_999)).text).toBe(`error: ${path} is larger than 69999 bytes`);
});

test('what cannot be read says so with its name', async () => {
  const files = systemFiles();
  const into = folder();
  expect(problemOf(await files.read(into, 10))).toMatchObject({
    is: 'usage',
    text: `error: ${into} is a directory, not a file`,
  });
  expect(problemOf(await files.read(join(into, 'no.yaml'), 10)).text).toBe(
    `error: the path "${join(into, 'no.yaml')}" does not exist`,
  );
  writeFileSync(join(into, 'file'), '');
  expect(problemOf(await files.read(join(into, 'file', 'below'), 10)).text).toContain('does not exist');
});

test('"-" is standard input, unless that is a terminal', async () => {
  const read = (input: StandardInput, limit = 100) => systemFiles(() => input).read('-', limit);
  expect(await read(Readable.from([Buffer.from('a'), Buffer.from('b')]))).toEqual({ok: true, value: Buffer.from('ab')});
  expect(problemOf(await read(Readable.from([Buffer.from('abc')]), 2)).text).toBe(
    'error: standard input is larger than 2 bytes',
  );
  const terminal: StandardInput = Object.assign(new PassThrough(), {isTTY: true});
  expect(problemOf(await read(terminal))).toMatchObject({is: 'usage', text: expect.stringContaining('is a terminal')});
});

test('the clock sleeps, and wakes at once on an abort', async () => {
  const before = systemClock.now().getTime();
  await sleep(30);
  expect(systemClock.now().getTime() - before).toBeGreaterThanOrEqual(25);
  const control = new AbortController();
  setTimeout(() => control.abort(), 10);
  await Promise.all([systemClock.sleep(60_000, control.signal), systemClock.sleep(60_000, AbortSignal.abort())]);
});

/** A terminal whose keys are written by the test; `text` is what was drawn on it. */
function terminal(): {
  streams: Parameters<typeof systemTerminal>[0] & object;
  type(keys: string): void;
  text(): string;
} {
  const input = Object.assign(new PassThrough(), {isTTY: true});
  const output = Object.assign(new PassThrough(), {isTTY: true});
  let drawn = '';
  output.on('data', chunk => {
    drawn += String(chunk);
  });
  return {streams: {input, output}, type: keys => void input.write(keys), text: () => drawn};
}

/** Types once the question is drawn: keys that come before are lost. */
async function answer<T>(asked: Promise<T>, at: ReturnType<typeof terminal>, keys: readonly string[]): Promise<T> {
  while (!at.text().includes('?')) await sleep(5);
  for (const key of keys) {
    at.type(key);
    await sleep(20);
  }
  return asked;
}

test('questions are asked and answered on a terminal', async () => {
  let at = terminal();
  expect(await answer(systemTerminal(at.streams).confirm('Sure?'), at, ['y\r'])).toEqual({ok: true, value: true});
  at = terminal();
  expect(await answer(systemTerminal(at.streams).confirm('Sure?'), at, ['\r'])).toEqual({ok: true, value: false});
  at = terminal();
  const choices = ['one', 'two'].map(value => ({name: value, value, description: `the ${value}`}));
  const chosen = systemTerminal(at.streams).choose('Which?', choices);
  expect(await answer(chosen, at, ['\u001b[B', '\r'])).toEqual({ok: true, value: 'two'});
  at = terminal();
  expect(await answer(systemTerminal(at.streams).input('Name?', 'preset'), at, ['\r'])).toEqual({
    ok: true,
    value: 'preset',
  });
});

test('Ctrl-C at a question is an interruption', async () => {
  const at = terminal();
  const outcome = await answer(systemTerminal(at.streams).confirm('Sure?'), at, ['\u0003']);
  expect(problemOf(outcome)).toMatchObject({is: 'interrupted'});
});

test('nobody is asked unless input and output are both terminals', async () => {
  const {streams} = terminal();
  const piped = {input: new PassThrough(), output: streams.output};
  expect(systemTerminal(streams).interactive).toBe(true);
  expect(systemTerminal({input: streams.input, output: new PassThrough()}).interactive).toBe(false);
  expect(systemTerminal(piped).interactive).toBe(false);
  expect(problemOf(await systemTerminal(piped).confirm('Sure?'))).toMatchObject({
    is: 'usage',
    text: 'error: nobody can be asked "Sure?": this is not a terminal',
  });
});
