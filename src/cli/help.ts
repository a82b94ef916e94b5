import {EXIT_CODES, OTHER_CODES} from '../kernel/exit.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import {spoken} from './argv.ts';
import type {ArgWords, CommandWords, FlagWords} from './describe.ts';
import {nearest} from './nearest.ts';

const PREFIX = 'kubectl hostprocess';
const OPTIONS_HINT = `Use "${PREFIX} options" for the flags that every command has (--context, -n, …).\n`;

/** The help for a command, a topic (`gmsa`) or, with no words, for everything; a usage problem for what does not exist. */
export function helpText(words: readonly string[], commands: readonly CommandWords[]): Outcome<string> {
  for (let count = words.length; count > 0; count--) {
    const id = words.slice(0, count).join(':');
    const command = commands.find(each => each.id === id || each.aliases.includes(id));
    if (command) return done(commandHelp(command, commands));
  }
  const [topic] = words;
  if (topic === undefined) return done(rootHelp(commands));
  if (commands.some(each => each.id.startsWith(`${topic}:`))) return done(topicHelp(topic, commands));
  const close = nearest(
    topic,
    commands.filter(each => !each.hidden).map(each => each.id),
  );
  return refuse(
    'usage',
    `error: unknown command "${topic}"${close ? `: did you mean ${close}?` : ''}`,
    `${PREFIX} -h lists the commands`,
  );
}

function rootHelp(commands: readonly CommandWords[]): string {
  const shown = commands.filter(command => !command.hidden);
  const topics = [...new Set(shown.map(command => command.id.split(':')[0] ?? ''))].sort();
  const rows = topics.map(topic => [
    topic,
    shown.find(command => command.id === topic)?.summary ??
      shown
        .filter(command => command.id.startsWith(`${topic}:`))
        .map(command => spoken(command.id).slice(topic.length + 1))
        .join(', '),
  ]);
  return [
    'Run, prove and diagnose Windows HostProcess containers in Kubernetes.\n',
    section('Commands', columns(rows)),
    section('Usage', [`  ${PREFIX} COMMAND [flags]`]),
    exitCodes(),
    `Use "${PREFIX} COMMAND -h" for more about a command.\n${OPTIONS_HINT}`,
  ].join('\n');
}

function topicHelp(topic: string, commands: readonly CommandWords[]): string {
  return [
    section('Commands', subcommandRows(topic, commands)),
    section('Usage', [`  ${PREFIX} ${topic} COMMAND [flags]`]),
    `Use "${PREFIX} ${topic} COMMAND -h" for more about a command.\n${OPTIONS_HINT}`,
  ].join('\n');
}

const subcommandRows = (topic: string, commands: readonly CommandWords[]): string[] =>
  columns(
    commands
      .filter(command => command.id.startsWith(`${topic}:`) && !command.hidden)
      .map(command => [spoken(command.id), command.summary]),
  );

function commandHelp(command: CommandWords, commands: readonly CommandWords[]): string {
  const {id, summary, description, scope, examples, args} = command;
  const flags = Object.entries(command.flags).filter(([, flag]) => !flag.hidden);
  const shownArgs = args.filter(each => !each.hidden);
  const subcommands = subcommandRows(id, commands);
  const parts = [
    `${summary}.\n`,
    description === '' ? null : `${description.trim()}\n`,
    scope === null ? null : `Unless told otherwise it is about ${scope}.\n`,
    section(
      'Examples',
      examples.flatMap((each, index) => [...(index ? [''] : []), `  # ${each.description}`, `  ${each.command}`]),
    ),
    subcommands.length === 0 ? null : section('Commands', subcommands),
    shownArgs.length === 0 ? null : section('Arguments', columns(shownArgs.map(each => [each.name, argText(each)]))),
    flags.length === 0
      ? null
      : section(
          'Options',
          flags.flatMap(([name, flag]) => flagLines(name, flag)),
        ),
    section('Usage', [`  ${usageLine(command)}`]),
    exitCodes(),
    OPTIONS_HINT,
  ];
  return parts.filter(part => part !== null).join('\n');
}

/** `kubectl hostprocess exec NODE... [flags] -- COMMAND [args...]` */
function usageLine({id, args, flags, remoteCommand}: CommandWords): string {
  const shown = args
    .filter(each => !each.hidden)
    .map(each => `${each.name}${each.multiple ? '...' : ''}`)
    .map((text, index) => (args[index]?.required ? text : `[${text}]`));
  const needed = Object.entries(flags)
    .filter(([, flag]) => flag.required)
    .map(([name, flag]) => `--${name}=${flag.helpValue ?? 'VALUE'}`);
  const tail = remoteCommand ? ['--', 'COMMAND', '[args...]'] : [];
  return [PREFIX, spoken(id), ...shown, ...needed, '[flags]', ...tail].join(' ');
}

const argText = (each: ArgWords): string =>
  each.options.length === 0 ? each.summary : `${each.summary} One of: ${each.options.join(', ')}.`;

/** A flag as `kubectl -h` prints it: `-o, --output='text':` with its sentence below. */
export function flagLines(name: string, flag: FlagWords): string[] {
  const value =
    flag.type === 'boolean'
      ? `=${flag.preset ?? (flag.allowNo ? 'true|false' : 'false')}`
      : flag.preset !== null
        ? `='${flag.preset}'`
        : `=${flag.helpValue ?? (flag.options.length > 0 ? flag.options.join('|') : 'VALUE')}`;
  const env = flag.env === null ? '' : ` Also from $${flag.env}.`;
  return [`    ${flag.char ? `-${flag.char}, ` : ''}--${name}${value}:`, `        ${flag.summary}${env}`, ''];
}

function exitCodes(): string {
  return section('Exit codes', columns([...Object.entries(EXIT_CODES), ['other', OTHER_CODES]]));
}

const section = (title: string, lines: readonly string[]): string => `${title}:\n${lines.join('\n').trimEnd()}\n`;

/** Rows in two columns, indented as kubectl indents them. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...rows.map(row => row[0]?.length ?? 0));
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}   ${right}`.trimEnd());
}
