import {type ExitCode, exitOfProblem, exitOfRemote, type RemoteExit} from '../kernel/exit.ts';
import type {Problem} from '../kernel/outcome.ts';
import type {Json} from '../kernel/subjects.ts';
import type {Tell} from '../kernel/telling.ts';
import type {Executed} from './exec-session.ts';
import type {NodeRun} from './node-job-run.ts';
import {objectName} from './plan.ts';
import type {Removal} from './removal.ts';

/** What came of one node: the exit code with all its 32 bits, or why there is none. Times are ISO 8601. */
export type ExecResult = {
  node: string;
  exitCode: number | null;
  started: string | null;
  ended: string | null;
  problem: Problem | null;
  /** The code of the known failure behind the problem. */
  cause: string | null;
  removal: Removal | null;
};

/** What a node's run came to; `started` is when the program began there. */
export function resultOf(run: NodeRun<Executed & {ended: string}>, started: string | null): ExecResult {
  const {node, removal} = run;
  if (run.is === 'failed')
    return {node, removal, started, ended: null, exitCode: null, problem: run.problem, cause: run.cause};
  const {ran, cause, ended} = run.value;
  const common = {node, removal, started, ended, cause};
  return ran.ok ? {...common, exitCode: ran.value, problem: null} : {...common, exitCode: null, problem: ran.problem};
}

/** One node: its own code, or that of its problem. Several: 0 if all are 0, else 1. Fine but not confirmed to be gone: 3. */
export function exitOfResults(results: readonly ExecResult[]): ExitCode | RemoteExit {
  const [only] = results;
  if (results.length === 1 && only?.problem) return exitOfProblem(only.problem);
  const code = exitOfRemote(results.map(result => result.exitCode));
  return code === 0 ? exitOfRemovals(results.map(result => result.removal)) : code;
}

const exitOfRemovals = (removals: readonly (Removal | null)[]): ExitCode =>
  removals.some(removal => removal !== null && removal.is !== 'confirmed') ? 3 : 0;

/** The fields of `exec -o json`, without the output. `removed` is null when nothing had been created. */
export const resultJson = ({
  node,
  exitCode,
  started,
  ended,
  problem,
  cause,
  removal,
}: ExecResult): {[key: string]: Json} => ({
  node,
  exitCode,
  started,
  ended,
  error: problem?.text.replace(/^error: /, '') ?? null,
  cause,
  removed: removal === null ? null : removal.is === 'confirmed',
});

/** Says what was removed in one line, and each Job whose end is not confirmed in one of its own. */
export function tellRemovals(removals: readonly Removal[], tell: Tell): void {
  const confirmed = removals.filter(removal => removal.is === 'confirmed');
  const [first] = confirmed;
  if (first)
    tell({
      is: 'removed',
      confirmed: true,
      text:
        confirmed.length === 1
          ? `${objectName(first.existing)} ${first.text}`
          : `${confirmed.length} Jobs removed, confirmed`,
    });
  for (const {existing, is, text} of removals.filter(removal => removal.is !== 'confirmed')) {
    const {namespace, name} = existing;
    const next =
      is === 'refused'
        ? `It ends by itself at its deadline; to remove it now: kubectl delete job -n ${namespace} ${name}`
        : 'What runs there ends at its deadline at the latest.';
    tell({is: 'removed', confirmed: false, text: `${objectName(existing)} ${text}. ${next}`});
  }
}
