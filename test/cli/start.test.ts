import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {expect, test} from 'vitest';
import {play} from '../../scripts/start.ts';

test('npm start needs nothing but Node, finds what is broken on purpose, ends well and leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-start-test-'));
  try {
    const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../scripts/start.ts')], {
      env: {PATH: folder, HOME: folder, TMPDIR: folder},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = {stdout: '', stderr: ''};
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => (text[name] += chunk));
    const [code] = await once(child, 'close');
    expect({code, stderr: text.stderr}).toEqual({code: 0, stderr: ''});
    expect(text.stdout.match(/^\$ .*$/gm)).toEqual([
      '$ kubectl hostprocess run admin-check',
      '$ kubectl hostprocess run privileged-daemonset --yes',
      '$ kubectl hostprocess logs daemonset/privileged-daemonset -n kube-system --tail 4',
      '$ kubectl hostprocess verify -A',
      '$ kubectl hostprocess doctor',
      '$ kubectl hostprocess explain HP725',
    ]);
    expect(text.stdout.match(/^exit .*$/gm)).toEqual(['exit 0', 'exit 0', 'exit 0', 'exit 0', 'exit 1', 'exit 0']);
    expect(text.stdout).toMatch(/^✖ HP725 privileged-daemonset-\w+ -n kube-system on broken-1 /m);
    expect(readdirSync(folder).filter(file => file.startsWith('hostprocess-'))).toEqual([]);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}, 60_000);

test.each([
  ['as they are to', [1, 0], 'found HP725', true],
  ['with another exit code', [1, 2], 'found HP725', false],
  ['without what is to be found', [1, 0], 'found HP409', false],
])('steps that end %s', async (_, codes, output, well) => {
  const left = [...codes];
  const printed: string[] = [];
  const played = await play(
    [
      ['What is wrong?', 'doctor', 1, 'HP725'],
      ['What it means.', 'explain HP725', 0],
    ],
    async () => ({output: `${output}\n`, exit: left.shift() ?? -1}),
    text => printed.push(text),
  );
  expect(played).toBe(well);
  expect(printed[0]).toBe(`# What is wrong?\n$ kubectl hostprocess doctor\n${output}\nexit 1\n`);
  expect(printed.filter(text => text.startsWith('This step should have ended with'))).toHaveLength(well ? 0 : 1);
});
