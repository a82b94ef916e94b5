import {setTimeout as sleep} from 'node:timers/promises';
import {listAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Api} from './api.ts';
import {createKubelet, type Kubelet} from './kubelet.ts';
import type {KubeletServer} from './kubelet-server.ts';
import {createMetrics, type Metrics} from './metrics.ts';
import {registerNode, renewLease, reportStatus} from './node-object.ts';
import {createPodWorker, type NodeContext, type PodWorker} from './pod-worker.ts';
import {createRecorder} from './recorder.ts';
import type {PretendNode, Scenario} from './scenario.ts';

export {loadScenario, readScenario, scenarioNames} from '../scenarios/index.ts';
export type {PretendNode, Scenario} from './scenario.ts';

type NodesOptions = {
  /** The API server, as a cluster administrator: one process is many kubelets. */
  api: Api;
  scenarios: readonly Scenario[];
  /** Makes a node's kubelet reachable for the API server, at the address and port that the Node object then says. */
  serve(node: string, kubelet: Kubelet): Promise<KubeletServer>;
  /** What a kubelet's waits (back-offs, retries) are multiplied with; 0.1 when not given. */
  haste?: number;
};

/** Pretend nodes that run. */
export type Nodes = {
  /** In the order of the scenarios; a name that was taken has become `win-1-2`. */
  readonly names: readonly string[];
  /** The node falls silent, as with its cable pulled: no heartbeat, no logs, nothing happens to its pods. */
  silence(node: string): Promise<void>;
  /** Resolves when everything that the scenarios let break later has broken, or at the end. */
  readonly broken: Promise<void>;
  /** Everything ends; the Node objects stay, as when machines are switched off. */
  stop(): Promise<void>;
};

const HEARTBEAT_MS = 3000;
/** The kubelet's nodeStatusReportFrequency is 5 minutes; a test does not wait so long. */
const STATUS_EVERY = 10;

/** Registers every node of the scenarios and plays its kubelet, containerd and hcsshim. Throws when a node is refused. */
export async function startNodes(options: NodesOptions): Promise<Nodes> {
  const nodes = distinct(options.scenarios.flatMap(scenario => scenario.nodes));
  const {api} = options;
  const running = new Map(
    await Promise.all(nodes.map(async node => [node.name, await startNode(api, node, options)] as const)),
  );
  const stopping = new AbortController();
  const breaks = nodes.map(node => breakLater(node, running, stopping.signal, after => startNode(api, after, options)));
  const broken = Promise.all(breaks).then(() => undefined);
  return {
    names: nodes.map(node => node.name),
    broken,
    async silence(name) {
      await running.get(name)?.();
    },
    async stop() {
      stopping.abort();
      await broken;
      await Promise.all([...running.values()].map(stop => stop()));
      api.close();
    },
  };
}

/** What `later` says of a node: it falls silent, or restarts as another; its pods' processes end, and its kubelet starts them again. */
async function breakLater(
  {name, later}: PretendNode,
  running: Map<string, () => Promise<void>>,
  signal: AbortSignal,
  start: (node: PretendNode) => Promise<() => Promise<void>>,
): Promise<void> {
  if (later === null) return;
  await sleep(later.after * 1000, undefined, {signal}).catch(() => undefined);
  if (signal.aborted) return;
  await running.get(name)?.();
  if (later.becomes !== null) running.set(name, await start(later.becomes));
}

/** The nodes with a number behind each name that an earlier one has: two scenarios may both have a win-1. */
function distinct(nodes: readonly PretendNode[]): readonly PretendNode[] {
  const uses = new Map<string, number>();
  return nodes.map(node => {
    const use = (uses.get(node.name) ?? 0) + 1;
    uses.set(node.name, use);
    return use === 1 ? node : named(node, `${node.name}-${use}`);
  });
}

const named = (node: PretendNode, name: string): PretendNode => {
  const {later} = node;
  return {...node, name, later: later?.becomes ? {...later, becomes: named(later.becomes, name)} : later};
};

