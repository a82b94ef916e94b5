import {spawn} from 'node:child_process';
import {mkdir, mkdtemp, readFile, symlink, writeFile} from 'node:fs/promises';
import {get} from 'node:https';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {stringify} from 'yaml';
import {type Authority, type CertificateFiles, createAuthority, createSigningKey} from './certificates.ts';
import {removeAtEnd, type Tethered, tether} from './lifeline.ts';
import {type FoundControlPlane, findControlPlane, type Program, programCommand} from './programs.ts';

export {findControlPlane} from './programs.ts';

/** The user of the API server at the kubelets; pretend kubelets accept no other. */
export const KUBELET_CLIENT = 'kube-apiserver-kubelet-client';

/** One request that the API server answered, from its audit log. */
export type AuditedRequest = {verb: string; uri: string; user: string};

/** What a finished kubectl gave. */
export type KubectlResult = {code: number; stdout: string; stderr: string};

/** A running control plane of the real programs, on 127.0.0.1, in a temporary folder of its own. */
export type ControlPlane = {
  readonly dir: string;
  /** Path of a kubeconfig of a cluster administrator. */
  readonly kubeconfig: string;
  /** `https://127.0.0.1:PORT` */
  readonly server: string;
  /** Path of the CA's certificate. */
  readonly ca: string;
  /** Path of a program called kubectl. */
  readonly kubectlPath: string;
  /** False when only etcd and the API server run: workloads make no pods, and nothing schedules. */
  readonly controllers: boolean;
  kubectl(args: readonly string[], options?: {input?: string; kubeconfig?: string}): Promise<KubectlResult>;
  /** Path of a kubeconfig for another user, known by client certificate. */
  user(name: string, groups?: readonly string[]): Promise<string>;
  /** A certificate of this cluster's CA for a client `name` in `groups`, or for a server on 127.0.0.1. */
  certificate(name: string, groups?: readonly string[]): Promise<CertificateFiles>;
  /** Kills the API server and starts it again on the same port; resolves when it is ready. */
  restartApiServer(): Promise<void>;
  /** Every request answered so far. */
  audit(): Promise<readonly AuditedRequest[]>;
  /** Kills everything and removes the folder. */
  stop(): Promise<void>;
};

export type ControlPlaneOptions = {
  /** Admission plugins to enable besides the API server's own. */
  admission?: readonly string[];
  apiserverFlags?: readonly string[];
  /** Seconds without a heartbeat after which a node is NotReady; 20 when not given (Kubernetes: 50). */
  nodeGraceSeconds?: number;
  /** `none`: no scheduler and no controller manager, what a test writes stays as it is. `others`: the test brings its own. */
  controllers?: 'none' | 'others';
  env?: NodeJS.ProcessEnv;
};

type Setup = {
  found: FoundControlPlane;
  dir: string;
  authority: Authority;
  ports: {etcd: number; peer: number; api: number};
  kubeconfig: string;
  start(
    program: Program,
    flags: Readonly<Record<string, string | number | boolean>>,
    more?: readonly string[],
  ): Tethered;
};

/**
 * Starts etcd, the API server and, where they are there, controller manager and scheduler; resolves when the API server is
 * ready and ordinary pods can be made. Several can run at once. Throws when `findControlPlane` finds none, or with the end of
 * the log of the program that did not start.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const searched = findControlPlane(options.env);
  if ('missing' in searched) throw new Error(searched.missing);
  const found = options.controllers === 'none' ? {...searched, controllers: false} : searched;
  for (let tries = 1; ; tries++) {
    const dir = await mkdtemp(join(tmpdir(), 'hostprocess-cluster-'));
    const folder = removeAtEnd(dir);
    const running: Tethered[] = [];
    try {
      return await start(found, dir, options, running, folder);
    } catch (error) {
      await Promise.all(running.map(each => each.stop()));
      await folder.stop();
      // a port that was free when it was chosen may be another cluster's by the time it is used: new ones are chosen
      if (tries === TRIES) throw error;
    }
  }
}

/** How often a start is tried. */
const TRIES = 3;

