import {type Asked, asked} from '../facts/pod/asked.ts';
import {type ContainerIdentity, identity} from '../facts/pod/identity.ts';
import {podState} from '../facts/pod/state.ts';
import type {Code, Found} from '../kernel/checks.ts';
import {known} from '../kernel/facts.ts';
import {gather} from '../kernel/gather.ts';
import {judge} from '../kernel/judge.ts';
import type {KubeObject} from '../kernel/objects.ts';
import {textAt} from '../kernel/objects.ts';
import {done, refuse} from '../kernel/outcome.ts';
import type {PodRef} from '../kernel/ports.ts';
import type {Evidence, Line, Report} from '../kernel/report.ts';
import {type Path, type Subject, subjectKey} from '../kernel/subjects.ts';
import type {ProofRow} from '../kernel/telling.ts';
import {askPods, type PodAsking} from './ask-pods.ts';
import {gatherPorts, type Lists} from './gather-ports.ts';
import {checksNamed} from './preflight.ts';
import {TOOL} from './tool.ts';
import {workloadOf} from './wait.ts';
import type {Live} from './workload-pods.ts';

/** Do the pods start and stay up. */
const STARTED: readonly Code[] = ['HP407', 'HP409', 'HP713', 'HP715'];
/** Is it really a HostProcess container, as whom, with which rights. */
const PROVEN: readonly Code[] = ['HP748', 'HP501', 'HP502'];

/** A report on live pods with the evidence it rests on, and each pod's rights side by side (empty unless they were to be proven). */
export type Judged = {report: Report; evidence: Evidence; proofs: readonly ProofRow[]};

/** Judges live pods (and the workloads they belong to): first whether they started, then, with `prove`, who they really are. */
export async function judgePods(
  pods: readonly KubeObject[],
  lives: readonly Live[],
  options: Omit<PodAsking, 'read' | 'cause'> & {prove: boolean; lists: Lists},
): Promise<Judged> {
  const subjects = pods.map(
    pod =>
      ({
        kind: 'pod',
        namespace: textAt(pod, 'metadata', 'namespace') ?? '',
        name: textAt(pod, 'metadata', 'name') ?? '',
        node: textAt(pod, 'spec', 'nodeName'),
      }) as const,
  );
  const objects = new Map<string, KubeObject>([
    ...subjects.map((subject, index): [string, KubeObject] => [subjectKey(subject), pods[index] ?? {}]),
    ...lives.map((live): [string, KubeObject] => [subjectKey(workloadOf(live)), live.object]),
  ]);
  const {cluster, clock, signal, lists} = options;
  const rosters = {
    cluster: known([{kind: 'cluster' as const, name: cluster.target.context ?? cluster.target.server}]),
    workload: known(lives.map(workloadOf)),
    pod: known(subjects),
  };
  const about = async (
    codes: readonly Code[],
    ask: boolean,
    causes: ReadonlyMap<string, string>,
  ): Promise<Omit<Judged, 'proofs'>> => {
    const checks = checksNamed(codes);
    const asking: PodAsking = {
      ...options,
      read: async pod => {
        const object = objects.get(podKey(pod));
        return object ? done(object) : refuse('not-found', `${pod.name} is no pod of this list`);
      },
      cause: pod => causes.get(podKey(pod)) ?? null,
    };
    const scope = {rosters, objects: (subject: Subject) => objects.get(subjectKey(subject)), ask: askPods(asking)};
    const evidence = await gather({
      checks,
      ports: gatherPorts(cluster, scope, signal, lists),
      consent: {ask, optIn: []},
      at: clock.now().toISOString(),
      tool: TOOL,
    });
    return {report: judge(checks, evidence), evidence};
  };
  const started = await about(STARTED, false, new Map());
  if (!options.prove) return {...started, proofs: []};
  const proven = await about(PROVEN, true, causesOf(started.report, objects));
  const report: Report = {
    ...started.report,
    lines: [...started.report.lines, ...proven.report.lines],
    notAsked: [...started.report.notAsked, ...proven.report.notAsked],
  };
  return {
    report,
    evidence: joined(started.evidence, proven.evidence),
    proofs: [...subjects].sort(byNode).flatMap(subject => proofsOf(subject, proven)),
  };
}

