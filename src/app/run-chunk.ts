import {type ExitCode, exitOfReport, worstExit} from '../kernel/exit.ts';
import {type KubeObject, objectAt, textAt} from '../kernel/objects.ts';
import type {Outcome} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import {isHostProcess} from '../windows/options.ts';
import {applyAll} from './apply.ts';
import {type Lists, nodesOnce} from './gather-ports.ts';
import {printLogs} from './logs.ts';
import {objectName, type Planned} from './plan.ts';
import type {TrackedPod} from './pod-tracker.ts';
import {leftText, type Removal, removeAndConfirm} from './removal.ts';
import type {RunOptions} from './run.ts';
import type {Selection} from './selection.ts';
import {type Judged, judgePods} from './verdict.ts';
import {type Waited, waitForPods} from './wait.ts';
import {carriesProof, type Live, podsOf, wantedPods} from './workload-pods.ts';

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
  const {cluster, force, signal, tell} = options;
  const lives: Live[] = [];
  let failure: Outcome<never> | null = null;
  let exit: ExitCode = 0;
  let removals: readonly Removal[] = [];
  const exists = (live: Live): void => {
    lives.push(live);
    options.leaves(leftText(lives));
  };
  try {
    failure = await applyAll(planned, {cluster, dryRun: false, force, own: remove, signal, tell, exists});
    if (failure === null && lives.length > 0) exit = await watchOver(lives, options);
  } finally {
    if (remove) removals = await clean(lives, options);
    else if (failure !== null && lives.length > 0) tell({is: 'warning', text: leftText(lives)});
    if (!remove) options.leaves(null);
  }
  const unconfirmed = removals.some(removal => removal.is !== 'confirmed');
  return {lives, removals, exit: worstExit(exit, unconfirmed ? 3 : 0), failure};
}

/** Waits, prints the logs and judges. A wait that ran out, and pods that are wanted and are not there, are no success. */
async function watchOver(lives: readonly Live[], options: Running): Promise<ExitCode> {
  const {cluster, ports, signal, tell} = options;
  if (!options.wait) return 0;
  const waitable = lives.filter(live => podsOf(live) !== null);
  if (waitable.length < lives.length)
    tell({is: 'note', text: 'A CronJob makes its pods when it is due; nothing is waited for.'});
  if (waitable.length === 0) return 0;
  const lists = nodesOnce();
  const {timeoutMs} = options;
  const waited = await waitForPods(waitable, {cluster, clock: ports.clock, timeoutMs, signal, tell, lists});
  if (!waited.ok) {
    tell({is: 'warning', text: waited.problem.text});
    return 3;
  }
  if (signal.aborted) return 0;
  await showLogs(waited.value, options);
  const prove = options.verify ?? lives.some(carriesProof);
  const {report, proofs} = await verdictOf(waited.value, options, prove, lists);
  if (proofs.length > 0) tell({is: 'proofs', rows: proofs});
  tell({is: 'report', about: 'verdict', report});
  if (!prove && waited.value.pods.some(pod => pod.state.ran)) tell({is: 'note', text: unprovenText(waited.value)});
  const lacking = lackingText(waited.value);
  if (lacking !== null) tell({is: 'warning', text: lacking});
  if (waited.value.timedOut)
    tell({is: 'warning', text: `The wait ended after ${Math.round(timeoutMs / 1000)} seconds; --timeout allows more.`});
  if (options.follow) await followLogs(waited.value, options);
  return worstExit(exitOfReport(report), lacking !== null || waited.value.timedOut ? 3 : 0);
}

const unprovenText = ({pods}: Waited): string =>
  pods.some(pod => isHostProcess(objectAt(pod.object, 'spec')))
    ? 'Their rights were not proven: the pods carry no proof. Add --verify to ask them by exec, or: kubectl hostprocess verify'
    : 'These are ordinary containers: hostProcess is not set, so they have no rights on the node to prove.';

/** Which pods are wanted and are not there; null when all are. */
function lackingText({lives, pods}: Waited): string | null {
  const lacking = lives.flatMap(live => {
    if (live.gone) return [`${objectName(live)} was deleted by somebody else meanwhile`];
    const wanted = wantedPods(live);
    const there = pods.filter(pod => pod.live.uid === live.uid).length;
    if (wanted === null) return [`${objectName(live)}: its controller has not made the pods of this version yet`];
    return there < wanted ? [`${objectName(live)}: ${there} of ${wanted} pods exist`] : [];
  });
  return lacking.length === 0 ? null : `${lacking.join('; ')}.`;
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

/** The logs so far of every pod in which a process has run. */
async function showLogs(waited: Waited, options: Running): Promise<void> {
  for (const selection of selectionsOf(waited)) await logsOf(selection, options, {follow: false, tailLines: 200});
}

/** Goes on with the logs of all workloads at once, until Ctrl-C; pods of Jobs and bare pods have said all they will when they have ended. */
async function followLogs(waited: Waited, options: Running): Promise<void> {
  const ended = (pod: TrackedPod): boolean => pod.state.is === 'succeeded' || pod.state.is === 'failed';
  const going = {...waited, pods: waited.pods.filter(pod => !ended(pod))};
  await Promise.all(selectionsOf(going).map(selection => logsOf(selection, options, {follow: true, tailLines: 0})));
}

function selectionsOf({lives, pods}: Waited): readonly Selection[] {
  const ran = new Set(pods.filter(pod => pod.state.ran).map(pod => pod.state.uid));
  return lives.flatMap(live => {
    const where = podsOf(live);
    const accepts = (pod: KubeObject): boolean => ran.has(textAt(pod, 'metadata', 'uid') ?? '');
    const some = pods.some(pod => pod.live.uid === live.uid && pod.state.ran);
    return where !== null && some ? [{...where, onePod: live.kind.kind === 'Pod', accepts, title: live.name}] : [];
  });
}

const logsOf = (selection: Selection, {cluster, signal, tell}: Running, how: {follow: boolean; tailLines: number}) =>
  printLogs({
    cluster,
    selection,
    query: {...how, previous: false, since: null},
    container: null,
    timestamps: false,
    signal,
    tell,
  });

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
  for (const removal of removals)
    tell({
      is: 'removed',
      confirmed: removal.is === 'confirmed',
      text: `${objectName(removal.existing)} ${removal.text}`,
    });
  const left = removals.filter(removal => removal.is === 'refused').map(removal => removal.existing);
  leaves(left.length === 0 ? null : leftText(left));
  if (left.length > 0) tell({is: 'warning', text: leftText(left)});
  return removals;
}
