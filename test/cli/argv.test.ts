import * as Flags from '@oclif/core/flags';
import {describe, expect, test} from 'vitest';
import {readArgv} from '../../src/cli/argv.ts';
import {arg, argList, HostprocessCommand} from '../../src/cli/command.ts';
import {describeCommand, describeFlags} from '../../src/cli/describe.ts';
import {dryRun, GLOBAL_FLAGS, output} from '../../src/cli/flags.ts';

abstract class Sample extends HostprocessCommand {
  protected async execute() {
    return 0 as const;
  }
}
class Doctor extends Sample {
  static override summary = 'Look';
  static override args = {subjects: argList({summary: 'What to look at.'})};
  static override flags = {
    output: output(['text', 'json', 'yaml']),
    'all-namespaces': Flags.boolean({char: 'A'}),
    wait: Flags.boolean({allowNo: true, default: true}),
    follow: Flags.boolean({char: 'f'}),
    selector: Flags.string({char: 'l', multiple: true}),
    tail: Flags.integer(),
    'dry-run': dryRun(),
  };
}
class Show extends Sample {
  static override args = {name: arg({summary: 'Name.', required: true}), key: arg({summary: 'Key.'})};
}
class Exec extends Sample {
  static override remoteCommand = true;
  static override args = {node: arg({summary: 'Node.', required: true})};
}
const commands = Object.entries({
  doctor: Doctor,
  exec: Exec,
  show: Show,
  'gmsa:verify': Show,
  'gmsa:status': Doctor,
}).map(([id, command]) => describeCommand(id, command as unknown as Parameters<typeof describeCommand>[1]));
const read = (...argv: string[]) => readArgv(argv, commands, describeFlags(GLOBAL_FLAGS));
const argvOf = (...argv: string[]) => {
  const invocation = read(...argv);
  return invocation.is === 'command' ? [invocation.id, ...invocation.argv] : invocation;
};
const complaint = (...argv: string[]) => {
  const invocation = read(...argv);
  return invocation.is === 'problem' ? invocation.problem.text : invocation;
};

describe('flags stand anywhere', () => {
  test.each([
    [
      ['-n', 'foo', 'doctor'],
      ['doctor', '--namespace=foo'],
    ],
    [
      ['--namespace=foo', 'doctor'],
      ['doctor', '--namespace=foo'],
    ],
    [
      ['doctor', 'node/win-1', '-n', 'foo'],
      ['doctor', 'node/win-1', '--namespace=foo'],
    ],
    [
      ['-A', 'doctor'],
      ['doctor', '--all-namespaces'],
    ],
    [
      ['-o', 'json', 'doctor'],
      ['doctor', '--output=json'],
    ],
    [
      ['gmsa', '-n', 'foo', 'verify', 'pod'],
      ['gmsa:verify', 'pod', '--namespace=foo'],
    ],
    [
      ['--context', 'doctor', 'gmsa', 'verify', 'x'],
      ['gmsa:verify', 'x', '--context=doctor'],
    ],
  ])('%j', (given, expected) => {
    expect(argvOf(...given)).toEqual(expected);
  });
});

describe('values are written as pflag takes them', () => {
  test.each([
    [['-nfoo'], ['--namespace=foo']],
    [['-n=foo'], ['--namespace=foo']],
    [['-ojson'], ['--output=json']],
    [['-o=json'], ['--output=json']],
    [['-Aojson'], ['--all-namespaces', '--output=json']],
    [['--tail', '-1'], ['--tail=-1']],
    [['-v6'], ['--v=6']],
    [['--v=6'], ['--v=6']],
    [['--token', '--odd'], ['--token=--odd']],
    [['--token='], ['--token=']],
    [['--server=http://h/?a=b'], ['--server=http://h/?a=b']],
    [['-'], ['-']],
  ])('%j', (given, expected) => {
    expect(argvOf('doctor', ...given)).toEqual(['doctor', ...expected]);
  });
});

describe('booleans', () => {
  test.each([
    [['--follow=false'], []],
    [['--follow=true'], ['--follow']],
    [['-f=false'], []],
    [['-f=1'], ['--follow']],
    [['--wait=false'], ['--no-wait']],
    [['--no-wait'], ['--no-wait']],
    [['--no-wait', '--wait'], ['--wait']],
    [['--follow', '--follow=false'], []],
    [['-Af'], ['--all-namespaces', '--follow']],
  ])('%j', (given, expected) => {
    expect(argvOf('doctor', ...given)).toEqual(['doctor', ...expected]);
  });
  test('anything else is refused, not taken for true', () => {
    expect(complaint('doctor', '--follow=maybe')).toBe('error: --follow cannot be "maybe": it must be true or false');
  });
});

