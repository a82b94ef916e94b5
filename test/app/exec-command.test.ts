import {expect, test} from 'vitest';
import {type Remote, remoteCommand, survivesCmd} from '../../src/app/exec-command.ts';
import {readRemote} from '../../src/app/exec-source.ts';
import {POWERSHELL} from '../../src/facts/node/launch.ts';
import {
  ARGUMENTS_VARIABLE,
  PROGRAM_VARIABLE,
  STARTER,
  starterCommand,
  waitCommand,
} from '../../src/facts/node/starter.ts';
import {done} from '../../src/kernel/outcome.ts';
import {CMD_PREFIX, cmdReads, jobCommandLine, splitCommandLine} from '../../src/windows/command-line.ts';
import {expandVariables, protect} from '../../src/windows/expansion.ts';
import type {MountModel} from '../../src/windows/versions.ts';
import {inventory} from '../collector/syntax.ts';
import {dice} from '../windows/random-pods.ts';

const MODELS: readonly MountModel[] = ['bind', 'bind-fallback', 'symlink'];
const built = (remote: Remote) => {
  const outcome = remoteCommand(remote);
  if (!outcome.ok) throw new Error(outcome.problem.text);
  return outcome.value;
};

/**
 * What the program gets: what hcsshim makes of the command for a node of that model, read by cmd.exe where that is in between, and
 * by the starter where the command is the starter's.
 */
function arrives(argv: readonly string[], model: MountModel): {argv: readonly string[]; through: 'starter' | 'itself'} {
  const {command, env} = built({is: 'program', argv});
  const line = jobCommandLine(command(model), model);
  const read = model === 'bind' ? cmdReads(line.slice(CMD_PREFIX.length)) : {runs: line, loses: []};
  expect(read.loses).toEqual([]);
  const words = splitCommandLine(read.runs);
  if (words.join('\n') !== starterCommand().join('\n')) return {argv: words, through: 'itself'};
  // the pod's environment, through Kubernetes; then .NET's own command line: the name in quotes, the arguments as they are
  const variable = (name: string): string => expandVariables(protect(env[name] ?? ''), new Map());
  const started = splitCommandLine(`"${variable(PROGRAM_VARIABLE)}" ${variable(ARGUMENTS_VARIABLE)}`);
  return {argv: started, through: 'starter'};
}

test('arguments arrive as they were typed, on every kind of node', () => {
  const d = dice(5);
  const pieces = [
    '\\',
    '"',
    "'",
    ' ',
    '\t',
    'a',
    'é',
    '你',
    '😀',
    '&',
    '|',
    '<',
    '>',
    '^',
    '%',
    '!',
    '$',
    '$(X)',
    '(',
    ')',
    '\n',
    ',',
    ';',
    '=',
    '%PATH%',
    '-',
  ];
  const programs = [
    'tool',
    'tool.exe',
    'C:\\tools\\tool.exe',
    'C:\\Program Files\\a b\\tool.exe',
    'C:/tools/tool.exe',
    'a&b.exe',
    'C:\\Program Files (x86)\\t.exe',
  ];
  const ways = {starter: 0, itself: 0};
  for (let run = 0; run < 3000; run += 1) {
    const words = Array.from({length: d.below(5)}, () =>
      Array.from({length: d.below(d.oneIn(2) ? 3 : 7)}, () => d.pick(pieces)).join(''),
    );
    const argv = [d.pick(programs), ...words];
    for (const model of MODELS) {
      const {argv: got, through} = arrives(argv, model);
      expect(got).toEqual(argv);
      ways[through] += 1;
    }
  }
  expect(Math.min(...Object.values(ways))).toBeGreaterThan(500);
});

test.each<[string, readonly string[], boolean]>([
  ['plain words', ['ipconfig', '/all'], true],
  ['blanks, which are quoted', ['robocopy', 'C:\\a b', 'D:\\'], true],
  ['an empty argument', ['tool', ''], true],
  ['a metacharacter inside quotes', ['tool', 'a & b'], true],
  ['Unicode', ['tool', 'Grüße'], true],
  ['a bare metacharacter', ['curl', 'http://a/?b&c'], false],
  ['a caret', ['findstr', '^a'], false],
  ['a percent sign, which may be a variable', ['tool', '100%'], false],
  ['an exclamation mark, which may be one too', ['tool', 'hi!'], false],
  ['quotes with nothing that they would lay open', ['tool', 'say "hi"'], true],
  ['a quote that lays a metacharacter open', ['tool', 'say "a & b"'], false],
  ['a line break', ['tool', 'a\nb'], false],
  ['a program with a blank and more quotes behind', ['C:\\Program Files\\t.exe', 'a b'], false],
  ['a program with forward slashes', ['C:/t.exe'], false],
  ['a line too long for cmd.exe', ['tool', 'x'.repeat(8190)], false],
])('cmd.exe hands on %s: %j → %j', (_, argv, survives) => {
  expect(survivesCmd(argv)).toBe(survives);
});

