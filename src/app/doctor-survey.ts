import {isWindows, type NodeFacts, nodeFacts} from '../facts/cluster/nodes.ts';
import {placement} from '../facts/cluster/scheduling.ts';
import {saidOs} from '../facts/cluster/workload.ts';
import {restartsOf} from '../facts/pod/restarts.ts';
import {isOverdue, podState} from '../facts/pod/state.ts';
import {known, type Learned, missing} from '../kernel/facts.ts';
import {API_KINDS, apiKindOf, collectionPath, type KubeObject, listAt, objectAt, textAt} from '../kernel/objects.ts';
import {done, type Outcome} from '../kernel/outcome.ts';
import type {ClusterPort, ListQuery} from '../kernel/ports.ts';
import type {Tell} from '../kernel/telling.ts';
import {isHostProcess} from '../windows/options.ts';
import type {Targets} from './doctor-targets.ts';
import {checkNodes} from './doctor-targets.ts';
import {footprint, trimmed} from './doctor-trim.ts';
import {podsOf} from './workload-pods.ts';

/** What a few lists of the cluster showed, cut down as their pages came. */
export type Survey = {
  nodes: Learned<readonly NodeFacts[]>;
  /** Pods that verdicts are about: HostProcess pods, and pods for Windows that are in trouble. */
  pods: Learned<readonly KubeObject[]>;
  /** All pods on Windows nodes as far as memory goes; null where pods were not all read. */
  footprints: Learned<readonly KubeObject[]> | null;
  workloads: Learned<readonly KubeObject[]>;
};

/** `at`: the time of the visit, ISO 8601. */
export type SurveyOptions = {cluster: ClusterPort; targets: Targets; at: string; signal: AbortSignal; tell: Tell};

/** Workloads that make pods by themselves; what a workload owns (ReplicaSets, Jobs of CronJobs) is judged with its owner. */
const WORKLOADS = API_KINDS.filter(({kind}) =>
  ['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet', 'Job', 'CronJob'].includes(kind),
);

/** Reads the nodes, then pods and workloads side by side. What may not be listed is missing; no server at all ends the visit. */
export async function survey(options: SurveyOptions): Promise<Outcome<Survey>> {
  const {cluster, targets, signal} = options;
  say(options, 'reading the nodes');
  const listed = await cluster.list('/api/v1/nodes', {}, nodeFacts, signal);
  if (!listed.ok && listed.problem.is !== 'forbidden') return listed;
  if (listed.ok) {
    const fine = await checkNodes(targets.nodes, listed.value, cluster, signal);
    if (!fine.ok) return fine;
  }
  const nodes = listed.ok
    ? known([...listed.value].sort((a, b) => (a.name < b.name ? -1 : 1)))
    : missing(listed.problem.text);
  const whole = targets.nodes.length + targets.lives.length === 0;
  say(options, whole ? 'reading pods and workloads of all namespaces' : 'reading the pods');
  const world = nodes.is === 'known' ? nodes.value : [];
  if (!whole) return done({nodes, ...(await narrowed(options, world))});
  const all = new Footprints(world, options.at);
  const [pods, workloads] = await Promise.all([
    read(options, '/api/v1/pods', {}, pod => all.take(pod)),
    workloadsOf(options, world),
  ]);
  return done({nodes, pods, workloads, footprints: pods.is === 'known' ? known(all.kept) : pods});
}

/** Sorts pods as they arrive: those to judge are returned, and all on Windows nodes leave their footprint. */
class Footprints {
  readonly kept: KubeObject[] = [];
  readonly #windows: ReadonlySet<string>;

  readonly #at: string;

  constructor(nodes: readonly NodeFacts[], at: string) {
    this.#at = at;
    this.#windows = new Set(nodes.filter(isWindows).map(node => node.name));
  }

