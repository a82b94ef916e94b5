import {expect, test} from 'vitest';
import {askingBeside} from '../../src/cli/voices.ts';
import {done} from '../../src/kernel/outcome.ts';

test('the progress line makes way before a question is asked', async () => {
  const told: string[] = [];
  const say =
    <V>(what: string, value: V) =>
    async () => {
      told.push(what);
      return done(value);
    };
  const progress = {update: () => undefined, note: () => undefined, stop: () => told.push('stop')};
  const terminal = {
    interactive: true,
    confirm: say('confirm', true),
    choose: say('choose', 'a'),
    input: say('input', 'b'),
  };
  const beside = askingBeside(progress, terminal);
  await beside.confirm('Sure?');
  await beside.choose('Which?', []);
  await beside.input('What?', null);
  expect(told).toEqual(['stop', 'confirm', 'stop', 'choose', 'stop', 'input']);
});
