import {describe, expect, test} from 'vitest';
import {
  cmdReads,
  commandLine,
  effectiveCommand,
  escapeArgument,
  jobCommandLine,
  resolveWorkingDirectory,
  splitCommandLine,
} from '../../src/windows/command-line.ts';
import {type MountModel, parseVersion} from '../../src/windows/versions.ts';
import {dice} from './random-pods.ts';

describe('arguments', () => {
  test.each([
    ['', '""'],
    ['plain', 'plain'],
    ['two words', '"two words"'],
    ['a\tb', '"a\tb"'],
    ['a"b', 'a\\"b'],
    ['a\\"b', 'a\\\\\\"b'],
    ['C:\\a b\\', '"C:\\a b\\\\"'],
    ['C:\\a\\', 'C:\\a\\'],
    ['a&b|c', 'a&b|c'],
    ['line\nbreak', 'line\nbreak'],
  ])('%j is written %s', (argument, escaped) => {
    expect(escapeArgument(argument)).toBe(escaped);
  });

  test('a program gets back what was written, whatever it was', () => {
    const d = dice(2);
    const pieces = ['\\', '\\', '"', ' ', '\t', 'a', 'é', '&', '\n', '%', "'"];
    for (let run = 0; run < 1000; run += 1) {
      const words = Array.from({length: d.below(4)}, () =>
        Array.from({length: d.below(7)}, () => d.pick(pieces)).join(''),
      );
      const argv = [d.pick(['tool.exe', 'C:\\Program Files\\tool.exe']), ...words];
      expect(splitCommandLine(commandLine(argv))).toEqual(argv);
    }
  });

  // From Microsoft's page about CommandLineToArgvW and its examples.
  test.each([
    ['x "abc" d e', ['x', 'abc', 'd', 'e']],
    ['x a\\\\\\b d"e f"g h', ['x', 'a\\\\\\b', 'de fg', 'h']],
    ['x a\\\\\\"b c d', ['x', 'a\\"b', 'c', 'd']],
    ['x a\\\\\\\\"b c" d e', ['x', 'a\\\\b c', 'd', 'e']],
    ['"C:\\a b\\" c', ['C:\\a b\\', 'c']],
    ['', []],
  ])('%s has the words %j', (line, words) => {
    expect(splitCommandLine(line)).toEqual(words);
  });
});

test.each<[MountModel, string]>([
  ['symlink', 'ping -t 127.0.0.1'],
  ['bind', 'cmd /c ping -t 127.0.0.1'],
  ['bind-fallback', 'ping -t 127.0.0.1'],
])('in the model %s the line is %s', (model, line) => {
  expect(jobCommandLine(['ping', '-t', '127.0.0.1'], model)).toBe(line);
});

describe('cmd /c', () => {
  const lost = (argv: readonly string[]) => cmdReads(commandLine(argv)).loses.map(({what, text}) => [what, text]);

  test.each<[string, readonly string[], [string, string][]]>([
    ['hands a plain line on', ['powershell.exe', '-Command', 'Get-Date; Start-Sleep 5'], []],
    ['leaves metacharacters in quotes alone', ['powershell.exe', '-Command', 'a | b > c & d'], []],
    ['keeps the quotes of a program with a blank', ['C:\\Program Files\\a.exe', '-x'], []],
    ['forgets what follows a line break', ['powershell.exe', '-Command', 'one\ntwo'], [['newline', 'two']]],
    ['splits at an ampersand without blanks', ['curl', 'http://a/?b&c'], [['metacharacter', '&']]],
    ['sends output to a file', ['echo', 'a>b'], [['metacharacter', '>']]],
    ['eats carets', ['findstr', '^a'], [['metacharacter', '^']]],
    ['fills in variables, in quotes too', ['echo', 'in %TEMP% here'], [['variable', '%TEMP%']]],
    ['sees no variable in a lone percent sign', ['echo', '100% of it'], []],
    ['finds the mount point already replaced', ['%CONTAINER_SANDBOX_MOUNT_POINT%\\a.exe'], []],
    [
      'ends a quotation at an escaped quote',
      ['powershell.exe', '-Command', 'Write-Host "a & b"'],
      [
        ['quotes', '\\"'],
        ['metacharacter', '&'],
      ],
    ],
    ['minds no escaped quote that lays nothing open', ['powershell.exe', '-Command', 'Write-Host "a"; b'], []],
    [
      'takes the first and the last quote when a quoted program has quoted arguments',
      ['C:\\Program Files\\a.exe', 'b c'],
      [
        ['quotes', '"'],
        ['quotes', '"'],
      ],
    ],
  ])('%s', (_, argv, losses) => {
    expect(lost(argv)).toEqual(losses);
  });

  test('goes on with the first line, its quotes taken', () => {
    expect(cmdReads('powershell -Command "one\r\ntwo"').runs).toBe('powershell -Command "one');
    expect(cmdReads('"C:\\a b\\x.exe" "c"').runs).toBe('C:\\a b\\x.exe" "c');
    expect(cmdReads('"C:\\a b\\x.exe" c').runs).toBe('"C:\\a b\\x.exe" c');
  });

  test('says where', () => {
    const line = commandLine(['a', 'b&c', '%D%', 'e\nf']);
    expect(
      cmdReads(line).loses.map(({text, at}) => line.startsWith(text, at) || line.slice(at).trim() === text),
    ).toEqual([true, true, true]);
  });

  test('a line break at the end loses nothing', () => {
    expect(lost(['powershell.exe', '-Command', 'Get-Date one\n'])).toEqual([]);
  });

  test('a caret protects the character behind it', () => {
    expect(cmdReads('echo a^&b').loses.map(({text}) => text)).toEqual(['^']);
    expect(cmdReads('echo ^^&').loses.map(({text}) => text)).toEqual(['^', '&']);
  });
});

