import {CHECKS} from '../checks/registry.generated.ts';
import {PROOF_VARIABLE} from '../facts/node/launch.ts';
import {identity} from '../facts/pod/identity.ts';
import {podState} from '../facts/pod/state.ts';
import type {AnyCheck, Code} from '../kernel/checks.ts';
import {none} from '../kernel/facts.ts';
import {gather} from '../kernel/gather.ts';
import {judge} from '../kernel/judge.ts';
import {type KubeObject, listAt, textAt} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, GatherPorts} from '../kernel/ports.ts';
import type {Evidence, Report} from '../kernel/report.ts';
import {type Kind, type Subject, subjectKey} from '../kernel/subjects.ts';
import type {Tell} from '../kernel/telling.ts';
import {askPods} from './ask-pods.ts';
import {doctorPorts, type Roster} from './doctor-ports.ts';
import {rosterOf} from './doctor-roster.ts';
import {type Survey, survey} from './doctor-survey.ts';
import {resolveTargets, type Targets} from './doctor-targets.ts';
import {nodeAsks, type ProbeOptions, plannedObjects, planProbe, probe} from './probe.ts';
import {TOOL} from './tool.ts';
import {joined} from './verdict.ts';
import {readEvents, readEventsOf} from './warning-events.ts';

export type DoctorOptions = {
  cluster: ClusterPort;
  clock: ClockPort;
  /** Nodes (`win-1`, `node/win-1`) and `KIND/NAME…`; empty for the whole cluster. */
  names: readonly string[];
  /** How to put questions to nodes; null asks none. */
  probe: ProbeOptions | null;
  /** Shows the Jobs of the probe instead of creating them. */
  dryRun: boolean;
  /** Codes of checks that are put only by name. */
  optIn: readonly string[];
  signal: AbortSignal;
  tell: Tell;
};

/** What is learned of a pod by its own log, when it proves itself in it. */
const PROVEN: readonly Code[] = ['HP501', 'HP502', 'HP748'];
/** Put to what is about to be created, not to what exists. */
const BEFORE: readonly Code[] = ['HP411'];
const PROOF_MS = 3_000;

/** What a visit learned, or the objects that its probe would create. */
export type Visit = {is: 'evidence'; evidence: Evidence} | {is: 'objects'; objects: readonly KubeObject[]};

/** Looks at the Windows side of a cluster, or at what was named in it. Sends nothing but reads, unless `probe` does. */
export async function doctor(options: DoctorOptions): Promise<Outcome<Visit>> {
  const {cluster, clock, signal, tell} = options;
  const targets = await resolveTargets(options.names, cluster, signal);
  if (!targets.ok) return targets;
  const seen = await survey({cluster, targets: targets.value, at: clock.now().toISOString(), signal, tell});
  if (!seen.ok) return seen;
  const roster = rosterOf(seen.value, targets.value, cluster.target);
  if ([seen.value.nodes, seen.value.pods, seen.value.workloads].some(list => list.is === 'missing'))
    tell({
      is: 'warning',
      text: 'Some lists may not be read, so much stays unknown. What you may read can be named: kubectl hostprocess doctor daemonset/NAME -n NAMESPACE',
    });
  const {node} = roster.rosters;
  const names = node?.is === 'known' ? node.value.flatMap(subject => ('name' in subject ? [subject.name] : [])) : [];
  if (options.probe !== null && node?.is === 'missing')
    return refuse(
      'forbidden',
      node.because,
      'Ask for the right to list nodes; without it no node can be chosen to be asked.',
    );
  if (options.probe !== null && names.length === 0)
    return refuse('not-found', 'error: there is no Windows node to ask', 'Leave out --probe; doctor says why.');
  const asking = options.probe === null ? done(null) : await prepare(names, options.probe, options);
  if (!asking.ok) return asking;
  if (asking.value !== null && 'objects' in asking.value) return done({is: 'objects', objects: asking.value.objects});
  const evidence = await look(options, seen.value, roster, targets.value, asking.value?.ask ?? null);
  if (targets.value.lives.length === 0) return done({is: 'evidence', evidence});
  return done({is: 'evidence', evidence: joined(evidence, await proven(options, seen.value, roster))});
}

type Prepared = {ask: GatherPorts['ask']} | {objects: readonly KubeObject[]};

async function prepare(
  names: readonly string[],
  probing: ProbeOptions,
  {clock, dryRun, optIn}: DoctorOptions,
): Promise<Outcome<Prepared>> {
  const plan = await planProbe(names, visitAsks(optIn), probing);
  if (!plan.ok) return plan;
  if (dryRun) {
    const objects = plannedObjects(plan.value, clock.now());
    return objects.ok ? done({objects: objects.value}) : objects;
  }
  const ask = await probe(plan.value, probing);
  return ask.ok ? done({ask: ask.value}) : ask;
}

