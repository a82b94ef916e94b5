import {homedir} from 'node:os';
import {dirname} from 'node:path';
import {readArgv} from './cli/argv.ts';
import {bugText, wantsStack} from './cli/bug.ts';
import type {HostprocessCommand} from './cli/command.ts';
import {COMMANDS} from './cli/commands.generated.ts';
import {describeFlags, type Manifest} from './cli/describe.ts';
import {GLOBAL_FLAGS} from './cli/flags.ts';
import {type CommandLoaders, embeddedConfig} from './cli/plugin.ts';
import {watchSignals} from './cli/signals.ts';
import {streamWriter, type World} from './cli/world.ts';
import {exitOfProblem} from './kernel/exit.ts';
import {problemText} from './render/problem.ts';

/** Runs one command line in `world`; the result is the exit code. `loaders` has the commands that `manifest` describes. */
export async function runCommandLine(
  argv: readonly string[],
  manifest: Manifest,
  world: World,
  loaders: CommandLoaders = COMMANDS,
): Promise<number> {
  const invocation = readArgv(argv, manifest.commands, describeFlags(GLOBAL_FLAGS));
  if (invocation.is === 'problem') {
    world.err.write(problemText(invocation.problem, world.err.style));
    return exitOfProblem(invocation.problem);
  }
  if (invocation.is === 'help') {
    const {helpText} = await import('./cli/help.ts');
    const help = helpText(invocation.of, manifest.commands);
    (help.ok ? world.out : world.err).write(help.ok ? help.value : problemText(help.problem, world.err.style));
    return help.ok ? 0 : exitOfProblem(help.problem);
  }
  const config = await embeddedConfig(manifest, loaders, dirname(import.meta.filename));
  const Class = await config.findCommand(invocation.id, {must: true}).load();
  const command = new (Class as unknown as new (...given: unknown[]) => HostprocessCommand)(
    [...invocation.argv],
    config,
  );
  return command.launch(world);
}

/** The process's own world, its signals, and its end: output is flushed, then the exit code is set by leaving. */
export async function main(
  argv: readonly string[],
  manifest: Manifest,
  loaders: CommandLoaders = COMMANDS,
): Promise<void> {
  const {env, platform} = process;
  const leftovers: World['leftovers'] = {say: null};
  const out = streamWriter(process.stdout, {env, platform});
  const err = streamWriter(process.stderr, {env, platform});
  const leave = (code: number, say: string | null): void => {
    if (say !== null) err.line(say);
    process.exit(code);
  };
  const {signal} = watchSignals(process, process.stdout, leftovers, leave);
  process.channel?.unref();
  const connect: World['connect'] = async options => (await import('./io/kube/index.ts')).connect(options);
  const world: World = {out, err, env, home: homedir(), signal, leftovers, connect};
  const bug = (error: unknown): never => {
    err.write(bugText(manifest.version, error, wantsStack(argv, env)));
    leave(70, leftovers.say?.() ?? null);
    throw error; // leave has ended the process
  };
  process.on('uncaughtException', bug);
  // A promise that nothing can settle any more (a prompt whose input was closed) would end the process without a word.
  process.once('beforeExit', () => bug('nothing is left to wait for'));
  const code = await runCommandLine(argv, manifest, world, loaders);
  await Promise.all([process.stdout, process.stderr].map(flushed));
  process.exit(code);
}

/** Resolves when everything written has left the process, or cannot any more. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise(resolve => {
    if (stream.destroyed || stream.errored) resolve();
    else stream.write('', () => resolve());
  });