  take(pod: KubeObject): KubeObject | undefined {
    const spec = objectAt(pod, 'spec');
    const here = this.#windows.has(textAt(spec, 'nodeName') ?? '');
    if (here) this.kept.push(footprint(pod));
    const hostProcess = isHostProcess(spec);
    if (!hostProcess && !here && saidOs(spec) !== 'windows') return undefined;
    const state = podState(pod);
    if (state.is === 'succeeded' || (state.is === 'ending' && !isOverdue(state.due, this.#at))) return undefined;
    const fine = state.is === 'running' && state.ready && restartsOf(pod).length === 0;
    return hostProcess || !fine ? trimmed(pod) : undefined;
  }
}

/** The pods of the nodes, pods and workloads that were named; on a node that was named, those that verdicts are about. */
async function narrowed(options: SurveyOptions, world: readonly NodeFacts[]): Promise<Omit<Survey, 'nodes'>> {
  const {targets} = options;
  const lists: Learned<readonly KubeObject[]>[] = [];
  for (const name of targets.nodes) {
    const query = {fieldSelector: `spec.nodeName=${name}`};
    const here = new Footprints(world, options.at);
    lists.push(await read(options, '/api/v1/pods', query, pod => here.take(pod)));
  }
  for (const live of targets.lives) {
    if (live.kind.kind === 'Pod') lists.push(known([trimmed(live.object)]));
    else {
      const where = podsOf(live);
      if (where !== null) lists.push(await read(options, where.path, where.query, trimmed));
    }
  }
  const workloads = known(targets.lives.map(live => trimmed(live.object)));
  return {pods: joined(lists), workloads, footprints: null};
}

/** The workloads for Windows, and those that say nothing of an operating system and could land on a Windows node. */
async function workloadsOf(
  options: SurveyOptions,
  nodes: readonly NodeFacts[],
): Promise<Learned<readonly KubeObject[]>> {
  const windows = nodes.filter(isWindows);
  const open = [...new Map(windows.map(node => [JSON.stringify([node.taints, node.unschedulable]), node])).values()];
  const keep = (object: KubeObject): KubeObject | undefined => {
    const kind = apiKindOf(object);
    if (!kind?.template || listAt(object, 'metadata', 'ownerReferences').length > 0 || hasEnded(object))
      return undefined;
    const spec = objectAt(object, ...kind.template, 'spec');
    const os = saidOs(spec);
    if (os === 'windows') return trimmed(object);
    if (os !== null || !open.some(node => placement(spec, node, kind.kind).untolerated.length === 0)) return undefined;
    const lands = windows.some(node => {
      const {selected, untolerated} = placement(spec, node, kind.kind);
      return selected && untolerated.length === 0;
    });
    return lands ? trimmed(object) : undefined;
  };
  return joined(await Promise.all(WORKLOADS.map(kind => read(options, collectionPath(kind, null), {}, keep))));
}

/** A Job that is over, and whatever was scaled to nothing. */
const hasEnded = (object: KubeObject): boolean =>
  listAt(object, 'status', 'conditions').some(
    each => ['Complete', 'Failed'].includes(textAt(each, 'type') ?? '') && textAt(each, 'status') === 'True',
  ) && object.kind === 'Job';

async function read(
  {cluster, signal}: SurveyOptions,
  path: string,
  query: ListQuery,
  keep: (object: KubeObject) => KubeObject | undefined,
): Promise<Learned<readonly KubeObject[]>> {
  const listed = await cluster.list(path, query, keep, signal);
  return listed.ok ? known(listed.value) : missing(listed.problem.text);
}

/** All lists as one; one that is missing makes the whole missing, for who knows what was in it. */
function joined(lists: readonly Learned<readonly KubeObject[]>[]): Learned<readonly KubeObject[]> {
  return (
    lists.find(list => list.is !== 'known') ?? known(lists.flatMap(list => (list.is === 'known' ? list.value : [])))
  );
}

const say = ({tell}: SurveyOptions, text: string): void => tell({is: 'progress', text, change: text});
