import {type ExitCode, exitOfReport, worstExit} from '../kernel/exit.ts';
import {done, type Outcome, problem, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, FilesPort, TerminalPort} from '../kernel/ports.ts';
import type {Report} from '../kernel/report.ts';
import type {Json} from '../kernel/subjects.ts';
import type {Plan, Tell} from '../kernel/telling.ts';
import type {Template} from '../templates/index.ts';
import {applyAll, planEntries} from './apply.ts';
import type {Lists} from './gather-ports.ts';
import {printLogs} from './logs.ts';
import {type Planned, type Setting, traitsOf} from './plan.ts';
import {judgeRules, preflight} from './preflight.ts';
import {type Removal, removeAndConfirm} from './removal.ts';
import {prepare} from './run-source.ts';
import {judgePods} from './verdict.ts';
import {type Waited, waitForPods} from './wait.ts';
import {carriesProof, type Live, podsOf} from './workload-pods.ts';

/** What to run: a template with values for its holes, or the one workload of a file. */
export type RunSource =
  | {is: 'template'; template: Template; values: {readonly [hole: string]: Json}; nodes: readonly string[] | null}
  | {is: 'file'; path: string; settings: readonly Setting[]};

export type RunOptions = {
  source: RunSource;
  /** `-n`, null when it was not given. */
  namespace: string | null;
  dryRun: 'none' | 'client' | 'server';
  wait: boolean;
  timeoutMs: number;
  follow: boolean;
  /** null: prove what carries a proof. */
  verify: boolean | null;
  /** null: as the template says. */
  remove: boolean | null;
  yes: boolean;
  force: boolean;
  /** `cluster` may be null only for a dry run on the client. */
  ports: {cluster: ClusterPort | null; clock: ClockPort; files: FilesPort; terminal: TerminalPort};
  signal: AbortSignal;
  tell: Tell;
  /** Called with what would be left behind if the program ended now; null when nothing would. */
  leaves(lives: readonly Live[] | null): void;
};

/** What a run came to. `objects` are what was (or would be) sent, `exit` counts reports, removal and interruption together. */
export type RunResult = {objects: readonly Planned['object'][]; removals: readonly Removal[]; exit: ExitCode};

/** More pods than this at a time would look like an attack on the nodes. */
const AT_ONCE = 10;
const REMOVAL_MS = 45_000;
const PROOF_MS = 15_000;

/** Fills or reads the workload, judges it, shows it, asks, applies it, waits, prints its logs, proves it and cleans up. */
export async function run(options: RunOptions): Promise<Outcome<RunResult>> {
  const {ports, signal, tell} = options;
  const prepared = await prepare(options);
  if (!prepared.ok) return prepared;
  const {planned, ephemeral, namespaceBecause} = prepared.value;
  const objects = planned.map(each => each.object);

  const rules = await judgeRules(planned, ports.clock, signal);
  tell({is: 'report', about: 'rules', report: rules});
  if (exitOfReport(rules) === 1) return done({objects, removals: [], exit: 1});
  if (options.dryRun === 'client') return done({objects, removals: [], exit: exitOfReport(rules)});

  const {cluster} = ports;
  if (cluster === null)
    return refuse(
      'unreachable',
      'error: there is no cluster to run this on',
      'Give a kubeconfig, or --dry-run=client.',
    );
  const before = await preflight(planned, cluster, ports.clock, signal);
  tell({is: 'report', about: 'preflight', report: before.report});
  if (exitOfReport(before.report) === 1) return done({objects, removals: [], exit: 1});
  const entries = await planEntries(planned, cluster, options.force, signal);
  if (!entries.ok) return entries;
  const remove = options.remove ?? ephemeral;
  const plan: Plan = {
    namespace: planned[0]?.namespace ?? '',
    namespaceBecause,
    entries: entries.value,
    ...traitsOf(planned),
    nodes: before.reached?.map(node => node.name) ?? null,
    removedAtEnd: remove,
  };
  tell({is: 'plan', plan});
  if (options.dryRun === 'server') {
    const applied = await applyAll(planned, {...options, cluster, dryRun: true});
    return applied.failure && !applied.failure.ok
      ? applied.failure
      : done({objects: applied.lives.map(live => live.object), removals: [], exit: 0});
  }
  const agreed = await agree(options, plan, ephemeral);
  if (!agreed.ok) return agreed;

  const codes: ExitCode[] = [];
  const removals: Removal[] = [];
  const applied: Live[] = [];
  for (let start = 0; start < planned.length && !signal.aborted; start += AT_ONCE) {
    const chunk = await runChunk(planned.slice(start, start + AT_ONCE), {...options, cluster}, remove);
    codes.push(chunk.exit);
    removals.push(...chunk.removals);
    applied.push(...chunk.lives);
    if (chunk.failure) {
      if (applied.length === 0) return chunk.failure;
      if (!chunk.failure.ok) tell({is: 'warning', text: chunk.failure.problem.text});
      codes.push(2);
      break;
    }
  }
  return done({objects: applied.map(live => live.object), removals, exit: worstExit(...codes)});
}

