import {expect, test} from 'vitest';
import {hostProcessIdentity} from '../../sandbox/node/identity.ts';
import {loadScenario, type PretendNode} from '../../sandbox/node/index.ts';
import {environment} from '../../sandbox/node/process.ts';
import {runJobCommandLine} from '../../sandbox/node/programs/run.ts';
import {splitStatements} from '../../sandbox/node/programs/statements.ts';
import {PROOF} from '../../src/facts/node/collector.generated.ts';
import {proofCommand} from '../../src/facts/node/launch.ts';
import {readProof} from '../../src/facts/node/protocol.ts';
import {readAccount} from '../../src/windows/accounts.ts';
import {commandLine} from '../../src/windows/command-line.ts';
import type {MountModel} from '../../src/windows/versions.ts';

/** Runs a container's command on an ordinary node and gives back all it printed and its exit code. */
async function run(
  argv: readonly string[],
  {model = 'bind', env = {}}: {model?: MountModel; env?: Record<string, string>} = {},
): Promise<{stdout: string[]; stderr: string[]; code: number}> {
  const [node] = loadScenario('healthy').nodes as [PretendNode];
  const account = readAccount('NT AUTHORITY\\Local service');
  if (account.is === 'unsupported') throw new Error(account.because);
  const output = {stdout: [] as string[], stderr: [] as string[]};
  const code = await runJobCommandLine(commandLine(argv), model, {
    node,
    identity: hostProcessIdentity(node, account, model, 'f00d'),
    variable: environment(new Map(Object.entries(env))),
    workingDirectory: 'C:\\hpc',
    print: (stream, text) => output[stream].push(text),
    stdin: null,
    console: null,
    stopped: new AbortController().signal,
  });
  return {...output, code};
}

const powershell = (script: string): string[] => ['powershell.exe', '-NoProfile', '-Command', script];

test.each([
  ['a; b\nc', ['a', 'b', 'c']],
  ['Write-Host \'a;b\' ; "c;d"', ["Write-Host 'a;b'", '"c;d"']],
  ['while ($true) { a; b }; c', ['while ($true) { a; b }', 'c']],
  ['# all of it is said here\na # and here\nb', ['a', 'b']],
  ["$x['a;b']; y", ["$x['a;b']", 'y']],
  ['', []],
])('PowerShell text %j has the statements %j', (text, statements) => {
  expect(splitStatements(text)).toEqual(statements);
});

test('cmd.exe ends a command at its first line break, where containerd is 1.7 or newer', async () => {
  const command = powershell("Write-Output 'one'\nWrite-Output 'two'");
  expect((await run(command)).stdout).toEqual(['one']);
  expect((await run(command, {model: 'symlink'})).stdout).toEqual(['one', 'two']);
});

test('cmd.exe acts on an ampersand that stands in no quotes', async () => {
  expect((await run(['cmd', '/c', 'echo', 'a&echo', 'b'])).stdout).toEqual(['a', 'b']);
  expect((await run(['cmd', '/c', 'echo a& echo b'])).stdout).toEqual(['a', 'b']);
  expect((await run(['cmd', '/c', 'exit 4 || echo never'])).stdout).toEqual([]);
});

test('cmd.exe puts in its variables and sends output where it is told', async () => {
  expect((await run(['cmd', '/c', 'echo %where% %unknown%'], {env: {WHERE: 'here'}})).stdout).toEqual([
    'here %unknown%',
  ]);
  expect(await run(['cmd', '/c', 'echo gone>nul& ver 2>&1'])).toMatchObject({
    stdout: ['', expect.stringContaining('20348')],
  });
});

test('a program that no Windows host has is not recognized', async () => {
  expect(await run(['bash', '-c', 'true'])).toEqual({
    stdout: [],
    stderr: ["'bash' is not recognized as an internal or external command,", 'operable program or batch file.'],
    code: 1,
  });
});

test('the proof answers for the account the process has, and what stands behind it runs', async () => {
  const env = {HOSTPROCESS_PROOF: PROOF.text, HOSTPROCESS_SCRIPT: "Write-Output 'now the work'; exit 5"};
  const {stdout, code} = await run(proofCommand('. ([scriptblock]::Create($env:HOSTPROCESS_SCRIPT))'), {env});
  expect(stdout[0]).toBe('Process has admin rights: False');
  expect(readProof(stdout)).toMatchObject({is: 'answered'});
  expect(stdout.at(-1)).toBe('now the work');
  expect(code).toBe(5);
});

test('the old check by hand says what the account may do', async () => {
  const script =
    '$a = ([Security.Principal.WindowsPrincipal]$u).IsInRole(544); Write-Host "Process has admin rights: $a"';
  expect((await run(powershell(script), {model: 'symlink'})).stdout).toEqual(['Process has admin rights: False']);
});

test('PowerShell gives back the exit code of its last program, and 1 for what was thrown', async () => {
  expect((await run(powershell("& 'cmd' '/c' 'exit 9'; exit 0"))).code).toBe(0);
  expect((await run(powershell("& 'cmd' '/c' 'exit 9'"))).code).toBe(1);
  expect(await run(powershell("throw 'no'"))).toMatchObject({stderr: ['no'], code: 1});
});

test('ping answers as often as it is asked to', async () => {
  const {stdout} = await run(['C:\\Windows\\System32\\PING.EXE', '-n', '1', '127.0.0.1']);
  expect(stdout.filter(line => line.startsWith('Reply from 127.0.0.1: bytes=32'))).toHaveLength(1);
});