/** Both gatherings of one moment as one. */
export function joined(a: Evidence, b: Evidence): Evidence {
  const subjects = [...new Set([...Object.keys(a.facts), ...Object.keys(b.facts)])].sort();
  return {
    ...a,
    checks: [...a.checks, ...b.checks].sort(),
    rosters: {...a.rosters, ...b.rosters},
    facts: Object.fromEntries(subjects.map(key => [key, {...a.facts[key], ...b.facts[key]}])),
  };
}

/** As a person looks for them: the API server orders pods by names that controllers make up. */
const byNode = (a: Subject<'pod'>, b: Subject<'pod'>): number =>
  orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0;
const orderOf = ({node, namespace, name}: Subject<'pod'>): string => JSON.stringify([node ?? '', namespace, name]);

/** Asked and real side by side for each container of a pod, and what the verdicts about the pod come to there. */
function proofsOf(subject: Subject<'pod'>, {report, evidence}: Omit<Judged, 'proofs'>): readonly ProofRow[] {
  const facts = evidence.facts[subjectKey(subject)];
  const factValue = <T>(id: string): T | null => {
    const learned = facts?.[id];
    return learned?.is === 'known' ? (learned.value as T) : null;
  };
  const {node, namespace, name: pod} = subject;
  const given = factValue<Asked>(asked.id);
  if (given === null) return [{node, namespace, pod, container: null, asked: null, real: null, verdict: 'unknown'}];
  const lines = report.lines.filter(line => subjectKey(line.subject) === subjectKey(subject));
  const identities = factValue<readonly ContainerIdentity[]>(identity.id) ?? [];
  return given.containers.map(({container, at, hostProcess, account}) => {
    const said = identities.find(each => each.container === container)?.identity;
    const real = said?.is === 'known' ? said.value : null;
    return {
      node,
      namespace,
      pod,
      container,
      asked: {hostProcess, account},
      real: real && {account: real.account, sid: real.sid, admin: real.admin, host: real.host},
      verdict: real === null ? 'unknown' : verdictAt(at, lines),
    };
  });
}

/** What the verdicts about a pod come to for the container at `at`: as asked only where its account was judged and nothing is wrong. */
function verdictAt(at: Path, lines: readonly Line[]): ProofRow['verdict'] {
  const here = ({at: where}: Found): boolean => where === undefined || where.join('/') === at.join('/');
  if (lines.some(({verdict}) => verdict.is === 'fail' && verdict.found.some(here))) return 'not as asked';
  const judged = lines
    .filter(({verdict}) => verdict.is === 'pass' || verdict.is === 'fail')
    .map(line => line.check.code);
  const doubtful = lines.some(({verdict}) => verdict.is === 'unknown');
  return !doubtful && judged.includes('HP501') ? 'as asked' : 'unknown';
}

/** The failures that kept pods from ever running a process: one cause for every verdict about them that cannot be had. */
function causesOf(started: Report, objects: ReadonlyMap<string, KubeObject>): ReadonlyMap<string, string> {
  return new Map(
    started.lines.flatMap((line): [string, string][] => {
      const pod = objects.get(subjectKey(line.subject));
      const aboutStart = line.check.code === 'HP409' || line.foundBy === 'HP409';
      if (!aboutStart || line.verdict.is === 'pass' || pod === undefined || podState(pod).ran) return [];
      return [[subjectKey(line.subject), line.check.code]];
    }),
  );
}

const podKey = (pod: PodRef): string => subjectKey({kind: 'pod', namespace: pod.namespace, name: pod.name, node: null});
