import type {JsonObject} from '../src/kernel/subjects.ts';
import type {Fault} from './api/faults.ts';
import {type Listening, listen} from './api/listen.ts';
import {localApi} from './api/local.ts';
import {type ApiServer, createApiServer} from './api/server.ts';
import {startControllers} from './controllers/index.ts';
import {lineTo} from './line.ts';
import {type Nodes, type Scenario, startNodes} from './node/index.ts';
import type {Kubelet} from './node/kubelet.ts';
import {createObjects} from './objects.ts';

/** A pretend cluster that runs in this process. */
export type Sandbox = {
  /** The API server's address, its token included. */
  readonly url: string;
  readonly nodes: Nodes;
  readonly api: ApiServer;
  /** What the API server refused of the scenarios' objects, one sentence each. */
  readonly refused: readonly string[];
  /** Nodes of further scenarios, and what these create and let go wrong. */
  join(scenarios: readonly Scenario[]): Promise<Nodes>;
  /** The API server goes and comes back at the same address: every connection breaks off, and the store stays. */
  restart(): Promise<void>;
  /** Everything ends; nothing of it was anywhere but in memory. */
  stop(): Promise<void>;
};

type SandboxOptions = {
  scenarios: readonly Scenario[];
  /** 0 takes a free one. */
  port?: number;
  faults?: readonly Fault[];
  /** What the nodes' waits are multiplied with; 0.1 when not given. */
  haste?: number;
  /** Seconds without a heartbeat after which a node's state is unknown; 50 when not given, as in Kubernetes. */
  nodeGraceSeconds?: number;
};

/** There is no TLS here: pods are told to trust this certificate authority, and never meet it. */
const CA = 'the sandbox speaks plain HTTP on 127.0.0.1';

/** Starts API server, controllers and nodes, and listens on 127.0.0.1; rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const kubelets = new Map<string, Kubelet>();
  const ended = new AbortController();
  const api = createApiServer({kubelets: node => kubelets.get(node) ?? null, faults: options.faults ?? []});
  let listening: Listening = await listen(api, {port: options.port ?? 0});
  const {port, url} = listening;
  const {nodeGraceSeconds} = options;
  const controllers = await startControllers(localApi(api, 'kube-controller-manager', ended.signal), {
    ca: CA,
    ...(nodeGraceSeconds === undefined ? {} : {nodeGraceSeconds}),
  });
  const joined: Nodes[] = [];
  const refused: string[] = [];
  const join = async (scenarios: readonly Scenario[]): Promise<Nodes> => {
    const nodes = await startNodes({
      api: localApi(api, 'kubelet', ended.signal),
      scenarios,
      haste: options.haste ?? 0.1,
      async serve(node, kubelet) {
        const line = lineTo(kubelet);
        kubelets.set(node, line.kubelet);
        return {
          address: '127.0.0.1',
          port: KUBELET_PORT,
          async close() {
            kubelets.delete(node);
            line.cut();
          },
        };
      },
    });
    joined.push(nodes);
    for (const fault of scenarios.flatMap(each => each.faults)) api.faults.add(fault);
    refused.push(...(await createObjects(localApi(api, 'kubectl'), scenarios)));
    return nodes;
  };
  const nodes = await join(options.scenarios);
  return {
    url,
    nodes,
    api,
    refused,
    join,
    async restart() {
      await listening.close();
      listening = await listen(api, {port, token: new URL(url).pathname.slice(1)});
    },
    async stop() {
      ended.abort();
      await Promise.all(joined.map(each => each.stop()));
      await controllers.stop();
      await listening.close();
    },
  };
}

/** Where kubelets listen as a rule; nobody listens there here. */
const KUBELET_PORT = 10250;

/** The name of everything in a sandbox's kubeconfig. */
export const CONTEXT = 'hostprocess-sandbox';

/** A kubeconfig whose only context is the sandbox. */
export const kubeconfigOf = ({url}: Pick<Sandbox, 'url'>): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{name: CONTEXT, cluster: {server: url}}],
  users: [{name: CONTEXT, user: {}}],
  contexts: [{name: CONTEXT, context: {cluster: CONTEXT, user: CONTEXT}}],
  'current-context': CONTEXT,
});
