import {POWERSHELL, runVariable, SCRIPT_VARIABLE} from '../facts/node/launch.ts';
import {
  ARGUMENTS_VARIABLE,
  PROGRAM_VARIABLE,
  STARTER,
  STARTER_VARIABLE,
  starterCommand,
} from '../facts/node/starter.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import {CMD_LINE_LIMIT, CMD_PREFIX, cmdReads, commandLine, escapeArgument} from '../windows/command-line.ts';
import type {MountModel} from '../windows/versions.ts';

/** What to run on a node: a program with its arguments, or text for a shell. */
export type Remote = {is: 'program'; argv: readonly string[]} | {is: 'text'; shell: 'powershell' | 'cmd'; text: string};

/** The same in the terms of Kubernetes: what the pod's environment must hold, and the command to execute on a node of that model. */
export type RemoteCommand = {
  env: {readonly [name: string]: string};
  command(model: MountModel | null): readonly string[];
};

/** One environment variable holds 32,767 characters (SetEnvironmentVariableW). */
const VARIABLE_LIMIT = 32_000;
const CMD = 'C:\\Windows\\System32\\cmd.exe';

/** Windows PowerShell turns the exit code of a script's last program into 0 or 1; this line keeps it. */
export const KEEP_CODE = 'if (-not $?) { if ($LASTEXITCODE) { exit $LASTEXITCODE } else { exit 1 } }';

/**
 * How `remote` reaches a node unchanged (docs/decisions/0007-exec.md): a script in an environment variable; a program directly where
 * its command line survives `cmd /c`, else through the starter. Refuses what Windows cannot take at all.
 */
export function remoteCommand(remote: Remote): Outcome<RemoteCommand> {
  const texts = remote.is === 'text' ? [remote.text] : remote.argv;
  if (texts.some(text => text.includes('\0')))
    return refuse('usage', 'error: the command holds a NUL character, which Windows cannot take', 'Leave it out.');
  return remote.is === 'program'
    ? programCommand(remote.argv)
    : remote.shell === 'cmd'
      ? cmdCommand(remote.text)
      : scriptCommand(remote.text);
}

function scriptCommand(text: string): Outcome<RemoteCommand> {
  if (text.includes('$env:CONTAINER_SANDBOX_MOUNT_POINT'))
    return refuse(
      'usage',
      'error: the runtime puts a bare path in the place of $env:CONTAINER_SANDBOX_MOUNT_POINT, which breaks the script',
      'Write ${env:CONTAINER_SANDBOX_MOUNT_POINT}.',
    );
  const whole = `${text}\n${KEEP_CODE}\n`;
  return fits(whole, 'the script', 'Copy it to the node in parts, or let it load the rest from a share.', {
    env: {[SCRIPT_VARIABLE]: whole},
    command: () => [...POWERSHELL, runVariable(SCRIPT_VARIABLE)],
  });
}

function cmdCommand(text: string): Outcome<RemoteCommand> {
  if (/[\r\n]/.test(text))
    return refuse(
      'usage',
      'error: cmd.exe takes one line, and the command has more',
      'Join the commands with &, or use --shell powershell.',
    );
  const line = `/d /s /c "${text}"`;
  if (line.length + CMD.length > CMD_LINE_LIMIT)
    return refuse(
      'usage',
      `error: the command has ${text.length} characters, and cmd.exe takes ${CMD_LINE_LIMIT} in a line`,
      'Use a PowerShell script: -f FILE.',
    );
  return done(started(CMD, line));
}

function programCommand(argv: readonly string[]): Outcome<RemoteCommand> {
  const [program = '', ...rest] = argv;
  if (program.trim() === '' || program !== program.trim() || program.includes('"'))
    return refuse(
      'usage',
      `error: "${program}" is not the name of a program`,
      'Give the program first: kubectl hostprocess exec NODE -- ipconfig /all',
    );
  if (survivesCmd(argv)) return done({env: {}, command: () => argv});
  const line = rest.map(escapeArgument).join(' ');
  const through = started(program, line);
  return fits(line, 'the arguments', 'Put them into a script: -f FILE.', {
    ...through,
    // without cmd.exe in between the runtime's own quoting is exact
    command: model => (model === null || model === 'bind' ? through.command(model) : argv),
  });
}

/**
 * Whether the program gets exactly these arguments behind `cmd /c `. More careful than the model of cmd.exe: whatever could be a
 * variable (a name may hold nearly anything) or a switch behind the program's name (`C:/x`) counts as lost.
 */
export function survivesCmd(argv: readonly string[]): boolean {
  const line = commandLine(argv);
  return (
    /^[\w.:\\-]+$/.test(argv[0] ?? '') &&
    !/[%!\r\n]/.test(line) &&
    line.length + CMD_PREFIX.length <= CMD_LINE_LIMIT &&
    cmdReads(line).loses.length === 0
  );
}

const started = (program: string, line: string): RemoteCommand => ({
  env: {
    [STARTER_VARIABLE]: STARTER,
    [PROGRAM_VARIABLE]: program,
    ...(line === '' ? {} : {[ARGUMENTS_VARIABLE]: line}), // hcsshim drops empty values
  },
  command: starterCommand,
});

const fits = (text: string, what: string, remedy: string, command: RemoteCommand): Outcome<RemoteCommand> =>
  text.length <= VARIABLE_LIMIT
    ? done(command)
    : refuse('usage', `error: ${what} has ${text.length} characters, and ${VARIABLE_LIMIT} can be carried`, remedy);
