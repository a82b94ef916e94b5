import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {resolve} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {MERGE_PATCH} from '../../sandbox/node/api.ts';
import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import {skipTerminal} from '../skips.ts';
import {onTargets} from './on-targets.ts';
import type {Target} from './target.ts';

const RUN = resolve(import.meta.dirname, '../../bin/run.js');
const JOBS = '/apis/batch/v1/namespaces/default/jobs';
const PODS = '/api/v1/namespaces/default/pods';

type Running = {child: ChildProcess; stdout(): string; stderr(): string; ended: Promise<number | null>};

onTargets('exec-and-shell', 'exec and shell', kind => {
  let target: Target;
  beforeAll(async () => {
    target = await kind.start(['healthy', 'linux-node']);
  }, 60_000);
  afterAll(() => target?.stop());
  const running: ChildProcess[] = [];
  afterEach(async ({task}) => {
    for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    if (task.result?.state === 'fail') await remove(JOBS);
    else expect(await left()).toBe(0);
  });

  const items = async (path: string) => listAt((await target.api.send('GET', path)).body, 'items');
  const left = async (): Promise<number> =>
    (await items('/apis/batch/v1/jobs')).length + (await items('/api/v1/pods')).length;
  const remove = async (folder: string): Promise<void> => {
    for (const item of await items(folder))
      await target.api.send('DELETE', `${folder}/${textAt(item, 'metadata', 'name')}`, {
        propagationPolicy: 'Background',
      });
  };
  const start = (args: readonly string[], command = process.execPath): Running => {
    const child = spawn(command, args, {
      env: {...process.env, KUBECONFIG: target.kubeconfig, TERM: 'xterm'},
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.push(child);
    const text = {stdout: '', stderr: ''};
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (chunk: string) => (text[name] += chunk));
    child.stdin.on('error', () => undefined); // the terminal is closed on purpose
    const ended = once(child, 'close').then(([code]) => code as number | null);
    return {child, stdout: () => text.stdout, stderr: () => text.stderr, ended};
  };
  const exec = (...args: readonly string[]): Running => start([RUN, 'exec', ...args]);
  const finished = async (run: Running) => ({code: await run.ended, stdout: run.stdout(), stderr: run.stderr()});

  test.each<[string, readonly string[], number, RegExp]>([
    [
      '0',
      ['win-1', '--', 'hostname'],
      0,
      /^Running hostname on win-1 as NT AUTHORITY\\SYSTEM .*\n✔ .* removed, confirmed\n$/,
    ],
    ['7', ['win-1', '--shell', 'powershell', '--', 'exit 7'], 7, /exit code 7\n/],
    ['a program’s', ['win-1', '--shell', 'powershell', '--', 'cmd /c exit 5'], 5, /exit code 5\n/],
    [
      '300, of which eight bits are left',
      ['win-1', '--shell', 'cmd', '--', 'exit 300'],
      44,
      /exit code 300; .* sees 44/,
    ],
    ['512, of which none is left', ['win-1', '--shell', 'cmd', '--', 'exit 512'], 1, /exit code 512; .* sees 1/],
    ['an NTSTATUS', ['win-1', '--shell', 'cmd', '--', 'exit 3221225477'], 5, /3221225477 \(0xC0000005\)/],
    ['not 0 on one of several', ['win-1', 'node/win-2', '--shell', 'cmd', '--', 'exit 3'], 1, /0 of 2 nodes/],
  ])(
    'exit code: %s',
    async (_, args, code, says) => {
      const ran = await finished(exec(...args));
      expect({code: ran.code, says: says.test(ran.stderr)}).toEqual({code, says: true});
    },
    30_000,
  );

  test('one node: its bytes as they are, standard output and standard error apart', async () => {
    const ran = await finished(exec('win-1', '--shell', 'powershell', '--', "Write-Output 'to out'; throw 'to err'"));
    expect(ran).toMatchObject({code: 1, stdout: 'to out\r\n'});
    expect(ran.stderr).toContain('to err\r\n');
  }, 30_000);

  test('three nodes: lines as they come, whole, each with its node', async () => {
    const ran = await finished(exec('win-1', 'win-2', 'win-3', '--', 'ping', '-n', '3', '127.0.0.1'));
    expect(ran.code).toBe(0);
    const lines = ran.stdout.trimEnd().split('\n');
    const reply = 'Reply from 127.0.0.1: bytes=32 time<1ms TTL=128';
    for (const node of ['win-1', 'win-2', 'win-3'])
      expect(lines.filter(line => line === `${node} | ${reply}`)).toHaveLength(3);
    expect(lines.every(line => /^win-\d \| [^\r]*$/.test(line))).toBe(true);
    // a second lies between two replies of one node, in which the others print theirs
    const order = lines.filter(line => line.endsWith(reply)).map(line => line.slice(0, 5));
    expect(new Set(order.slice(0, 6)).size).toBeGreaterThan(1);
  }, 30_000);

  test.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
    ['a closed terminal', 'SIGHUP', 143],
  ] as const)(
    '%s ends the command on the node and removes its pod',
    async (_, signal, code) => {
      const run = exec('win-1', '--', 'ping', '-t', '127.0.0.1');
      await until(() => run.stdout().includes('Reply'));
      run.child.kill(signal);
      expect(await run.ended).toBe(code);
      expect(run.stderr()).toContain('removed, confirmed');
    },
    30_000,
  );

  test('a reader who leaves ends it quietly', async () => {
    const run = exec('win-1', '--', 'ping', '-t', '127.0.0.1');
    await until(() => run.stdout().includes('Reply'));
    run.child.stdout?.destroy();
    expect(await run.ended).toBe(0);
  }, 30_000);

  test('the time limit ends it, in one sentence', async () => {
    const ran = await finished(exec('win-1', '--timeout', '2s', '--', 'ping', '-t', '127.0.0.1'));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('win-1: ended after 2s, its time limit');
    expect(ran.stderr).toContain('removed, confirmed');
  }, 30_000);

  test('a pod that somebody deletes meanwhile: that is said', async () => {
    const run = exec('win-1', '--', 'ping', '-t', '127.0.0.1');
    await until(() => run.stdout().includes('Reply'));
    await remove(PODS);
    expect(await run.ended).toBe(3);
    expect(run.stderr()).toContain('win-1: ended with its pod before its exit code came: the pod was deleted');
  }, 30_000);

  test('kill -9 leaves a Job that ends by itself in four ways', async () => {
    const run = exec('win-1', '--timeout', '2s', '--', 'ping', '-t', '127.0.0.1');
    await until(() => run.stdout().includes('Reply'));
    run.child.kill('SIGKILL');
    await run.ended;
    const [job] = await items(JOBS);
    const spec = objectAt(job, 'spec');
    expect(spec).toMatchObject({
      ...{backoffLimit: 0, activeDeadlineSeconds: 62, ttlSecondsAfterFinished: 300},
      template: {
        spec: {
          ...{activeDeadlineSeconds: 62, restartPolicy: 'Never', terminationGracePeriodSeconds: 1},
          containers: [{command: expect.arrayContaining(['Start-Sleep -Seconds 62'])}],
        },
      },
    });
    // a minute is too long for a test: the same fields, nearer
    const sooner = {spec: {activeDeadlineSeconds: 1, ttlSecondsAfterFinished: 1}};
    const patched = await target.api.send('PATCH', `${JOBS}/${textAt(job, 'metadata', 'name')}`, sooner, MERGE_PATCH);
    expect(patched.status).toBe(200);
    await until(async () => (await left()) === 0);
  }, 60_000);

  describe.skipIf(skipTerminal())('shell', () => {
    const shell = (...args: readonly string[]): Running =>
      start(
        ['-qefc', `stty rows 30 cols 100; '${process.execPath}' '${RUN}' shell ${args.join(' ')}`, '/dev/null'],
        'script',
      );

    test('keys, Ctrl-C and the size of the terminal reach the node; its exit code comes back', async () => {
      const run = shell('win-1');
      const type = (keys: string): unknown => run.child.stdin?.write(keys);
      await until(() => run.stdout().includes('PS C:\\hpc> '));
      expect(run.stdout()).toContain('\x1b]0;win-1 as NT AUTHORITY\\SYSTEM · 1h left\x07');
      type('$Host.UI.RawUI.WindowSize.Width\r');
      await until(() => /\n100\r/.test(run.stdout()));
      type('ping -t 127.0.0.1\r');
      await until(() => run.stdout().includes('Reply'));
      type('\x03');
      await until(() => run.stdout().includes('^C'));
      type('exit 9\r');
      expect(await run.ended).toBe(9);
      expect(run.stdout()).toContain('removed, confirmed');
    }, 30_000);
  });
});

/** Resolves when `holds` does; fails after 25 seconds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 25 seconds');
    await new Promise(next => setTimeout(next, 100));
  }
}