async function start(
  found: FoundControlPlane,
  dir: string,
  options: ControlPlaneOptions,
  running: Tethered[],
  folder: Tethered,
): Promise<ControlPlane> {
  const pki = join(dir, 'pki');
  await mkdir(pki);
  const authority = await createAuthority(pki);
  const [ports, admin, serving, kubelet, signingKey] = await Promise.all([
    freePorts(),
    authority.issue('kubernetes-admin', ['system:masters']),
    authority.issue('kube-apiserver'),
    authority.issue(KUBELET_CLIENT, ['system:masters']),
    createSigningKey(pki),
  ]);
  const server = `https://127.0.0.1:${ports.api}`;
  const writeKubeconfig = async (name: string, client: CertificateFiles): Promise<string> => {
    const path = join(dir, `${name}.kubeconfig`);
    await writeFile(path, kubeconfigText(server, authority.ca, client, name), {mode: 0o600});
    return path;
  };
  const kubeconfig = await writeKubeconfig('admin', admin);
  const setup: Setup = {
    found,
    dir,
    authority,
    ports,
    kubeconfig,
    start(program, flags, more = []) {
      const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
      const child = tether([...programCommand(found, program), ...words, ...more], join(dir, `${program}.log`));
      running.push(child);
      return child;
    },
  };

  startEtcd(setup);
  const policy = join(dir, 'audit-policy.yaml');
  await writeFile(policy, stringify(AUDIT_POLICY));
  const startApi = () => startApiServer(setup, {serving, kubelet, signingKey, policy}, options);
  let api = startApi();
  const ready = async (): Promise<void> => {
    const ended = api.ended.then(code => `ended with ${code}`);
    const answer = await Promise.race([waitFor(() => isReady(server, authority.ca, admin), 60_000), ended]);
    if (answer === true) return;
    const log = await readFile(join(dir, 'kube-apiserver.log'), 'utf8').catch(() => '');
    throw new Error(`kube-apiserver ${answer || 'was not ready in a minute'}: ${log.slice(-2000)}`);
  };
  await ready();
  const controllers = found.controllers && options.controllers === undefined;
  if (controllers) startControllers(setup, signingKey, options.nodeGraceSeconds ?? 20);

  const kubectlPath = join(dir, 'kubectl');
  await symlink(programCommand(found, 'kubectl')[0], kubectlPath);
  const plane: ControlPlane = {
    dir,
    kubeconfig,
    server,
    ca: authority.ca,
    kubectlPath,
    controllers,
    kubectl: (args, more = {}) => runKubectl(kubectlPath, dir, more.kubeconfig ?? kubeconfig, args, more.input),
    user: async (name, groups) =>
      writeKubeconfig(`user-${name.replace(/[^\w.-]/g, '_')}`, await authority.issue(name, groups)),
    certificate: (name, groups) => authority.issue(name, groups),
    async restartApiServer() {
      await api.stop();
      api = startApi();
      await ready();
    },
    audit: async () => readAudit(await readFile(join(dir, 'audit.log'), 'utf8').catch(() => '')),
    async stop() {
      await Promise.all(running.map(each => each.stop()));
      await folder.stop();
    },
  };
  if (controllers) await waitForServiceAccount(plane);
  return plane;
}

function startEtcd({start, dir, ports}: Setup): void {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.peer}`;
  start(
    'etcd',
    {
      'data-dir': join(dir, 'etcd'),
      'listen-client-urls': client,
      'advertise-client-urls': client,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `default=${peer}`,
      'log-level': 'error',
    },
    ['--unsafe-no-fsync'],
  );
}

function startApiServer(
  {start, dir, ports, authority, found}: Setup,
  files: {serving: CertificateFiles; kubelet: CertificateFiles; signingKey: string; policy: string},
  options: ControlPlaneOptions,
): Tethered {
  return start(
    'kube-apiserver',
    {
      'etcd-servers': `http://127.0.0.1:${ports.etcd}`,
      'bind-address': '127.0.0.1',
      'secure-port': ports.api,
      'tls-cert-file': files.serving.cert,
      'tls-private-key-file': files.serving.key,
      'client-ca-file': authority.ca,
      'service-account-key-file': files.signingKey,
      'service-account-signing-key-file': files.signingKey,
      'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
      'authorization-mode': 'Node,RBAC',
      'allow-privileged': true,
      'endpoint-reconciler-type': 'none',
      'service-cluster-ip-range': '10.0.0.0/16',
      'kubelet-client-certificate': files.kubelet.cert,
      'kubelet-client-key': files.kubelet.key,
      'kubelet-certificate-authority': authority.ca,
      'kubelet-preferred-address-types': 'InternalIP',
      'audit-policy-file': files.policy,
      'audit-log-path': join(dir, 'audit.log'),
      'audit-log-mode': 'blocking',
      ...(options.admission?.length ? {'enable-admission-plugins': options.admission.join(',')} : {}),
      // nobody makes service accounts where there is no controller manager, and without one no pod is admitted
      ...(found.controllers ? {} : {'disable-admission-plugins': 'ServiceAccount'}),
    },
    options.apiserverFlags,
  );
}