describe('the command of a container', () => {
  const env = new Map([['NAME', 'x']]);
  test('the pod’s command replaces the image’s, with its variables filled in', () => {
    const container = {command: ['$(NAME).exe', '$$'], args: ['-a']};
    expect(effectiveCommand(container, env)).toEqual({is: 'known', argv: ['x.exe', '$', '-a']});
    expect(effectiveCommand({command: ['a']}, env, {entrypoint: ['e'], cmd: ['c']})).toMatchObject({argv: ['a']});
  });

  test('arguments alone go to the image’s entrypoint, which must be known', () => {
    const container = {image: 'example.test/a:1', args: ['-a']};
    expect(effectiveCommand(container, env, {entrypoint: ['e'], cmd: ['c']})).toMatchObject({argv: ['e', '-a']});
    expect(effectiveCommand({command: [], args: []}, env, {entrypoint: ['e'], cmd: ['c']})).toMatchObject({
      argv: ['e', 'c'],
    });
    expect(effectiveCommand(container, env)).toEqual({
      is: 'unknown',
      args: ['-a'],
      because: 'What it runs stands in example.test/a:1, which was not read.',
    });
  });
});

describe('the working directory', () => {
  const of = (model: MountModel, containerd: string, workingDir: string | null, image: string | null | undefined) =>
    resolveWorkingDirectory({
      workingDir,
      imageWorkingDir: image,
      model,
      containerd: parseVersion(containerd),
      containerId: 'id',
    });
  test.each<[MountModel, string, string | null, string | null, string]>([
    ['symlink', '1.6.39', 'C:\\work', null, 'C:\\C\\id\\work'],
    ['symlink', '1.6.39', null, null, 'C:\\C\\id\\'],
    ['symlink', '1.6.39', '%CONTAINER_SANDBOX_MOUNT_POINT%\\a', null, 'C:\\C\\id\\a'],
    ['bind', '1.7.20', 'C:\\work', 'C:\\image', 'C:\\work'],
    ['bind', '1.7.20', null, 'C:\\image', 'C:\\image'],
    ['bind', '1.7.20', '$env:CONTAINER_SANDBOX_MOUNT_POINT\\a', null, 'C:\\hpc\\a'],
    ['bind', '2.0.4+azure', null, null, 'C:\\hpc'],
    ['bind', '1.7.15', null, null, 'C:\\'],
    ['bind-fallback', '1.7.15', null, null, 'C:\\hpc\\id\\'],
    ['bind-fallback', '1.7.15', 'C:\\work', null, 'C:\\hpc\\id\\work'],
  ])('%s, containerd %s, pod %s, image %s: %s', (model, containerd, pod, image, path) => {
    expect(of(model, containerd, pod, image)).toEqual({is: 'known', path});
  });

  test.each<[string, string, string | null | undefined]>([
    ['the image was not read', '2.0.0', undefined],
    ['this containerd does it by its settings', '1.7.16', null],
    ['the version is not known', 'none', null],
  ])('is unknown when %s', (_, containerd, image) => {
    expect(of('bind', containerd, null, image).is).toBe('unknown');
  });
});
