import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {findProgram, runAttached} from '../../src/io/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostprocess-program-'));
const onPath = join(folder, 'path');
mkdirSync(onPath);
for (const [place, name] of [
  [onPath, 'there'],
  [folder, 'here'],
] as const) {
  writeFileSync(join(place, name), '#!/bin/sh\nexit 3\n');
  chmodSync(join(place, name), 0o755);
}
writeFileSync(join(onPath, 'text'), 'no program');
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const never = new AbortController().signal;
const run = (words: readonly string[], signal = never) =>
  runAttached(words, {folder, env: {PATH: `.:${onPath}:/usr/bin:/bin`}, signal});

test('a name is looked for on PATH alone, and only where that is absolute', async () => {
  const env = {PATH: `:.:${onPath}`};
  expect(await findProgram('there', folder, env)).toBe(join(onPath, 'there'));
  expect(await findProgram('here', folder, env)).toBeNull();
  expect(await findProgram('./here', folder, env)).toBe(join(folder, 'here'));
  expect(await findProgram('text', folder, env)).toBeNull();
});

test('its exit code comes back; a signal is 128 and its number, as shells count', async () => {
  expect(await run(['there'])).toEqual({ok: true, value: 3});
  expect(await run(['sh', '-c', 'kill -SEGV $$'])).toEqual({ok: true, value: 139});
  expect(await run(['sh', '-c', 'kill -HUP $$'])).toEqual({ok: true, value: 129});
});

test('nothing is started after the wish to end', async () => {
  expect(await run(['there'], AbortSignal.abort('interrupted'))).toEqual({ok: true, value: 130});
});
