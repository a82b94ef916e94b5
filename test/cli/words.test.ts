import {describe, expect, test} from 'vitest';
import {manifestOf} from '../../scripts/manifest.ts';
import {parseDuration} from '../../src/cli/duration.ts';
import {nearest} from '../../src/cli/nearest.ts';

describe('a length of time', () => {
  test.each([
    ['0', 0],
    ['5', 5000],
    ['1h30m', 5_400_000],
    ['1.5s', 1500],
    ['.5s', 500],
    ['300ms', 300],
    ['2us', 0.002],
    ['+1s', 1000],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });
  test.each(['', 's', '1', '1d', '-1s', '1.2.3s', '5 s', '1h30'].filter(text => text !== '1'))('"%s" is none', text => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('the nearest word', () => {
  test.each([
    ['doctro', 'doctor'],
    ['Doctor', 'doctor'],
    ['temp', 'templates'],
    ['lgos', 'logs'],
    ['zzz', null],
    ['rn', 'run'],
    ['run1234', null],
  ])('%s: %s', (word, expected) => {
    expect(nearest(word, ['doctor', 'logs', 'run', 'templates'])).toBe(expected);
  });
});

test('every command says what it does, and shows how', async () => {
  const {commands} = await manifestOf();
  expect(commands.map(command => command.id)).toContain('version');
  const silent = commands
    .filter(command => !command.hidden)
    .flatMap(({id, summary, examples, flags, args}) => [
      ...(summary === '' || summary.endsWith('.') ? [`${id}: summary without a full stop`] : []),
      ...(examples.length === 0 ? [`${id}: no example`] : []),
      ...examples
        .filter(({command}) => !command.includes(`kubectl hostprocess ${id.replaceAll(':', ' ')}`))
        .map(({command}) => `${id}: not an example of it: ${command}`),
      ...Object.entries(flags)
        .filter(([, flag]) => !flag.hidden && flag.summary === '')
        .map(([name]) => `${id}: --${name} has no summary`),
      ...args.filter(arg => arg.summary === '').map(arg => `${id}: ${arg.name} has no summary`),
    ]);
  expect(silent).toEqual([]);
});