function startControllers({start, kubeconfig, authority}: Setup, signingKey: string, nodeGraceSeconds: number): void {
  // secure-port 0: they serve nobody, so that several control planes do not want the same port
  start('kube-controller-manager', {
    kubeconfig,
    'root-ca-file': authority.ca,
    'service-account-private-key-file': signingKey,
    'use-service-account-credentials': false,
    'leader-elect': false,
    'secure-port': 0,
    'kube-api-qps': 200,
    'kube-api-burst': 400,
    'node-monitor-period': '1s',
    'node-monitor-grace-period': `${nodeGraceSeconds}s`,
  });
  start('kube-scheduler', {kubeconfig, 'leader-elect': false, 'secure-port': 0, 'kube-api-qps': 200});
}

/** The default service account comes a moment after the controller manager; a pod before it is refused. */
async function waitForServiceAccount(plane: ControlPlane): Promise<void> {
  const there = async () => (await plane.kubectl(['get', 'serviceaccount', 'default', '-n', 'default'])).code === 0;
  if (!(await waitFor(there, 60_000))) {
    const log = await readFile(join(plane.dir, 'kube-controller-manager.log'), 'utf8').catch(() => '');
    throw new Error(`kube-controller-manager made no default service account in a minute: ${log.slice(-2000)}`);
  }
}

/** All requests, once each: long-running ones when they begin to answer, the others when they are answered. */
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{level: 'Metadata'}],
};

type AuditEvent = {auditID: string; stage: string; verb: string; requestURI: string; user?: {username?: string}};

function readAudit(log: string): AuditedRequest[] {
  const seen = new Map<string, AuditedRequest>();
  for (const line of log.split('\n').slice(0, -1)) {
    const event = JSON.parse(line) as AuditEvent;
    seen.set(event.auditID, {verb: event.verb, uri: event.requestURI, user: event.user?.username ?? ''});
  }
  return [...seen.values()];
}

const kubeconfigText = (server: string, ca: string, client: CertificateFiles, user: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{name: 'test', cluster: {server, 'certificate-authority': ca}}],
    users: [{name: user, user: {'client-certificate': client.cert, 'client-key': client.key}}],
    contexts: [{name: 'test', context: {cluster: 'test', user}}],
    'current-context': 'test',
  });

/** Ports that were free a moment ago, held together so that they differ. */
async function freePorts(): Promise<{etcd: number; peer: number; api: number}> {
  const servers = await Promise.all(
    [0, 1, 2].map(
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const [etcd = 0, peer = 0, api = 0] = servers.map(server => {
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  });
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return {etcd, peer, api};
}

async function isReady(server: string, ca: string, admin: CertificateFiles): Promise<boolean> {
  const [caText, cert, key] = await Promise.all([readFile(ca), readFile(admin.cert), readFile(admin.key)]);
  return new Promise(resolve => {
    const request = get(`${server}/readyz`, {ca: caText, cert, key, agent: false, timeout: 2000}, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** True as soon as `holds` does, false when it did not within `ms`. */
async function waitFor(holds: () => Promise<boolean>, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) if (await holds()) return true;
  return false;
}

/** Runs a kubectl; it keeps a discovery cache in `home`. */
export function runKubectl(
  path: string,
  home: string,
  kubeconfig: string,
  args: readonly string[],
  input = '',
): Promise<KubectlResult> {
  return new Promise((resolve, reject) => {
    const env = {PATH: process.env['PATH'], HOME: home, KUBECONFIG: kubeconfig};
    const child = spawn(path, args, {env, stdio: ['pipe', 'pipe', 'pipe']});
    const output = {stdout: '', stderr: ''};
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    child.on('error', reject);
    child.on('close', code => resolve({code: code ?? -1, ...output}));
    child.stdin.on('error', () => undefined); // a kubectl that needs no input may be gone before it is written
    child.stdin.end(input);
  });
}