/** The questions that a visit puts to nodes; opt-in checks only by their codes. */
export const visitAsks = (optIn: readonly string[]): ReturnType<typeof nodeAsks> =>
  nodeAsks(checksAbout(NARROW).filter(check => !check.optIn || optIn.includes(check.code)));

async function look(
  options: DoctorOptions,
  seen: Survey,
  roster: Roster,
  targets: Targets,
  ask: GatherPorts['ask'] | null,
): Promise<Evidence> {
  const {cluster, clock, signal, tell, optIn} = options;
  const whole = targets.nodes.length + targets.lives.length === 0;
  const about = [...roster.objects.values()];
  if (whole && about.length > 0) tell({is: 'progress', text: 'reading events', change: 'reading events'});
  const events = about.length === 0 ? null : await (whole ? readEvents : readEventsOf)(cluster, about, signal);
  tell({is: 'progress', text: 'judging', change: 'judging'});
  return gather({
    checks: checksAbout(whole ? ALL : NARROW).filter(check => ask !== null || nodeAsks([check]).size === 0),
    ports: doctorPorts({cluster, survey: seen, roster, events, ask: ask ?? undefined, signal}),
    consent: {ask: ask !== null, optIn},
    at: clock.now().toISOString(),
    tool: TOOL,
  });
}

const NARROW: readonly Kind[] = ['node', 'workload', 'pod'];
const ALL: readonly Kind[] = ['cluster', 'namespace', ...NARROW];

const checksAbout = (kinds: readonly Kind[]): readonly AnyCheck[] =>
  CHECKS.filter(({code, about}) => kinds.includes(about as Kind) && !PROVEN.includes(code) && !BEFORE.includes(code));

/** The checks that are put only by name. */
export const OPT_INS: readonly {code: string; asksNodes: boolean}[] = checksAbout(NARROW)
  .filter(check => check.optIn)
  .map(check => ({code: check.code, asksNodes: nodeAsks([check]).size > 0}));

/** Who the named pods say they are, where they carry the proof and their log still has it; nothing is run in them. */
async function proven(options: DoctorOptions, seen: Survey, roster: Roster): Promise<Evidence> {
  const {cluster, clock, signal, tell} = options;
  const of = (pod: Subject): KubeObject | undefined => roster.objects.get(subjectKey(pod));
  const ask = askPods({
    cluster,
    clock,
    signal,
    tell,
    exec: false,
    patienceMs: PROOF_MS,
    read: ({namespace, name}) => cluster.get(`/api/v1/namespaces/${namespace}/pods/${name}`, signal),
    cause: () => null,
  });
  const asking: GatherPorts['ask'] = async (pod, asks) => (provesItself(of(pod)) ? ask(pod, asks) : new Map());
  const evidence = await gather({
    checks: CHECKS.filter(({code}) => PROVEN.includes(code)),
    ports: doctorPorts({cluster, survey: seen, roster, events: null, ask: asking, signal}),
    consent: {ask: true, optIn: []},
    at: clock.now().toISOString(),
    tool: TOOL,
  });
  const silent = new Set([...roster.objects].flatMap(([key, object]) => (provesItself(object) ? [] : [key])));
  const facts = Object.entries(evidence.facts).map(([key, learned]) => [
    key,
    silent.has(key) && learned[identity.id] ? {...learned, [identity.id]: NO_PROOF} : learned,
  ]);
  return {...evidence, facts: Object.fromEntries(facts)};
}

const NO_PROOF = none('its log holds no proof; kubectl hostprocess verify asks it by exec');

/** Has run, and carries our text, so that its log can be expected to hold the proof. */
const provesItself = (pod: KubeObject | undefined): boolean =>
  pod !== undefined &&
  podState(pod).ran &&
  listAt(pod, 'spec', 'containers').some(container =>
    listAt(container, 'env').some(variable => textAt(variable, 'name') === PROOF_VARIABLE),
  );

/**
 * The verdicts of a visit, live or saved. What asks nodes or is put by name only, and was not put, is listed as not asked.
 * Pure, so that the report of saved evidence is the same byte for byte.
 */
export function judgeVisit(evidence: Evidence): Report {
  const put = CHECKS.filter(({code}) => evidence.checks.includes(code));
  const unasked = checksAbout(NARROW).filter(
    check => !put.includes(check) && (check.optIn || nodeAsks([check]).size > 0),
  );
  const report = judge(put, evidence);
  const byName = ({optIn}: AnyCheck): number => (optIn ? 1 : 0); // last, for --probe adds more
  const reasons = unasked
    .toSorted((a, b) => byName(a) - byName(b))
    .map(({code, about, optIn}) => ({
      code,
      kind: about as Kind,
      because: optIn ? 'asked only by name' : 'not asked: add --probe',
    }));
  return {...report, notAsked: [...report.notAsked, ...reasons]};
}
