import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {savingTo} from '../../src/cli/doctor-save.ts';
import {systemClock} from '../../src/io/clock.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'save-'));

test('only its owner may read what was saved, even over a file that all could read; nothing else is left', async () => {
  const into = folder();
  const path = join(into, 'evidence.json');
  writeFileSync(path, 'old');
  chmodSync(path, 0o644);
  const save = await savingTo(path);
  expect(readFileSync(path, 'utf8')).toBe('old');
  await save('new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(into)).toEqual(['evidence.json']);
});

test('a link, a folder and a folder that is not there are refused before anything is asked', async () => {
  const into = folder();
  const target = join(into, 'target');
  symlinkSync(target, join(into, 'link'));
  await expect(savingTo(join(into, 'link'))).rejects.toThrow('it is a symbolic link');
  await expect(savingTo(into)).rejects.toThrow('it is not a file');
  await expect(savingTo(join(into, 'nowhere', 'x'))).rejects.toThrow('cannot be written');
  expect(existsSync(target)).toBe(false);
});

test('a wait longer than a timer can count does not end at once', async () => {
  const ended = new AbortController();
  let over = false;
  const waiting = systemClock.sleep(600 * 3_600_000 * 10, ended.signal).then(() => {
    over = true;
  });
  await systemClock.sleep(50);
  expect(over).toBe(false);
  ended.abort();
  await waiting;
});
