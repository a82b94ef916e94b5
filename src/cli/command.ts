import type {Interfaces} from '@oclif/core';
import * as Args from '@oclif/core/args';
import {Command} from '@oclif/core/command';
import {type ExitCode, exitOfProblem, type RemoteExit, worstExit} from '../kernel/exit.ts';
import type {Outcome, Problem} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import {problemText} from '../render/problem.ts';
import {visible} from '../render/visible.ts';
import {bugText} from './bug.ts';
import {GLOBAL_FLAGS, type GlobalOptions, globalOptions} from './flags.ts';
import {endProblem} from './signals.ts';
import {must, Stop, usage} from './stop.ts';
import type {World, Writer} from './world.ts';

export type FlagsOf<T extends typeof Command> = Interfaces.InferredFlags<T['flags']>;
export type ArgsOf<T extends typeof Command> = Interfaces.InferredArgs<T['args']>;

/** An argument that is never filled from a piped standard input, which oclif would do (its trap 3). */
export const arg = (words: {summary: string; required?: boolean; options?: string[]}) =>
  Args.string({
    description: words.summary,
    ignoreStdin: true,
    ...(words.required === undefined ? {} : {required: words.required}),
    ...(words.options === undefined ? {} : {options: words.options}),
  });

/** The last argument of a command, which takes all that is left: a list, empty when nothing is left. */
export const argList = (words: {summary: string}) =>
  Args.string({description: words.summary, ignoreStdin: true, multiple: true, default: []});

/**
 * The base of every command. A command is one file `src/commands/<id>.ts` (`gmsa/verify.ts` is `gmsa verify`) whose default export is
 *
 *     export default class Logs extends HostprocessCommand<typeof Logs> {
 *       static override summary = 'Follow the logs of HostProcess pods';        // one line, no full stop
 *       static override description = '…';                                      // paragraphs for -h
 *       static scope = 'every HostProcess pod of the current namespace';        // what it is about when nothing is named
 *       static override examples = [{description: 'Follow one pod', command: 'kubectl hostprocess logs pod/x -f'}];
 *       static override args = {pod: arg({summary: 'KIND/NAME'})};
 *       static override flags = {output: output(['text', 'json']), follow: Flags.boolean({char: 'f', summary: '…'})};
 *       protected async execute(): Promise<ExitCode> {
 *         const cluster = await this.cluster();
 *         const found = this.must(await findPods({cluster, signal: this.signal, …}));
 *         this.out.write(podsText(found, this.out.style));
 *         return 0;
 *       }
 *     }
 *
 * Flags and arguments are parsed before `execute` runs; a flag is `this.flags.follow`, an argument `this.args.pod`. Failures leave
 * by `this.must(outcome)` or `this.stop(problem)`: the sentence goes to stderr and the exit code comes from kernel/exit.ts.
 * Any other exception is a bug of ours: one sentence and exit 70.
 */
export abstract class HostprocessCommand<T extends typeof Command = typeof Command> extends Command {
  static override baseFlags = GLOBAL_FLAGS;
  /** What the command is about when nothing is named; one phrase for `-h`. */
  static scope: string | null = null;
  /** True when what follows `--` is a command line for somebody else (`exec`, `shell`): it is then in `this.rest`. */
  static remoteCommand = false;

  protected flags!: FlagsOf<T>;
  protected args!: ArgsOf<T>;
  /** The global flags in the terms of io's `connect`. */
  protected global: GlobalOptions = {};
  /** `-v`, 0 to 9. */
  protected verbosity = 0;
  /** What followed `--`, when `static remoteCommand` is set; null without `--`. */
  protected rest: readonly string[] | null = null;
  #world: World | undefined;

  /** Runs the command in `world`; the exit code is the result. Never throws. */
  async launch(world: World): Promise<ExitCode | RemoteExit> {
    this.#world = world;
    let code: ExitCode | RemoteExit;
    try {
      await this.#parse();
      code = await this.execute();
    } catch (error) {
      code = this.#fail(error);
    }
    const ended = endProblem(world.signal);
    if (ended !== null) return worstExit(code as ExitCode, exitOfProblem(ended));
    return world.signal.aborted && code !== 70 ? 0 : code; // nobody reads any more: a broken pipe is no failure
  }

