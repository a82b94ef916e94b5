import {isWindows} from '../facts/cluster/nodes.ts';
import {known, type Learned} from '../kernel/facts.ts';
import {apiKindOf, type KubeObject, listAt, objectAt, textAt} from '../kernel/objects.ts';
import type {ClusterTarget} from '../kernel/ports.ts';
import {type Subject, subjectKey} from '../kernel/subjects.ts';
import {isHostProcess} from '../windows/options.ts';
import type {Roster} from './doctor-ports.ts';
import type {Survey} from './doctor-survey.ts';
import type {Targets} from './doctor-targets.ts';

/** Which subjects there are to judge. A list that is missing makes every check about its kind unknown. */
export function rosterOf(survey: Survey, targets: Targets, target: ClusterTarget): Roster {
  const pods = mapped(survey.pods, list => unique(list));
  const bare = mapped(pods, list => list.filter(isBare));
  const workloads = both(survey.workloads, bare);
  const objects = new Map([
    ...(pods.is === 'known' ? pods.value.map((pod): [string, KubeObject] => [subjectKey(podSubject(pod)), pod]) : []),
    ...(workloads.is === 'known'
      ? workloads.value.map((each): [string, KubeObject] => [subjectKey(workloadSubject(each)), each])
      : []),
  ]);
  const rosters = {
    cluster: known([{kind: 'cluster' as const, name: target.context ?? target.server}]),
    node: nodesOf(survey, targets, pods),
    workload: mapped(workloads, list => list.map(workloadSubject)),
    namespace: mapped(workloads, list => namespacesOf(list)),
    pod: mapped(pods, list => list.map(podSubject)),
  };
  return {rosters, objects};
}

/** All Windows nodes; when the visit is narrowed, those that were named and those of the pods in it. */
function nodesOf(
  survey: Survey,
  targets: Targets,
  pods: Learned<readonly KubeObject[]>,
): Learned<readonly Subject<'node'>[]> {
  const subject = (name: string): Subject<'node'> => ({kind: 'node', name});
  if (survey.nodes.is !== 'known') return targets.nodes.length > 0 ? known(targets.nodes.map(subject)) : survey.nodes;
  const windows = survey.nodes.value.filter(isWindows).map(node => node.name);
  if (targets.nodes.length + targets.lives.length === 0) return known(windows.map(subject));
  const carrying = pods.is === 'known' ? pods.value.map(pod => textAt(pod, 'spec', 'nodeName') ?? '') : [];
  return known(windows.filter(name => targets.nodes.includes(name) || carrying.includes(name)).map(subject));
}

const podSubject = (pod: KubeObject): Subject<'pod'> => ({
  kind: 'pod',
  namespace: textAt(pod, 'metadata', 'namespace') ?? '',
  name: textAt(pod, 'metadata', 'name') ?? '',
  node: textAt(pod, 'spec', 'nodeName'),
});

const workloadSubject = (object: KubeObject): Subject<'workload'> => ({
  kind: 'workload',
  apiVersion: object.apiVersion ?? '',
  type: object.kind ?? '',
  namespace: textAt(object, 'metadata', 'namespace') ?? '',
  name: textAt(object, 'metadata', 'name') ?? '',
});

/** A HostProcess pod that nothing made: it is its own workload. */
const isBare = (pod: KubeObject): boolean =>
  listAt(pod, 'metadata', 'ownerReferences').length === 0 && isHostProcess(objectAt(pod, 'spec'));

function namespacesOf(workloads: readonly KubeObject[]): readonly Subject<'namespace'>[] {
  const names = workloads
    .filter(each => isHostProcess(objectAt(each, ...(apiKindOf(each)?.template ?? []), 'spec')))
    .map(each => textAt(each, 'metadata', 'namespace') ?? '');
  return [...new Set(names)].sort().map(name => ({kind: 'namespace', name}));
}

/** A pod that was named twice, by its node and by itself, is one pod. */
const unique = (pods: readonly KubeObject[]): readonly KubeObject[] => [
  ...new Map(pods.map(pod => [subjectKey(podSubject(pod)), pod])).values(),
];

const mapped = <T, U>(learned: Learned<T>, by: (value: T) => U): Learned<U> =>
  learned.is === 'known' ? known(by(learned.value)) : learned;

function both<T>(a: Learned<readonly T[]>, b: Learned<readonly T[]>): Learned<readonly T[]> {
  if (a.is !== 'known') return a;
  return b.is === 'known' ? known([...new Set([...a.value, ...b.value])]) : b;
}
