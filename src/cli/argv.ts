import {type Problem, problem} from '../kernel/outcome.ts';
import type {CommandWords, FlagWords} from './describe.ts';
import {nearest} from './nearest.ts';

/** What the command line asks for. `argv` is what oclif parses: arguments first, then `--flag=value`, then `--` and the rest. */
export type Invocation =
  | {is: 'command'; id: string; argv: readonly string[]}
  | {is: 'help'; of: readonly string[]}
  | {is: 'problem'; problem: Problem};

type FlagSet = {readonly [name: string]: FlagWords};
type Setting = {name: string; value: string | boolean};
type Walked = {words: string[]; settings: Setting[]; unknown: string[]; problems: string[]};

/** Flags of `kubectl options` that we do not have; named, so that nobody believes they had an effect. */
const KUBECTL_ONLY = new Set(
  'disable-compression kuberc log-flush-frequency match-server-version password profile profile-output username vmodule warnings-as-errors'.split(
    ' ',
  ),
);

const TRUE = new Set(['true', 'True', 'TRUE', 't', 'T', '1']);
const FALSE = new Set(['false', 'False', 'FALSE', 'f', 'F', '0']);

/**
 * Reads a command line as kubectl's parser (spf13/pflag, cobra) reads it, which oclif's does not: flags anywhere, also before the
 * command; `--flag=false`; `-o=json`, `-ojson`; the last of a repeated flag counts; help wherever `-h` stands before `--`.
 * Pure: `global` are the flags that every command has.
 */
export function readArgv(argv: readonly string[], commands: readonly CommandWords[], global: FlagSet): Invocation {
  const split = argv.indexOf('--');
  const before = split === -1 ? argv : argv.slice(0, split);
  const rest = split === -1 ? null : argv.slice(split + 1);
  const all: FlagSet = Object.assign({}, ...commands.map(command => command.flags), global);
  const first = walk(before, all);
  const command = findCommand(first.words, commands);
  const depth = command ? command.words : 0;
  const asked = command ? walk(before, {...command.command.flags, ...global}) : first;
  if (asked.settings.some(setting => setting.name === 'help'))
    return {is: 'help', of: first.words.slice(0, depth || 9)};
  if (first.words[0] === 'help') return {is: 'help', of: first.words.slice(1)};
  if (command === null) return withoutCommand(first, commands, all);
  const told = `kubectl hostprocess ${spoken(command.command.id)}`;
  const flags = {...command.command.flags, ...global};
  const refused = unknownFlag(asked.unknown, flags, told) ?? asked.problems[0];
  if (refused !== undefined) return misuse(refused, `${told} -h shows the flags it takes`);
  const words = asked.words.slice(depth);
  const positional = command.command.remoteCommand ? words : [...words, ...(rest ?? [])];
  const wrong = argumentProblem(positional, command.command) ?? valueProblem(asked.settings, flags);
  if (wrong !== null) return misuse(wrong, `${told} -h shows what it takes`);
  const options = emit(asked.settings, flags);
  return {
    is: 'command',
    id: command.command.id,
    argv: [...words, ...options, ...(rest === null ? [] : ['--', ...rest])],
  };
}

/** The id as people type it: `gmsa verify`. */
export const spoken = (id: string): string => id.replaceAll(':', ' ');

const misuse = (text: string, remedy: string | null): Invocation => ({
  is: 'problem',
  problem: problem('usage', `error: ${text}`, remedy),
});

function findCommand(
  words: readonly string[],
  commands: readonly CommandWords[],
): {command: CommandWords; words: number} | null {
  for (let count = Math.min(words.length, 3); count > 0; count--) {
    const id = words.slice(0, count).join(':');
    const command = commands.find(each => each.id === id || each.aliases.includes(id));
    if (command) return {command, words: count};
  }
  return null;
}

/** No command was named: help for a topic or for everything, else the nearest command to what was typed. */
function withoutCommand(walked: Walked, commands: readonly CommandWords[], all: FlagSet): Invocation {
  const [word] = walked.words;
  if (word === undefined) {
    const unknown = walked.unknown.filter(flag => flag !== '--version');
    if (walked.unknown.length > unknown.length) return {is: 'command', id: 'version', argv: []};
    const refused = unknownFlag(unknown, all, 'kubectl hostprocess');
    return refused === undefined ? {is: 'help', of: []} : misuse(refused, 'kubectl hostprocess -h lists the commands');
  }
  if (commands.some(command => command.id.startsWith(`${word}:`))) {
    const [, sub] = walked.words;
    if (sub === undefined) return {is: 'help', of: [word]};
    const close = nearest(sub, subcommands(commands, word));
    const hint = close ? `: did you mean ${word} ${close}?` : '';
    return misuse(`unknown command "${word} ${sub}"${hint}`, `kubectl hostprocess ${word} -h lists its commands`);
  }
  const close = nearest(word, [
    ...new Set(commands.filter(each => !each.hidden).map(each => each.id.split(':')[0] ?? '')),
  ]);
  return misuse(
    `unknown command "${word}"${close ? `: did you mean ${close}?` : ''}`,
    'kubectl hostprocess -h lists the commands',
  );
}

const subcommands = (commands: readonly CommandWords[], topic: string): string[] =>
  commands.filter(each => each.id.startsWith(`${topic}:`)).map(each => spoken(each.id.slice(topic.length + 1)));

