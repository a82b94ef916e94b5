import {listAt, textAt} from '../kernel/objects.ts';
import type {Json} from '../kernel/subjects.ts';
import {expandVariables, MOUNT_POINT_SPELLINGS} from './expansion.ts';
import {mountPoint, workingDirectory} from './paths.ts';
import {atLeast, type MountModel, type Version} from './versions.ts';

/**
 * One argument as containerd and hcsshim write it into a command line: quotes only around blanks, tabs and nothing at all,
 * `"` as `\"` (golang.org/x/sys/windows EscapeArg).
 */
export function escapeArgument(argument: string): string {
  if (argument === '') return '""';
  const escaped = argument.replace(/(\\*)"/g, '$1$1\\"');
  return /[ \t]/.test(argument) ? `"${escaped.replace(/(\\+)$/, '$1$1')}"` : escaped;
}

/** The command line of an argument list (hcsshim internal/cmd/cmd.go). */
export const commandLine = (argv: readonly string[]): string => argv.map(escapeArgument).join(' ');

/** What hcsshim puts in front in the bind model, for the container's process, exec, probes and lifecycle hooks alike. */
export const CMD_PREFIX = 'cmd /c ';

/** cmd.exe refuses a longer line: "The input line is too long." (https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation) */
export const CMD_LINE_LIMIT = 8191;

/** The command line that hcsshim gives to Windows, the mount point not yet replaced (expansion.ts replaceMountPoint). */
export const jobCommandLine = (argv: readonly string[], model: MountModel): string =>
  `${model === 'bind' ? CMD_PREFIX : ''}${commandLine(argv)}`;

/** The first word of a line as CommandLineToArgvW reads it, which knows no backslash there, and where the rest begins. */
function firstWord(line: string): {word: string; rest: number} {
  const quoted = line.startsWith('"');
  const end = quoted ? line.indexOf('"', 1) : line.search(/[ \t]/);
  if (end < 0) return {word: quoted ? line.slice(1) : line, rest: line.length};
  return {word: line.slice(quoted ? 1 : 0, end), rest: quoted ? end + 1 : end};
}

/** The words behind the first: 2n backslashes and a quote are n backslashes and a quote that counts; 2n+1 make it literal. */
function furtherWords(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let inside = false;
  for (const [token, slashes, quotes] of text.matchAll(/(\\*)("+)|\\+|[ \t]+|[^\\" \t]+/g)) {
    if (quotes === undefined && /^[ \t]/.test(token) && !inside) {
      if (word !== null) words.push(word);
      word = null;
    } else if (quotes === undefined || slashes === undefined) {
      word = (word ?? '') + token;
    } else {
      const literal = slashes.length % 2;
      word = `${word ?? ''}${'\\'.repeat(slashes.length >> 1)}${literal ? '"' : ''}`;
      for (let left = quotes.length - literal; left > 0; left -= 1) {
        const doubled = inside && left > 1;
        if (doubled) {
          word += '"';
          left -= 1;
        }
        inside = !inside;
      }
    }
  }
  return word === null ? words : [...words, word];
}

/**
 * The arguments that a Windows program gets from a command line
 * (https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw); none for an empty line.
 */
export function splitCommandLine(line: string): string[] {
  if (line === '') return [];
  const {word, rest} = firstWord(line);
  return [word, ...furtherWords(line.slice(rest))];
}

/** Something cmd.exe does not hand on as it stands; `at` counts UTF-16 units in the line. */
export type CmdLoss = {
  what:
    | 'newline' // what follows is never read
    | 'metacharacter' // & | < > ^ outside quotes: another command, a pipe, a file, nothing
    | 'variable' // %NAME% becomes its value where the container has such a variable
    | 'quotes'; // a quote is taken away, or `\"` ends a quotation for cmd.exe and lays a metacharacter open
  text: string;
  at: number;
};

/** Which quotes cmd /c takes away, by place: none, or the first character and the last quote of the line (`cmd /?`). */
function quotesTaken(line: string): readonly number[] {
  if (!line.startsWith('"')) return [];
  const last = line.lastIndexOf('"');
  if (last === 0) return [0];
  const between = line.slice(1, last);
  const isProgram = !/["&<>()@^|]/.test(between) && /\s/.test(between);
  return isProgram ? [] : [0, last];
}

/** The metacharacters cmd.exe acts on, and each `\"` by which one of them lies open that the program holds for quoted. */
function metacharacters(line: string, taken: readonly number[]): CmdLoss[] {
  const losses: CmdLoss[] = [];
  let quotedForCmd = false;
  let quotedForProgram = false;
  let slashes = 0;
  let escapedQuote: number | null = null;
  let behindCaret = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '"') {
      if (!taken.includes(at) && !behindCaret) quotedForCmd = !quotedForCmd;
      if (slashes % 2 === 1) escapedQuote = at - 1;
      else quotedForProgram = !quotedForProgram;
    } else if (!quotedForCmd && !behindCaret && '&|<>^'.includes(character)) {
      losses.push({what: 'metacharacter', text: character, at});
      if (quotedForProgram && escapedQuote !== null) losses.push({what: 'quotes', text: '\\"', at: escapedQuote});
      escapedQuote = null;
    }
    behindCaret = !behindCaret && !quotedForCmd && character === '^';
    slashes = character === '\\' ? slashes + 1 : 0;
  }
  return losses;
}

