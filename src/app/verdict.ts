import {podState} from '../facts/pod/state.ts';
import type {Code} from '../kernel/checks.ts';
import {known} from '../kernel/facts.ts';
import {gather} from '../kernel/gather.ts';
import {judge} from '../kernel/judge.ts';
import type {KubeObject} from '../kernel/objects.ts';
import {listAt, textAt} from '../kernel/objects.ts';
import type {PodRef} from '../kernel/ports.ts';
import type {Report} from '../kernel/report.ts';
import {type Subject, subjectKey} from '../kernel/subjects.ts';
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

/** Judges live pods (and the workloads they belong to): first whether they started, then, with `prove`, who they really are. */
export async function judgePods(
  pods: readonly KubeObject[],
  lives: readonly Live[],
  options: Omit<PodAsking, 'about'> & {prove: boolean; lists: Lists},
): Promise<Report> {
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
    checks: ReturnType<typeof checksNamed>,
    ask: boolean,
    causes: ReadonlyMap<string, string>,
  ): Promise<Report> => {
    const asking: PodAsking = {
      ...options,
      about: pod => ({container: firstContainer(objects.get(podKey(pod))), cause: causes.get(podKey(pod)) ?? null}),
    };
    const scope = {rosters, objects: (subject: Subject) => objects.get(subjectKey(subject)), ask: askPods(asking)};
    const evidence = await gather({
      checks,
      ports: gatherPorts(cluster, scope, signal, lists),
      consent: {ask, optIn: []},
      at: clock.now().toISOString(),
      tool: TOOL,
    });
    return judge(checks, evidence);
  };
  const started = await about(checksNamed(STARTED), false, new Map());
  if (!options.prove) return started;
  const proven = await about(checksNamed(PROVEN), true, causesOf(started, objects));
  return {...started, lines: [...started.lines, ...proven.lines], notAsked: [...started.notAsked, ...proven.notAsked]};
}

/** The failures that kept pods from ever running a process: one cause for every verdict about them that cannot be had. */
function causesOf(started: Report, objects: ReadonlyMap<string, KubeObject>): ReadonlyMap<string, string> {
  return new Map(
    started.lines.flatMap((line): [string, string][] => {
      const pod = objects.get(subjectKey(line.subject));
      if (line.check.code !== 'HP409' || line.verdict.is === 'pass' || pod === undefined || podState(pod).ran)
        return [];
      const code = line.verdict.is === 'fail' ? line.verdict.found[0].known?.code : undefined;
      return [[subjectKey(line.subject), code ?? 'HP409']];
    }),
  );
}

const podKey = (pod: PodRef): string => subjectKey({kind: 'pod', namespace: pod.namespace, name: pod.name, node: null});

const firstContainer = (pod: KubeObject | undefined): string =>
  textAt(listAt(pod, 'spec', 'containers')[0], 'name') ?? '';