/** Starts one node; the function given back silences it. */
async function startNode(api: Api, node: PretendNode, options: NodesOptions): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const workers = new Map<string, {key: string; worker: PodWorker}>();
  const recorder = createRecorder(api, {component: 'kubelet', host: node.name});
  const metrics = createMetrics(node.name);
  const haste = options.haste ?? 0.1;
  const shared: NodeContext = {node, images: new Set(node.images), api, recorder, metrics, haste};
  const server = await options.serve(node.name, kubeletOf(node, workers, metrics));
  const registered = await registerNode(api, node, server);
  const uid = textAt(registered, 'metadata', 'uid') ?? '';
  while (!(await renewLease(api, node, uid))) await sleep(200); // the lease's namespace comes a moment after the API server
  const tasks = [heartbeat(api, node, uid, stop.signal), followPods(api, node.name, stop.signal, handle)];

  function handle(pods: readonly JsonObject[], whole: boolean, removed: boolean): void {
    const seen = new Set(pods.map(pod => textAt(pod, 'metadata', 'uid') ?? ''));
    for (const [id, {worker}] of workers) {
      if (whole ? !seen.has(id) : removed && seen.has(id)) {
        worker.gone();
        workers.delete(id);
      }
    }
    for (const pod of removed ? [] : pods) {
      const id = textAt(pod, 'metadata', 'uid') ?? '';
      const known = workers.get(id);
      if (known) known.worker.update(pod);
      else workers.set(id, {key: podKey(pod), worker: createPodWorker(shared, pod)});
    }
  }

  return async () => {
    stop.abort();
    const closed = server.close(); // first: a silent node says no more how its processes end
    for (const {worker} of workers.values()) worker.gone();
    await Promise.all([...tasks, ...[...workers.values()].map(({worker}) => worker.finished), closed]);
  };
}

const podKey = (pod: JsonObject): string =>
  `${textAt(pod, 'metadata', 'namespace')}/${textAt(pod, 'metadata', 'name')}`;

const kubeletOf = (
  node: PretendNode,
  workers: ReadonlyMap<string, {key: string; worker: PodWorker}>,
  metrics: Metrics,
): Kubelet =>
  createKubelet({
    record({namespace, pod, container}) {
      const found = [...workers.values()].findLast(each => each.key === `${namespace}/${pod}`);
      return found?.worker.records.find(record => record.name === container) ?? null;
    },
    target(record) {
      const found = [...workers.values()].find(each => each.worker.records.includes(record));
      if (found === undefined || record.process === null) return null;
      return {node, process: record.process, stopped: found.worker.stopped};
    },
    metrics: () => metrics.text(),
  });

async function heartbeat(api: Api, node: PretendNode, uid: string, signal: AbortSignal): Promise<void> {
  for (let beat = 0; !signal.aborted; beat += 1) {
    if (beat % STATUS_EVERY === 0) await reportStatus(api, node);
    await renewLease(api, node, uid);
    await sleep(HEARTBEAT_MS, undefined, {signal}).catch(() => undefined);
  }
}

/** Lists and watches the node's pods until `signal` aborts; whatever ends a watch leads to a new list. */
async function followPods(
  api: Api,
  node: string,
  signal: AbortSignal,
  handle: (pods: readonly JsonObject[], whole: boolean, removed: boolean) => void,
): Promise<void> {
  const path = `/api/v1/pods?fieldSelector=spec.nodeName%3D${encodeURIComponent(node)}`;
  while (!signal.aborted) {
    const {status, body} = await api.send('GET', path);
    if (signal.aborted) return;
    if (status === 200) {
      handle(listAt(body, 'items') as readonly JsonObject[], true, false);
      const version = textAt(body, 'metadata', 'resourceVersion') ?? '';
      await api.watch(
        `${path}&watch=true&allowWatchBookmarks=true&resourceVersion=${version}`,
        ({type, object}) => {
          if (type === 'BOOKMARK' || type === 'ERROR' || signal.aborted) return;
          handle([object], false, type === 'DELETED');
        },
        signal,
      );
    }
    await sleep(status === 200 ? 50 : 300, undefined, {signal}).catch(() => undefined);
  }
}