describe('repeated flags', () => {
  test('the last of a single flag counts', () => {
    expect(argvOf('doctor', '-n', 'a', '--namespace=b')).toEqual(['doctor', '--namespace=b']);
  });
  test('a list keeps all, takes one value each time and eats no arguments', () => {
    expect(argvOf('doctor', '-l', 'a=1', 'node/x', '--selector=b=2')).toEqual([
      'doctor',
      'node/x',
      '--selector=a=1',
      '--selector=b=2',
    ]);
  });
});

describe('what follows --', () => {
  test('reaches a remote command untouched', () => {
    expect(argvOf('exec', 'win-1', '-n', 'x', '--', 'cmd', '-n', '5', '-h', '--', '--x=false')).toEqual([
      'exec',
      'win-1',
      '--namespace=x',
      '--',
      'cmd',
      '-n',
      '5',
      '-h',
      '--',
      '--x=false',
    ]);
  });
  test('is arguments for other commands', () => {
    expect(argvOf('show', '--', '-odd')).toEqual(['show', '--', '-odd']);
    expect(complaint('show', 'a', '--', 'b', 'c')).toBe('error: unexpected argument "c" for show');
  });
});

describe('help', () => {
  test.each([
    [['-h'], []],
    [[], []],
    [['doctor', '-h'], ['doctor']],
    [['doctor', '--bogus', '-h'], ['doctor']],
    [['doctor', '-n', '-h'], ['doctor']],
    [
      ['-h', 'gmsa', 'verify'],
      ['gmsa', 'verify'],
    ],
    [['help', 'doctor'], ['doctor']],
    [['gmsa'], ['gmsa']],
    [['doctor', '-Ah'], ['doctor']],
    [['-n', 'foo'], []],
  ])('%j', (given, of) => {
    expect(read(...given)).toEqual({is: 'help', of});
  });
});

describe('what cannot be meant gets one sentence', () => {
  test.each([
    [['doctro'], 'error: unknown command "doctro": did you mean doctor?'],
    [['xyzzy'], 'error: unknown command "xyzzy"'],
    [['gmsa', 'verfy'], 'error: unknown command "gmsa verfy": did you mean gmsa verify?'],
    [
      ['doctor', '--namspace=x'],
      'error: unknown flag --namspace for kubectl hostprocess doctor: did you mean --namespace?',
    ],
    [['doctor', '-z'], 'error: unknown flag -z for kubectl hostprocess doctor'],
    [['--bogus', 'doctor'], 'error: unknown flag --bogus for kubectl hostprocess doctor'],
    [['doctor', '--kuberc=x'], 'error: --kuberc is a flag of kubectl that this plugin does not have: leave it out'],
    [['doctor', '-o', 'xml'], 'error: --output cannot be "xml": it must be one of text, json, yaml'],
    [['doctor', '-n'], 'error: -n needs a value'],
    [['doctor', '--dry-run'], 'error: --dry-run needs a value: --dry-run=none, --dry-run=client, --dry-run=server'],
    [
      ['doctor', '--dry-run', 'pod'],
      'error: --dry-run needs a value: --dry-run=none, --dry-run=client, --dry-run=server',
    ],
    [['show'], 'error: show needs NAME'],
    [['show', 'a', 'b', 'c'], 'error: unexpected argument "c" for show'],
  ])('%j', (given, text) => {
    expect(complaint(...given)).toBe(text);
  });
  test('--dry-run takes its value with = or after a space', () => {
    expect(argvOf('doctor', '--dry-run=server')).toEqual(['doctor', '--dry-run=server']);
    expect(argvOf('doctor', '--dry-run', 'client', 'x')).toEqual(['doctor', 'x', '--dry-run=client']);
  });
  test('names of object members are no flags', () => {
    expect(complaint('doctor', '--constructor')).toBe(
      'error: unknown flag --constructor for kubectl hostprocess doctor',
    );
  });
});

test('--version is the version command', () => {
  expect(read('--version')).toEqual({is: 'command', id: 'version', argv: []});
});