const VARIABLE = /%[A-Za-z_][\w()]*(?::[^%\n]+)?%/g;
const MOUNT_POINT = MOUNT_POINT_SPELLINGS[0];

/**
 * What cmd.exe makes of a line behind `cmd /c ` (without that prefix; the mount point's `%…%` counts as replaced already).
 * `runs` is what it goes on to parse: up to the first line break, quotes taken away; `loses` in the order of the line, empty when
 * the program gets what the pod says. A quoted first word is taken for a program that exists
 * (https://learn.microsoft.com/windows-server/administration/windows-commands/cmd; containerd#9942 for line breaks).
 */
export function cmdReads(line: string): {runs: string; loses: readonly CmdLoss[]} {
  const taken = quotesTaken(line);
  const end = line.search(/\r?\n/);
  const read = end < 0 ? line : line.slice(0, end);
  const loses: CmdLoss[] = [
    ...taken.filter(at => at < read.length).map(at => ({what: 'quotes' as const, text: '"', at})),
    ...metacharacters(read, taken),
    ...[...read.matchAll(VARIABLE)]
      .filter(match => match[0] !== MOUNT_POINT)
      .map(match => ({what: 'variable' as const, text: match[0], at: match.index})),
  ];
  const rest = line.slice(read.length);
  if (/[^\s"]/.test(rest)) loses.push({what: 'newline', text: rest.trim(), at: read.length});
  return {
    runs: read
      .split('')
      .filter((_, at) => !taken.includes(at))
      .join(''),
    loses: loses.sort((a, b) => a.at - b.at),
  };
}

/** What a container runs: all of it, or only what the pod adds to an entrypoint that stands in the image. */
export type EffectiveCommand =
  | {is: 'known'; argv: readonly string[]}
  | {is: 'unknown'; args: readonly string[]; because: string};

/** An image's own command, where somebody has read its configuration. */
export type ImageCommand = {entrypoint: readonly string[]; cmd: readonly string[]};

const words = (container: Json | undefined, key: string, env: ReadonlyMap<string, string>): string[] | null => {
  const list = listAt(container, key).filter(word => typeof word === 'string');
  return list.length === 0 ? null : list.map(word => expandVariables(word, env));
};

/**
 * A container's argument list: `command` replaces the image's entrypoint and its arguments, `args` only the arguments
 * (containerd internal/cri/opts WithProcessArgs). `env`: the container's variables, for `$(NAME)`; `image`: null when nobody
 * looked into it, and then a container without `command` is unknown.
 */
export function effectiveCommand(
  container: Json | undefined,
  env: ReadonlyMap<string, string>,
  image: ImageCommand | null = null,
): EffectiveCommand {
  const command = words(container, 'command', env);
  const args = words(container, 'args', env);
  if (command !== null) return {is: 'known', argv: [...command, ...(args ?? [])]};
  if (image !== null) return {is: 'known', argv: [...image.entrypoint, ...(args ?? image.cmd)]};
  const name = textAt(container, 'image') ?? 'the image';
  return {is: 'unknown', args: args ?? [], because: `What it runs stands in ${name}, which was not read.`};
}

/** Where a process starts, or why that is not known. */
export type WorkingDirectory = {is: 'known'; path: string} | {is: 'unknown'; because: string};

/** Whether this containerd starts in `C:\hpc` when neither pod nor image says where (containerd#10071, #10306). */
const startsInHpc = (containerd: Version): boolean => atLeast(containerd, '1.7.19');
/** From 1.7.16 on only with the sandbox server, which is off by default. */
const mayStartInHpc = (containerd: Version): boolean => atLeast(containerd, '1.7.16');

/**
 * The directory a container's process starts in. `workingDir`: the pod's, or null; `imageWorkingDir`: the image's, null when
 * it sets none, undefined when nobody looked into the image.
 */
export function resolveWorkingDirectory(of: {
  workingDir: string | null;
  imageWorkingDir: string | null | undefined;
  model: MountModel;
  containerd: Version | null;
  containerId?: string;
}): WorkingDirectory {
  const given = of.workingDir || of.imageWorkingDir;
  if (given) return {is: 'known', path: workingDirectory(given, of.model, of.containerId)};
  if (of.imageWorkingDir === undefined) {
    return {is: 'unknown', because: 'The pod sets no workingDir, and the image, which may set one, was not read.'};
  }
  if (of.model === 'symlink') return {is: 'known', path: mountPoint(of.model, of.containerId)};
  if (of.containerd === null) {
    return {is: 'unknown', because: 'The default depends on the containerd version, which is not known.'};
  }
  if (!startsInHpc(of.containerd) && mayStartInHpc(of.containerd)) {
    return {is: 'unknown', because: `containerd ${of.containerd.text} starts in C:\\hpc or in C:\\ by its settings.`};
  }
  return {
    is: 'known',
    path: workingDirectory(startsInHpc(of.containerd) ? 'C:\\hpc' : 'C:\\', of.model, of.containerId),
  };
}