function unknownFlag(unknown: readonly string[], flags: FlagSet, told: string): string | undefined {
  const [flag] = unknown;
  if (flag === undefined) return undefined;
  const name = flag.replace(/^-+/, '');
  if (KUBECTL_ONLY.has(name)) return `${flag} is a flag of kubectl that this plugin does not have: leave it out`;
  const long = Object.entries(flags).filter(([, words]) => !words.hidden);
  const close = flag.startsWith('--')
    ? nearest(
        name,
        long.map(([each]) => each),
      )
    : null;
  return `unknown flag ${flag} for ${told}${close ? `: did you mean --${close}?` : ''}`;
}

function argumentProblem(words: readonly string[], command: CommandWords): string | null {
  const {args} = command;
  const open = !command.strict || args.some(arg => arg.multiple);
  const extra = words[args.length];
  if (!open && extra !== undefined) return `unexpected argument "${extra}" for ${spoken(command.id)}`;
  const needed = args.filter(arg => arg.required);
  const lacking = needed[words.length];
  return lacking === undefined ? null : `${spoken(command.id)} needs ${lacking.name}`;
}

function valueProblem(settings: readonly Setting[], flags: FlagSet): string | null {
  for (const {name, value} of settings) {
    const flag = flags[name];
    if (!flag || flag.options.length === 0 || flag.delimiter || flag.options.includes(String(value))) continue;
    return `--${name} cannot be "${value}": it must be one of ${flag.options.join(', ')}`;
  }
  return null;
}

/** Settings in oclif's words: single flags once (the last counts), booleans as `--x` or `--no-x`, values joined by `=`. */
function emit(settings: readonly Setting[], flags: FlagSet): string[] {
  return settings.flatMap(({name, value}, index) => {
    const flag = flags[name];
    if (!flag?.multiple && settings.findLastIndex(other => other.name === name) !== index) return [];
    if (typeof value === 'string') return [`--${name}=${value}`];
    return value ? [`--${name}`] : flag?.allowNo ? [`--no-${name}`] : [];
  });
}

/** Tells words, flags and values apart. A flag that is not in `flags` is taken to have no value of its own. */
function walk(tokens: readonly string[], flags: FlagSet): Walked {
  const walked: Walked = {words: [], settings: [], unknown: [], problems: []};
  const queue = [...tokens];
  for (let token = queue.shift(); token !== undefined; token = queue.shift()) {
    if (token === '-h' || token === '--help') walked.settings.push({name: 'help', value: true});
    else if (token.startsWith('--')) takeLong(token, queue, flags, walked);
    else if (token.startsWith('-') && token.length > 1) takeShort(token, queue, flags, walked);
    else walked.words.push(token);
  }
  return walked;
}

function takeLong(token: string, queue: string[], flags: FlagSet, walked: Walked): void {
  const [, given = '', joined] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(token) ?? [];
  const name = nameOf(given, flags);
  const denied = given.startsWith('no-') ? nameOf(given.slice(3), flags) : undefined;
  if (name !== undefined) takeValue(name, `--${given}`, joined, queue, flags, walked);
  else if (denied !== undefined && joined === undefined && flags[denied]?.allowNo)
    walked.settings.push({name: denied, value: false});
  else walked.unknown.push(`--${given}`);
}

/** `-n foo`, `-nfoo`, `-n=foo`, `-A=false`, and several booleans behind one dash. */
function takeShort(token: string, queue: string[], flags: FlagSet, walked: Walked): void {
  for (let at = 1; at < token.length; at++) {
    const char = token[at] ?? '';
    const rest = token.slice(at + 1);
    const name = Object.keys(flags).find(each => flags[each]?.char === char);
    if (char === 'h') walked.settings.push({name: 'help', value: true});
    else if (name === undefined) {
      walked.unknown.push(`-${char}`);
      return;
    } else if (flags[name]?.type === 'option' || rest.startsWith('=')) {
      takeValue(name, `-${char}`, rest === '' ? undefined : rest.replace(/^=/, ''), queue, flags, walked);
      return;
    } else walked.settings.push({name, value: true});
  }
}

function takeValue(
  name: string,
  told: string,
  joined: string | undefined,
  queue: string[],
  flags: FlagSet,
  walked: Walked,
): void {
  const flag = flags[name];
  if (flag?.type === 'boolean') {
    if (joined !== undefined && !TRUE.has(joined) && !FALSE.has(joined))
      walked.problems.push(`${told} cannot be "${joined}": it must be true or false`);
    walked.settings.push({name, value: joined === undefined || TRUE.has(joined)});
    return;
  }
  const next = queue[0];
  const choices = flag?.options ?? [];
  if (joined !== undefined) walked.settings.push({name, value: joined});
  else if (next !== undefined && next !== '-h' && next !== '--help' && !(name === 'dry-run' && !choices.includes(next)))
    walked.settings.push({name, value: queue.shift() ?? ''});
  else
    walked.problems.push(
      `${told} needs a value${choices.length > 0 ? `: ${choices.map(choice => `${told}=${choice}`).join(', ')}` : ''}`,
    );
}

const nameOf = (given: string, flags: FlagSet): string | undefined =>
  Object.hasOwn(flags, given) ? given : Object.keys(flags).find(each => flags[each]?.aliases.includes(given));
