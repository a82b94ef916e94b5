import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, test} from 'vitest';
import Run from '../../src/commands/run.ts';
import {runWith} from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostprocess-run-'));
afterAll(() => rmSync(folder, {recursive: true}));

test.each([
  ['is not YAML', 'a: [', /^error: \S+x\.yaml/],
  ['holds no workload', 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n', /a Secret \(v1\) makes no pods/],
  ['lacks a name', 'apiVersion: v1\nkind: Pod\nspec: {containers: []}\n', /lacks metadata\.name/],
  ['is not there', null, /does not exist/],
])('where there is no cluster either, a file that %s is complained of first', async (_, text, says) => {
  const path = join(folder, 'x.yaml');
  rmSync(path, {force: true});
  if (text !== null) writeFileSync(path, text);
  const ran = await runWith({run: Run}, ['run', '-f', path]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr).not.toContain('no cluster in this test');
});