test('a script travels as it is and keeps the exit code of its last program', () => {
  const text = 'Get-Item \'C:\\$Recycle.Bin\' # "é" 100%\n& tool';
  const {env, command} = built({is: 'text', shell: 'powershell', text});
  expect(Object.values(env)).toEqual([
    `${text}\nif (-not $?) { if ($LASTEXITCODE) { exit $LASTEXITCODE } else { exit 1 } }\n`,
  ]);
  expect(command('bind')).toEqual([...POWERSHELL, '. ([scriptblock]::Create($env:HOSTPROCESS_SCRIPT))']);
  expect(survivesCmd(command('bind'))).toBe(true);
});

test('a command for cmd.exe reaches it between the two quotes that /s takes away', () => {
  const {env} = built({is: 'text', shell: 'cmd', text: 'echo "a & b" & dir'});
  expect(env).toMatchObject({
    [PROGRAM_VARIABLE]: 'C:\\Windows\\System32\\cmd.exe',
    [ARGUMENTS_VARIABLE]: '/d /s /c "echo "a & b" & dir"',
  });
});

test.each<[string, Remote, RegExp]>([
  ['a NUL', {is: 'program', argv: ['a', 'b\0']}, /NUL/],
  ['no program', {is: 'program', argv: ['']}, /not the name of a program/],
  ['a quote in the program', {is: 'program', argv: ['a"b']}, /not the name of a program/],
  ['two lines for cmd.exe', {is: 'text', shell: 'cmd', text: 'a\nb'}, /one line/],
  ['a line too long for cmd.exe', {is: 'text', shell: 'cmd', text: 'x'.repeat(8200)}, /8191/],
  ['a script too long', {is: 'text', shell: 'powershell', text: 'x'.repeat(32_001)}, /32000/],
  ['arguments too long', {is: 'program', argv: ['a', 'x'.repeat(32_001)]}, /32000/],
  [
    'what the runtime would replace',
    {is: 'text', shell: 'powershell', text: '$env:CONTAINER_SANDBOX_MOUNT_POINT'},
    /bare path/,
  ],
])('refused: %s', (_, remote, says) => {
  const outcome = remoteCommand(remote);
  expect(outcome.ok ? '' : outcome.problem.text).toMatch(says);
});

test('scripts are read in the encodings that Windows editors write', async () => {
  const read = async (bytes: Uint8Array) =>
    readRemote({filename: 'x.ps1', shell: null, words: []}, {read: async () => done(bytes)});
  const script = {ok: true, value: {is: 'text', shell: 'powershell', text: 'é'}};
  expect(await read(Buffer.from('é'))).toEqual(script);
  expect(await read(Buffer.from('\ufeffé'))).toEqual(script);
  expect(await read(Buffer.from('\ufeffé', 'utf16le'))).toEqual(script);
  expect(await read(Buffer.from([0xfe, 0xff, 0x00, 0xe9]))).toEqual(script);
  expect(await read(Buffer.from([0xe9]))).toMatchObject({ok: false});
  expect(await read(Buffer.from(' \n'))).toMatchObject({ok: false});
});

test('the starter is PowerShell that Windows PowerShell 5.1 reads, and does nothing but start one program', async () => {
  const {errors, commands, types, members} = await inventory(STARTER);
  expect(errors).toEqual([]);
  expect(commands).toEqual(['New-Object']);
  expect(types).toEqual(['[System.Console]', '[System.Diagnostics.Process]', '[System.Environment]']);
  expect(members.filter(member => member.endsWith('()'))).toEqual([
    '.GetBaseException()',
    '.WaitForExit()',
    '.WriteLine()',
    '[System.Diagnostics.Process]::Start()',
    '[System.Environment]::GetEnvironmentVariable()',
  ]);
  expect(survivesCmd(starterCommand())).toBe(true);
  expect(survivesCmd(waitCommand(600))).toBe(true);
});
