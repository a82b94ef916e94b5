import * as Flags from '@oclif/core/flags';
import {describe, expect, test} from 'vitest';
import {argList, HostprocessCommand} from '../../src/cli/command.ts';
import {count, duration, LONGEST_RUN_MS} from '../../src/cli/flags.ts';
import type {ConnectOptions} from '../../src/cli/world.ts';
import type {ExitCode} from '../../src/kernel/exit.ts';
import {problem, refuse} from '../../src/kernel/outcome.ts';
import {runWith, testWorld} from './world.ts';

/** Does what its first argument says. */
class Act extends HostprocessCommand<typeof Act> {
  static override summary = 'Act';
  static override examples = [{description: 'Act', command: 'kubectl hostprocess act'}];
  static override args = {words: argList({summary: 'What to do.'})};
  static override flags = {
    limit: count({min: 1}),
    for: duration(),
    last: duration({max: LONGEST_RUN_MS}),
    image: Flags.string({env: 'HOSTPROCESS_IMAGE'}),
    wait: Flags.boolean({allowNo: true, default: true}),
  };
  protected async execute(): Promise<ExitCode> {
    const [word, ...more] = this.args.words;
    if (word === 'echo') this.out.line(JSON.stringify({more, ...this.flags}));
    if (word === 'stop') this.stop(problem('forbidden', 'Error from server (Forbidden): no', 'ask for the right'));
    if (word === 'misuse') this.misuse('that cannot be');
    if (word === 'throw') throw new TypeError('oh');
    if (word === 'abort') this.signal.throwIfAborted();
    if (word === 'cluster') await this.cluster();
    if (word === 'findings') return 1;
    return 0;
  }
}
const run = (...argv: string[]) => runWith({act: Act}, ['act', ...argv]);

test('arguments and flags arrive typed, with defaults', async () => {
  const {code, stdout} = await run('echo', 'a b', '"c"', '--limit=3', '--for=1m30s');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({more: ['a b', '"c"'], limit: 3, for: 90_000, wait: true});
  expect(JSON.parse((await run('echo', '--wait=false')).stdout)).toMatchObject({wait: false, more: []});
});

describe('an expected failure is a sentence on stderr and its exit code', () => {
  test.each([
    ['stop', 2, 'Error from server (Forbidden): no\ndo: ask for the right\n'],
    ['misuse', 2, 'error: that cannot be\n'],
    ['cluster', 2, 'error: no cluster in this test\n'],
  ])('%s', async (word, code, stderr) => {
    expect(await run(word)).toEqual({code, stdout: '', stderr});
  });
  test.each([
    ['--limit=0', 'error: --limit cannot be "0": it must be a whole number from 1 up'],
    ['--for=soon', 'error: --for cannot be "soon": write it as 90s, 5m or 1h30m'],
    ['--last=0', 'error: --last cannot be "0": it must be from 1s to 24h'],
    ['--last=600h', 'error: --last cannot be "600h": it must be from 1s to 24h'],
    ['--as-group=x', 'error: --as-group, --as-uid and --as-user-extra need --as'],
    ['--as-user-extra=x', 'error: --as-user-extra cannot be "x": write it as key=value'],
    ['--v=x', 'error: --v cannot be "x": it must be a whole number from 0 up'],
  ])('%s', async (flag, text) => {
    const {code, stderr} = await run('echo', flag);
    expect([code, stderr.split('\n')[0]]).toEqual([2, text]);
  });
});

describe('a bug', () => {
  test('is one sentence with the version, and exit 70', async () => {
    const {code, stderr} = await run('throw');
    expect(code).toBe(70);
    expect(stderr).toBe(
      'error: this is a bug in kubectl hostprocess 1.2.3 (TypeError: oh): please report it with this text; the same command with -v=9 shows where it happened\n',
    );
  });
  test('shows its stack with -v=9', async () => {
    expect((await run('throw', '-v=9')).stderr).toContain('command.test.ts');
  });
});

describe('the exit code of a command that was told to end', () => {
  test.each([
    ['interrupted', 'abort', 130],
    ['interrupted', 'echo', 130],
    ['interrupted', 'findings', 130],
    ['interrupted', 'throw', 70],
    ['terminated', 'abort', 143],
    ['closed', 'abort', 0],
    ['closed', 'findings', 0],
    ['closed', 'throw', 70],
  ])('%s while it would %s', async (reason, word, code) => {
    const made = testWorld();
    made.end(reason);
    const result = await runWith({act: Act}, ['act', word], made);
    expect(result.code).toBe(code);
    if (word === 'abort') expect(result.stderr).toBe('');
  });
});

test('global flags reach connect in its terms, before or after the command, and nothing else does', async () => {
  const given: ConnectOptions[] = [];
  const made = testWorld({
    env: {KUBECONFIG: '/k'},
    connect: async options => {
      given.push(options);
      options.warn('careful');
      return refuse('unreachable', 'none');
    },
  });
  const argv = ['--context=c', 'act', 'cluster', '-n', 'ns', '--as=me', '--as-group=g', '--as-group=h'];
  const more = ['--as-user-extra=k=v', '--request-timeout=5', '--insecure-skip-tls-verify', '--cache-dir=/x'];
  const {stderr} = await runWith({act: Act}, [...argv, ...more], made);
  const [{warn, ...options} = {} as ConnectOptions] = given;
  expect(options).toEqual({
    context: 'c',
    namespace: 'ns',
    as: 'me',
    asGroups: ['g', 'h'],
    asUserExtra: ['k=v'],
    requestTimeoutMs: 5000,
    insecureSkipTlsVerify: true,
    env: {KUBECONFIG: '/k'},
    home: '/home/tester',
  });
  expect(stderr).toBe('Warning: careful\nerror: none\n');
});

describe('help', () => {
  test('of a command has its examples, its flags, its usage and the exit codes', async () => {
    const {code, stdout, stderr} = await run('-h');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Examples:\n  # Act\n  kubectl hostprocess act\n');
    expect(stdout).toContain('    --image=VALUE:\n         Also from $HOSTPROCESS_IMAGE.');
    expect(stdout).toContain('    --wait=true:');
    expect(stdout).toContain('Usage:\n  kubectl hostprocess act [WORDS...] [flags]\n');
    expect(stdout).toMatch(/^ {2}70 +a bug of this program$/m);
  });
  test('of what does not exist names the nearest command and exits 2', async () => {
    expect(await runWith({act: Act}, ['help', 'atc'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: unknown command "atc": did you mean act?\ndo: kubectl hostprocess -h lists the commands\n',
    });
  });
});
