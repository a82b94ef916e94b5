import {mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Fault} from '../../sandbox/api/faults.ts';
import {localApi} from '../../sandbox/api/local.ts';
import {type Api, createApi} from '../../sandbox/node/api.ts';
import {loadScenario, type Nodes} from '../../sandbox/node/index.ts';
import {startSandbox} from '../../sandbox/start.ts';
import {
  type AuditedRequest,
  findControlPlane,
  type KubectlResult,
  runKubectl,
  startControlPlane,
} from './controlplane.ts';
import {joinNodesAt, settled} from './pretend-nodes.ts';
import {programCommand} from './programs.ts';

/** A cluster with pretend Windows nodes, real or not, that programs are pointed at. */
export type Target = {
  /** Path of a cluster administrator's kubeconfig; its context is called `test`. */
  readonly kubeconfig: string;
  /** Path of a kubectl: the real one of this Kubernetes, else (see `hasKubectl`) one that knows our plugin alone. */
  readonly kubectlPath: string;
  /** A folder of the target's own, in which kubectl keeps its caches. */
  readonly home: string;
  /** The API server as a cluster administrator. */
  readonly api: Api;
  kubectl(args: readonly string[], options?: {input?: string; kubeconfig?: string}): Promise<KubectlResult>;
  /** Path of a kubeconfig for another user. */
  user(name: string, groups?: readonly string[]): Promise<string>;
  /** Joins the nodes of further scenarios; resolves when those that are ready take pods. */
  join(...scenarios: readonly string[]): Promise<Nodes>;
  /** The node falls silent, as with its cable pulled. */
  silence(node: string): Promise<void>;
  /** The API server goes and comes back at the same address, with everything it knew. */
  restartApiServer(): Promise<void>;
  /** Every request answered so far; null where nobody writes them down. */
  audit: (() => Promise<readonly AuditedRequest[]>) | null;
  /** Everything ends, and nothing is left. */
  stop(): Promise<void>;
};

export type TargetOptions = {
  /** Seconds without a heartbeat after which a node is NotReady; 20 when not given. */
  nodeGraceSeconds?: number;
  /** Where the kubelets listen on the real control plane; 127.0.0.1 when not given. */
  address?: string;
  /** What the API server is to do wrong; only the sandbox's can. */
  faults?: readonly Fault[];
};

/** A kind of target: what a suite of both is told apart by. */
export type TargetKind = {
  readonly name: 'control-plane' | 'sandbox';
  /** What this machine lacks to start one, as one clause; null when it lacks nothing. */
  lacks(): string | null;
  start(scenarios: readonly string[], options?: TargetOptions): Promise<Target>;
};

export const CONTROL_PLANE: TargetKind = {name: 'control-plane', lacks: lacksControllers, start: startReal};
export const SANDBOX: TargetKind = {name: 'sandbox', lacks: () => null, start: startPretend};

/** What a machine lacks whose control plane is to run workloads. */
export function lacksControllers(): string | null {
  const found = findControlPlane();
  if ('missing' in found) return found.missing;
  return found.controllers ? null : 'this control plane has no controllers';
}

/** What a machine lacks to have a real kubectl of the right version. */
export function lacksKubectl(): string | null {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
}

/** The real programs with pretend nodes. */
async function startReal(scenarios: readonly string[], options: TargetOptions = {}): Promise<Target> {
  const {address = '127.0.0.1', nodeGraceSeconds = 20} = options;
  const plane = await startControlPlane({nodeGraceSeconds});
  const admin = await plane.certificate('tests', ['system:masters']);
  const [ca, cert, key] = await Promise.all([plane.ca, admin.cert, admin.key].map(path => readFile(path)));
  if (!ca || !cert || !key) throw new Error('a certificate file could not be read');
  const api = createApi({server: plane.server, ca, cert, key});
  const {joined, join, silence} = joining(names => joinNodesAt(plane, address, names));
  if (scenarios.length > 0) await join(...scenarios);
  return {
    kubeconfig: plane.kubeconfig,
    kubectlPath: plane.kubectlPath,
    home: plane.dir,
    api,
    kubectl: plane.kubectl,
    user: plane.user,
    join,
    silence,
    restartApiServer: plane.restartApiServer,
    audit: plane.audit,
    async stop() {
      await Promise.all(joined.map(nodes => nodes.stop()));
      api.close();
      await plane.stop();
    },
  };
}

/** The sandbox in this process: whoever uses it must leave this process time to answer. */
async function startPretend(scenarios: readonly string[], options: TargetOptions = {}): Promise<Target> {
  const {nodeGraceSeconds = 20, faults = []} = options;
  const sandbox = await startSandbox({scenarios: scenarios.map(loadScenario), nodeGraceSeconds, faults});
  const home = await mkdtemp(join(tmpdir(), 'hostprocess-sandbox-target-'));
  const kubeconfigFor = async (name: string, user: object): Promise<string> => {
    const path = join(home, `${name.replace(/[^\w.-]/g, '_')}.kubeconfig`);
    await writeFile(path, JSON.stringify(kubeconfigText(sandbox.url, name, user)), {mode: 0o600});
    return path;
  };
  const kubeconfig = await kubeconfigFor('admin', {});
  const kubectlPath = join(home, 'kubectl');
  await putKubectl(kubectlPath);
  const api = localApi(sandbox.api, 'tests');
  const {
    joined,
    join: joinMore,
    silence,
  } = joining(async names => {
    const nodes = await sandbox.join(names.map(loadScenario));
    await settled(api);
    return nodes;
  });
  joined.push(sandbox.nodes);
  await settled(api);
  return {
    kubeconfig,
    kubectlPath,
    home,
    api,
    kubectl: (args, more = {}) => runKubectl(kubectlPath, home, more.kubeconfig ?? kubeconfig, args, more.input),
    // whoever has the sandbox's token may be anybody
    user: (name, groups = []) => kubeconfigFor(`user-${name}`, {as: name, 'as-groups': groups}),
    join: joinMore,
    silence,
    restartApiServer: sandbox.restart,
    audit: null,
    async stop() {
      await sandbox.stop();
      await rm(home, {recursive: true, force: true});
    },
  };
}

/** Remembers the nodes that were joined, so that one of them can be silenced by its name. */
function joining(start: (scenarios: readonly string[]) => Promise<Nodes>) {
  const joined: Nodes[] = [];
  return {
    joined,
    async join(...scenarios: readonly string[]): Promise<Nodes> {
      const nodes = await start(scenarios);
      joined.push(nodes);
      return nodes;
    },
    async silence(node: string): Promise<void> {
      const owner = joined.findLast(({names}) => names.includes(node));
      if (owner === undefined) throw new Error(`there is no node ${node}`);
      await owner.silence(node);
    },
  };
}

const kubeconfigText = (server: string, name: string, user: object): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{name: 'test', cluster: {server}}],
  users: [{name, user}],
  contexts: [{name: 'test', context: {cluster: 'test', user: name}}],
  'current-context': 'test',
});

/** What kubectl does with a plugin (kubectl pkg/cmd/cmd.go), and nothing else of it. */
const STAND_IN = `#!/bin/sh
[ "$1" = hostprocess ] || { echo "error: this stand-in for kubectl only hands over to its plugin hostprocess" >&2; exit 1; }
shift
exec kubectl-hostprocess "$@"
`;

/** The real kubectl at `path`, or the stand-in where there is none. */
async function putKubectl(path: string): Promise<void> {
  const found = findControlPlane();
  if ('missing' in found) await writeFile(path, STAND_IN, {mode: 0o755});
  else await symlink(programCommand(found, 'kubectl')[0], path);
}
