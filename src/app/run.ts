import {type ExitCode, exitOfReport, worstExit} from '../kernel/exit.ts';
import {done, type Outcome, problem, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, TerminalPort} from '../kernel/ports.ts';
import type {Json} from '../kernel/subjects.ts';
import type {Plan, Tell} from '../kernel/telling.ts';
import type {Template} from '../templates/index.ts';
import {applyAll, planEntries} from './apply.ts';
import {type FileWorkload, type Planned, traitsOf} from './plan.ts';
import {judgeRules, preflight} from './preflight.ts';
import type {Removal} from './removal.ts';
import {runChunk} from './run-chunk.ts';
import {prepare} from './run-source.ts';
import type {Live} from './workload-pods.ts';

/** What to run: a template with values for its holes, or the one workload of a file. */
export type RunSource =
  | {is: 'template'; template: Template; values: {readonly [hole: string]: Json}; nodes: readonly string[] | null}
  | {is: 'file'; workload: FileWorkload};

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
  ports: {cluster: ClusterPort | null; clock: ClockPort; terminal: TerminalPort};
  signal: AbortSignal;
  tell: Tell;
  /** Called with what would be left behind if the program ended now, and how to remove it; null when nothing would. */
  leaves(text: string | null): void;
};

/** What a run came to. `objects` are what was (or would be) sent, `exit` counts reports, removal and interruption together. */
export type RunResult = {objects: readonly Planned['object'][]; removals: readonly Removal[]; exit: ExitCode};

/** More pods than this at a time would look like an attack on the nodes. */
const AT_ONCE = 10;

/** Fills or reads the workload, judges it, shows it, asks, applies it, waits, prints its logs, proves it and cleans up. */
export async function run(options: RunOptions): Promise<Outcome<RunResult>> {
  const {ports, signal, tell} = options;
  const prepared = await prepare(options);
  if (!prepared.ok) return prepared;
  const {planned, ephemeral, namespaceBecause} = prepared.value;
  const objects = planned.map(each => each.object);

  const rules = await judgeRules(planned, ports.clock);
  tell({is: 'report', about: 'rules', report: rules});
  if (exitOfReport(rules) === 1) return done({objects: [], removals: [], exit: 1});
  if (options.dryRun === 'client') return done({objects, removals: [], exit: exitOfReport(rules)});

  const remove = options.remove ?? ephemeral;
  if (remove && !options.wait)
    return refuse(
      'usage',
      'error: --wait=false would remove this before it has run',
      'Leave out --wait=false, or add --rm=false: cleanup then removes it.',
    );
  const {cluster} = ports;
  if (cluster === null)
    return refuse(
      'unreachable',
      'error: there is no cluster to run this on',
      'Give a kubeconfig, or --dry-run=client.',
    );
  const before = await preflight(planned, cluster, ports.clock, signal, remove);
  tell({is: 'report', about: 'preflight', report: before.report});
  if (exitOfReport(before.report) === 1) return done({objects: [], removals: [], exit: 1});
  const entries = await planEntries(planned, cluster, options.force, signal);
  if (!entries.ok) return entries;
  const existing = entries.value.find(entry => entry.action !== 'create');
  if (remove && existing)
    return refuse(
      'usage',
      `error: ${existing.object} exists already, and --rm would remove what this run did not make`,
      'Leave out --rm, or give another name.',
    );
  const plan: Plan = {
    namespace: planned[0]?.namespace ?? '',
    namespaceBecause,
    entries: entries.value,
    ...traitsOf(planned),
    nodes: before.reached?.map(node => node.name) ?? null,
    onePod: planned.length === 1 && ['Pod', 'Job'].includes(planned[0]?.kind.kind ?? ''),
    removedAtEnd: remove,
  };
  tell({is: 'plan', plan});
  if (options.dryRun === 'server') {
    const imagined: Live[] = [];
    const exists = (live: Live): void => void imagined.push(live);
    const refusal = await applyAll(planned, {...options, cluster, dryRun: true, own: remove, exists});
    if (refusal !== null) return refusal;
    const exit = worstExit(exitOfReport(rules), exitOfReport(before.report));
    return done({objects: imagined.map(live => live.object), removals: [], exit});
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

async function agree(options: RunOptions, plan: Plan, ephemeral: boolean): Promise<Outcome<true>> {
  const nodes = plan.nodes?.length ?? 0;
  const changes = plan.entries.some(entry => entry.action !== 'keep');
  if (options.yes || !changes || (ephemeral && plan.entries.length <= AT_ONCE)) return done(true);
  const {terminal} = options.ports;
  if (!terminal.interactive)
    return refuse(
      'usage',
      'error: this creates pods that stay, and there is nobody to ask',
      'Add --yes to agree, or --dry-run=server to look first.',
    );
  const where =
    plan.onePod && nodes > 1 ? `one of ${nodes} Windows nodes` : `${nodes} Windows node${nodes === 1 ? '' : 's'}`;
  const what = `Run this as ${plan.accounts.join(', ') || 'its image’s user'} on ${where}?`;
  const answer = await terminal.confirm(what);
  if (!answer.ok) return answer;
  return answer.value ? done(true) : {ok: false, problem: problem('declined', 'Nothing was created.')};
}