type Chunk = {lives: readonly Live[]; removals: readonly Removal[]; exit: ExitCode; failure: Outcome<never> | null};

/** The options once there is a cluster. */
type Running = RunOptions & {cluster: ClusterPort};

async function runChunk(planned: readonly Planned[], options: Running, remove: boolean): Promise<Chunk> {
  const {cluster, signal, tell} = options;
  const {lives, failure} = await applyAll(planned, {cluster, dryRun: false, force: options.force, signal, tell});
  options.leaves(lives);
  const codes: ExitCode[] = [];
  try {
    if (!failure && lives.length > 0) codes.push(await watchOver(lives, options));
  } finally {
    if (!remove) options.leaves(null);
  }
  const removals = remove ? await clean(lives, options) : [];
  if (removals.some(removal => removal.is !== 'confirmed')) codes.push(3);
  return {lives, removals, exit: worstExit(...codes), failure};
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
  const report = await verdictOf(waited.value, options, prove, lists);
  tell({is: 'report', about: 'verdict', report});
  if (waited.value.timedOut)
    tell({
      is: 'warning',
      text: `The wait ended after ${Math.round(options.timeoutMs / 1000)} seconds; --timeout allows more.`,
    });
  if (options.follow) await showLogs(waited.value, options, true);
  return exitOfReport(report);
}

const verdictOf = (waited: Waited, options: Running, prove: boolean, lists: Lists): Promise<Report> =>
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
  tell({
    is: 'progress',
    text: `removing ${lives.length === 1 ? lives[0]?.name : `${lives.length} objects`} and waiting until the nodes confirm it`,
  });
  const removals = await removeAndConfirm(lives, {
    cluster,
    clock: ports.clock,
    timeoutMs: REMOVAL_MS,
    signal: AbortSignal.timeout(REMOVAL_MS),
  });
  const left = removals.filter(removal => removal.is !== 'confirmed');
  leaves(left.length === 0 ? null : left.map(removal => removal.existing));
  return removals;
}

async function agree(options: RunOptions, plan: Plan, ephemeral: boolean): Promise<Outcome<true>> {
  const nodes = plan.nodes?.length ?? 0;
  const changes = plan.entries.some(entry => entry.action !== 'keep');
  if (options.yes || !changes || (ephemeral && plan.entries.length <= AT_ONCE)) return done(true);
  const {terminal} = options.ports;
  if (!terminal.interactive)
    return refuse(
      'usage',
      'error: this creates privileged pods that stay, and there is nobody to ask',
      'Add --yes to agree, or --dry-run=server to look first.',
    );
  const what = `Run this as ${plan.accounts.join(', ') || 'its image’s user'} on ${nodes} Windows node${nodes === 1 ? '' : 's'}?`;
  const answer = await terminal.confirm(what);
  if (!answer.ok) return answer;
  return answer.value ? done(true) : {ok: false, problem: problem('interrupted', 'Nothing was created.')};
}
