import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {bundle} from '../../scripts/bundle.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const RUN = join(ROOT, 'bin/run.js');
/** Where these sandboxes put their kubeconfigs, and nobody else's. */
const folder = mkdtempSync(join(tmpdir(), 'hostprocess-command-'));
const env = {PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, TEMP: folder};
const left = (): string[] => readdirSync(folder).filter(name => name.startsWith('hostprocess-sandbox-'));

afterAll(() => rmSync(folder, {recursive: true, force: true}));

const call = (...args: readonly string[]) => {
  const {status, stdout, stderr} = spawnSync(process.execPath, [RUN, 'sandbox', ...args], {env, encoding: 'utf8'});
  return {status, stdout, stderr};
};

/** The text that the program has printed when it holds `part`. */
async function printed(child: ReturnType<typeof start>, part: string): Promise<string> {
  for (const end = Date.now() + 20_000; Date.now() < end && !child.output().includes(part); ) await sleep(20);
  expect(child.output()).toContain(part);
  return child.output();
}

function start(command: string, args: readonly string[]) {
  const child = spawn(command, args, {env, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve));
  return {child, ended, output: () => output};
}

const reachable = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe('one command', () => {
  test('finds the cluster in KUBECONFIG; its exit code is the result, and nothing is left', () => {
    const read =
      "const t = require('fs').readFileSync(process.env.KUBECONFIG, 'utf8'); console.log(t); process.exit(7)";
    const {status, stdout, stderr} = call('--', process.execPath, '-e', read);
    expect([status, stderr]).toEqual([7, '']);
    expect(JSON.parse(stdout)['current-context']).toBe('hostprocess-sandbox');
    expect(left()).toEqual([]);
  });

  test('that is not there is one sentence', () => {
    expect(call('--', 'no-such-program')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: there is no program "no-such-program" on PATH\ndo: Check its name, or give its path.\n',
    });
    expect(left()).toEqual([]);
  });
});

describe('rubbish', () => {
  const file = join(folder, 'kubeconfig');
  test.each([
    [['--scenario', 'nothing'], /^error: there is no scenario "nothing"\ndo: /],
    [['--scenario', './nothing.yaml'], /^error: the path ".\/nothing.yaml" does not exist\n/],
    [['--nodes', '0'], /^error: --nodes cannot be "0"/],
    [['--port', 'x'], /^error: --port cannot be "x"/],
    [['--port', '70000'], /^error: --port cannot be "70000": it must be a whole number from 0 to 65535\n/],
    [['--'], /^error: there is no command behind --\n/],
    [['extra'], /^error: /],
  ])('%j', (args, sentence) => {
    const {status, stdout, stderr} = call(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(sentence);
  });

  const named = (name: string) => [{name}];
  const merged = {clusters: [...named('hostprocess-sandbox'), ...named('prod')], users: [], contexts: []};
  test.each([
    ['another', 'apiVersion: v1\n'],
    ['one that a sandbox’s was merged into', JSON.stringify(merged)],
    ['an empty one', ''],
  ])('a kubeconfig of somebody else is not written over: %s', (_what, text) => {
    writeFileSync(file, text);
    const {status, stderr} = call('--kubeconfig', file, '--', 'true');
    expect([status, stderr.split('\n')[0]]).toEqual([
      2,
      `error: ${file} is there already and is no sandbox’s kubeconfig`,
    ]);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('in the foreground', () => {
  test('until Ctrl-C; the kubeconfig is its owner’s alone and goes with it', async () => {
    const running = start(process.execPath, [RUN, 'sandbox', '--scenario', 'full-disk']);
    const output = await printed(running, 'kubectl hostprocess');
    const path = /export KUBECONFIG='(.*)'/.exec(output)?.[1] ?? '';
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const {server} = JSON.parse(readFileSync(path, 'utf8')).clusters[0].cluster as {server: string};
    expect((await fetch(`${server}/api/v1/nodes`)).status).toBe(200);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
    expect([left(), existsSync(path), await reachable(server)]).toEqual([[], false, false]);
  }, 30_000);

  test('what a killed one leaves behind, the next one takes away', async () => {
    const running = start(process.execPath, [RUN, 'sandbox']);
    await printed(running, 'kubectl hostprocess');
    running.child.kill('SIGKILL');
    await running.ended;
    expect(left()).toHaveLength(1);
    expect(call('--', process.execPath, '-e', '').status).toBe(0);
    expect(left()).toEqual([]);
  }, 30_000);

  test('a port that is taken is said, and the first sandbox goes on', async () => {
    const running = start(process.execPath, [RUN, 'sandbox', '--kubeconfig', join(folder, 'first')]);
    await printed(running, 'kubectl hostprocess');
    const {server} = JSON.parse(readFileSync(join(folder, 'first'), 'utf8')).clusters[0].cluster as {server: string};
    const {status, stderr} = call('--port', new URL(server).port, '--', 'true');
    expect([status, stderr.split('\n')[0]]).toEqual([2, `error: port ${new URL(server).port} on 127.0.0.1 is taken`]);
    expect(await reachable(server)).toBe(true);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(143);
  }, 30_000);

  test('it ends when the shell that started it is killed', async () => {
    const line = `'${process.execPath}' '${RUN}' sandbox --kubeconfig '${join(folder, 'orphan')}'; true`;
    const shell = start('sh', ['-c', line]);
    await printed(shell, 'kubectl hostprocess');
    const {server} = JSON.parse(readFileSync(join(folder, 'orphan'), 'utf8')).clusters[0].cluster as {server: string};
    shell.child.kill('SIGKILL');
    for (const end = Date.now() + 10_000; Date.now() < end && (await reachable(server)); ) await sleep(100);
    expect([await reachable(server), existsSync(join(folder, 'orphan'))]).toEqual([false, false]);
  }, 30_000);
});

describe('its code', () => {
  let outputs: Awaited<ReturnType<typeof bundle>>['outputs'];
  beforeAll(async () => {
    ({outputs} = await bundle(join(folder, 'dist')));
  }, 30_000);

  test('is loaded by no other command', () => {
    const holds = (file: string): boolean =>
      Object.keys(outputs[file]?.inputs ?? {}).some(input => input.startsWith('sandbox/'));
    const chunk = Object.keys(outputs).filter(holds);
    expect(chunk.length).toBeGreaterThan(0);
    const commands = Object.entries(outputs).filter(([, {entryPoint}]) => entryPoint?.startsWith('src/commands/'));
    expect(commands.length).toBeGreaterThan(10);
    for (const [file, {entryPoint}] of commands) {
      const loaded = new Set([file]);
      for (const each of loaded)
        for (const {path, kind} of outputs[each]?.imports ?? []) if (kind === 'import-statement') loaded.add(path);
      expect([entryPoint, [...loaded].filter(holds)]).toEqual([entryPoint, []]);
    }
  });
});
