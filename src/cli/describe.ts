import type {Command} from '@oclif/core/command';

/** What is known of a flag without loading its command: enough to read argv and to write help. */
export type FlagWords = {
  readonly type: 'boolean' | 'option';
  readonly char?: string;
  readonly summary: string;
  readonly hidden: boolean;
  readonly required: boolean;
  readonly multiple: boolean;
  readonly delimiter: boolean;
  readonly allowNo: boolean;
  readonly options: readonly string[];
  readonly preset: string | null;
  readonly helpValue: string | null;
  readonly env: string | null;
  readonly aliases: readonly string[];
};

export type ArgWords = {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  readonly multiple: boolean;
  readonly hidden: boolean;
  readonly options: readonly string[];
};

/** One command as data: what `oclif.manifest.json` is elsewhere. Its global flags are left out, every command has the same. */
export type CommandWords = {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly hidden: boolean;
  readonly strict: boolean;
  readonly summary: string;
  readonly description: string;
  readonly scope: string | null;
  /** What follows `--` is somebody else's command line. */
  readonly remoteCommand: boolean;
  readonly examples: readonly {description: string; command: string}[];
  readonly args: readonly ArgWords[];
  readonly flags: {readonly [name: string]: FlagWords};
};

/** Everything that main needs to know before it loads the one command that was asked for. */
export type Manifest = {readonly version: string; readonly commands: readonly CommandWords[]};

/** The statics that a command of ours may have besides oclif's. */
type Ours = {scope?: string | null; remoteCommand?: boolean};

/** A command class as data. `id` has colons between words: `gmsa:verify`. */
export function describeCommand(id: string, command: Command.Class & Ours): CommandWords {
  return {
    id,
    aliases: command.aliases,
    hidden: command.hidden ?? false,
    strict: command.strict,
    summary: command.summary ?? '',
    description: command.description ?? '',
    scope: command.scope ?? null,
    remoteCommand: command.remoteCommand ?? false,
    examples: (command.examples ?? []).flatMap(example =>
      typeof example === 'string' ? [] : [{description: example.description, command: example.command}],
    ),
    args: Object.entries(command.args).map(([name, arg]) => ({
      name: (arg.name ?? name).toUpperCase(),
      summary: arg.description ?? '',
      required: arg.required ?? false,
      multiple: (arg as {multiple?: boolean}).multiple ?? false,
      hidden: arg.hidden ?? false,
      options: arg.options ?? [],
    })),
    flags: describeFlags(command.flags ?? {}),
  };
}

/** Flags as data. */
export function describeFlags(flags: Command.Class['flags']): CommandWords['flags'] {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      {
        type: flag.type,
        ...(flag.char === undefined ? {} : {char: flag.char}),
        summary: flag.summary ?? flag.description ?? '',
        hidden: flag.hidden ?? false,
        required: flag.required ?? false,
        multiple: flag.type === 'option' && (flag.multiple ?? false),
        delimiter: flag.type === 'option' && flag.delimiter !== undefined,
        allowNo: flag.type === 'boolean' && (flag.allowNo ?? false),
        options: flag.type === 'option' ? (flag.options ?? []) : [],
        preset: presetOf(flag),
        helpValue: flag.type === 'option' && typeof flag.helpValue === 'string' ? flag.helpValue : null,
        env: flag.env ?? null,
        aliases: flag.aliases ?? [],
      },
    ]),
  );
}

/** A default as a person would type it: lengths of time are held in milliseconds and written in seconds. */
function presetOf(flag: Command.Class['flags'][string]): string | null {
  const {default: preset} = flag;
  if (typeof preset === 'number' && flag.type === 'option' && flag.helpValue === 'DURATION') return `${preset / 1000}s`;
  return typeof preset === 'string' || typeof preset === 'boolean' || typeof preset === 'number'
    ? String(preset)
    : null;
}
