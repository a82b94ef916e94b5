import {type ExitCode, exitOfReport, worstExit} from '../kernel/exit.ts';
import type {Outcome} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import type {Json} from '../kernel/subjects.ts';
import {applyAll} from './apply.ts';
import type {Lists} from './gather-ports.ts';
import {printLogs} from './logs.ts';
import {objectName, type Planned} from './plan.ts';
import {leftText, type Removal, removeAndConfirm} from './removal.ts';
import type {RunOptions} from './run.ts';
import {type Judged, judgePods} from './verdict.ts';
import {type Waited, waitForPods} from './wait.ts';
import {carriesProof, type Live, podsOf} from './workload-pods.ts';

const REMOVAL_MS = 30_000;
const PROOF_MS = 15_000;

/** What came of some of the objects of a run. `failure` is the refusal that stopped the applying. */
export type Chunk = {
  lives: readonly Live[];
  removals: readonly Removal[];
  exit: ExitCode;
  failure: Outcome<never> | null;
};

/** The options once there is a cluster. */
export type Running = RunOptions & {cluster: ClusterPort};

/** Applies the objects, watches over them and, with `remove`, removes them: also when anything on the way failed or was interrupted. */
export async function runChunk(planned: readonly Planned[], options: Running, remove: boolean): Promise<Chunk> {
  const {cluster, signal, tell} = options;
  const {lives, failure} = await applyAll(planned, {cluster, dryRun: false, force: options.force, signal, tell});
  options.leaves(lives.length === 0 ? null : leftText(lives, remove));
  let exit: ExitCode = 0;
  let removals: readonly Removal[] = [];
  try {
    if (!failure && lives.length > 0) exit = await watchOver(lives, options);
  } finally {
    if (remove) removals = await clean(lives, options);
    else options.leaves(null);
  }
  const unconfirmed = removals.some(removal => removal.is !== 'confirmed');
  return {lives, removals, exit: worstExit(exit, unconfirmed ? 3 : 0), failure};
}

/** Waits, prints the logs and judges. */
async function watchOver(lives: readonly Live[], options: Running): Promise<ExitCode> {
  const {cluster, ports, signal, tell} = options;
  if (!options.wait) return 0;
  const lists: Lists = new Map();
  const waited = await waitForPods(lives, {
    cluster,
    clock: ports.clock,
    timeoutMs: options.timeoutMs,
    signal,
    tell,
    lists,
  });
  if (!waited.ok) {
    tell({is: 'warning', text: waited.problem.text});
    return 3;
  }
  if (signal.aborted) return 0;
  await showLogs(waited.value, options, false);
  const prove = options.verify ?? lives.some(carriesProof);
  const {report, proofs} = await verdictOf(waited.value, options, prove, lists);
  if (proofs.length > 0) tell({is: 'proofs', rows: proofs});
  tell({is: 'report', about: 'verdict', report});
  if (!prove && waited.value.pods.some(pod => pod.state.ran))
    tell({
      is: 'note',
      text: 'Their rights were not proven: the pods carry no proof. Add --verify to ask them by exec, or: kubectl hostprocess verify',
    });
  if (waited.value.timedOut)
    tell({
      is: 'warning',
      text: `The wait ended after ${Math.round(options.timeoutMs / 1000)} seconds; --timeout allows more.`,
    });
  if (options.follow) await showLogs(waited.value, options, true);
  return exitOfReport(report);
}

const verdictOf = (waited: Waited, options: Running, prove: boolean, lists: Lists): Promise<Judged> =>
  judgePods(
    waited.pods.map(pod => pod.object),
    waited.lives,
    {
      cluster: options.cluster,
      clock: options.ports.clock,
      signal: options.signal,
      tell: options.tell,
      exec: options.verify === true,
      patienceMs: PROOF_MS,
      prove,
      lists,
    },
  );

async function showLogs(waited: Waited, {cluster, signal, tell}: Running, follow: boolean): Promise<void> {
  const ran = new Set(waited.pods.filter(pod => pod.state.ran).map(pod => pod.state.name));
  const query = {follow, previous: false, tailLines: follow ? 0 : 200, since: null};
  for (const live of waited.lives) {
    const accepts = (pod: {metadata?: {[key: string]: Json}}): boolean => ran.has(String(pod.metadata?.['name']));
    const selection = {...podsOf(live), accepts, title: live.name};
    if (ran.size > 0) await printLogs({cluster, selection, query, container: null, timestamps: false, signal, tell});
  }
}

/** Removes what this run made, also when it was interrupted: with time of its own, and saying what could not be confirmed. */
async function clean(lives: readonly Live[], {cluster, ports, tell, leaves}: Running): Promise<readonly Removal[]> {
  if (lives.length === 0) return [];
  const text = `removing ${lives.length === 1 ? lives[0]?.name : `${lives.length} objects`} and waiting until the nodes confirm it`;
  tell({is: 'progress', text, change: text});
  const removals = await removeAndConfirm(lives, {
    cluster,
    clock: ports.clock,
    timeoutMs: REMOVAL_MS,
    signal: AbortSignal.timeout(REMOVAL_MS),
  });
  const left = removals.filter(removal => removal.is !== 'confirmed');
  for (const removal of removals)
    tell({
      is: 'removed',
      confirmed: removal.is === 'confirmed',
      text: `${objectName(removal.existing)} ${removal.text}`,
    });
  leaves(
    left.length === 0
      ? null
      : leftText(
          left.map(removal => removal.existing),
          true,
        ),
  );
  if (left.length > 0)
    tell({
      is: 'warning',
      text: leftText(
        left.map(removal => removal.existing),
        true,
      ),
    });
  return removals;
}