  /** What the command does; the result is its exit code. */
  protected abstract execute(): Promise<ExitCode | RemoteExit>;

  /** Data: stdout. Only what the user asked for goes here. */
  protected get out(): Writer {
    return this.world.out;
  }

  /** Everything else: stderr. */
  protected get err(): Writer {
    return this.world.err;
  }

  /** Aborts on Ctrl-C (reason `interrupted`), SIGTERM or SIGHUP (`terminated`), and when nobody reads stdout (`closed`). */
  protected get signal(): AbortSignal {
    return this.world.signal;
  }

  protected get env(): World['env'] {
    return this.world.env;
  }

  protected get world(): World {
    if (this.#world === undefined) throw new Error('a command is run by launch(world)');
    return this.#world;
  }

  /** The API server that the global flags and the kubeconfig name. Loads the Kubernetes code; stops when there is none. */
  protected async cluster(): Promise<ClusterPort> {
    return must(await this.#connect());
  }

  /** The same where a cluster helps but is not needed: null when nothing names one. Asks it nothing yet. */
  protected async clusterIfAny(): Promise<ClusterPort | null> {
    const cluster = await this.#connect();
    return !cluster.ok && cluster.problem.is === 'unreachable' ? null : must(cluster);
  }

  /** The value of an outcome; leaves the command with its problem when there is none. */
  protected must<V>(outcome: Outcome<V>): V {
    return must(outcome);
  }

  /** Leaves the command with an expected failure. */
  protected stop(problem: Problem): never {
    throw new Stop(problem);
  }

  /** Leaves the command because of how it was called: exit code 2. */
  protected misuse(text: string, remedy: string | null = null): never {
    throw usage(text, remedy);
  }

  /**
   * From now on a second Ctrl-C prints what `say` returns (what is left in the cluster and how to remove it), and a closed stdout
   * no longer ends the process before the command has cleaned up. Call it with null when nothing is left.
   */
  protected leaves(say: (() => string | null) | null): void {
    this.world.leftovers.say = say;
  }

  /** oclif's own entry; `main` calls `launch`. */
  override async run(): Promise<never> {
    throw new Error('commands are run by main.ts');
  }

  #connect(): Promise<Outcome<ClusterPort>> {
    const {env, home, err} = this.world;
    const warn = (text: string): void => err.line(visible(text.startsWith('Warning: ') ? text : `Warning: ${text}`));
    return this.world.connect({...this.global, env, home, warn});
  }

  async #parse(): Promise<void> {
    const {remoteCommand} = this.ctor as unknown as {remoteCommand: boolean};
    const split = remoteCommand ? this.argv.indexOf('--') : -1;
    if (split !== -1) this.rest = this.argv.slice(split + 1);
    const parsed = await this.parse(this.ctor, split === -1 ? this.argv : this.argv.slice(0, split));
    this.flags = parsed.flags as FlagsOf<T>;
    this.args = parsed.args as ArgsOf<T>;
    this.global = globalOptions(parsed.flags);
    this.verbosity = (parsed.flags['v'] as number | undefined) ?? 0;
  }

  #fail(error: unknown): ExitCode {
    const stopped = problemOf(error);
    const ended = endProblem(this.world.signal);
    if (stopped !== null) {
      if (ended === null || exitOfProblem(stopped) !== exitOfProblem(ended))
        this.err.write(problemText(stopped, this.err.style));
      return exitOfProblem(stopped);
    }
    if (ended !== null && isAbort(error)) return exitOfProblem(ended);
    if (this.signal.aborted && isAbort(error)) return 0;
    this.err.write(bugText(this.config.version, error, this.verbosity >= 9 || Boolean(this.env['DEBUG'])));
    return 70;
  }
}

/** An expected failure behind an exception: ours, or the parser's complaint about what was typed. */
function problemOf(error: unknown): Problem | null {
  if (error instanceof Stop) return error.problem;
  if (!(error instanceof Error) || !('oclif' in error)) return null;
  const text = error.message
    .replace(/\nSee more help with --help$/, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return {is: 'usage', text, remedy: null, status: null};
}

const isAbort = (error: unknown): boolean =>
  error === 'interrupted' ||
  error === 'terminated' ||
  error === 'closed' ||
  (error instanceof Error && (error.name === 'AbortError' || ('code' in error && error.code === 'ABORT_ERR')));
