import {doctor, judgeVisit} from '../../src/app/doctor.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {done, type Outcome, problem} from '../../src/kernel/outcome.ts';
import type {ClusterPort} from '../../src/kernel/ports.ts';
import type {Evidence, Report} from '../../src/kernel/report.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

/** Objects by collection path (`/api/v1/pods`, all namespaces) and single objects by path. */
export type World = {
  lists: {[path: string]: readonly KubeObject[]};
  gets: {[path: string]: KubeObject};
  texts: {[path: string]: string};
};

const TEXT = 'Error from server (Forbidden): not for you';

/** A cluster that can only be read; every call is noted, and those that `refuses` names are forbidden. */
export function readOnly(world: World, refuses: (path: string) => boolean = () => false) {
  const calls: string[] = [];
  const forbidden: {ok: false; problem: ReturnType<typeof problem>} = {ok: false, problem: problem('forbidden', TEXT)};
  const answer = <T>(verb: string, path: string, value: () => Outcome<T>): Promise<Outcome<T>> => {
    calls.push(`${verb} ${path}`);
    return Promise.resolve(refuses(path) ? forbidden : value());
  };
  const written = (): never => {
    throw new Error('doctor writes nothing');
  };
  const cluster = {
    target: {server: 'https://fake', context: 'fake', namespace: 'default', user: 'me'},
    get: (path: string) =>
      answer('get', path, () => {
        const object = world.gets[path];
        return object ? done(object) : {ok: false, problem: problem('not-found', `not found: ${path}`)};
      }),
    list: <T>(path: string, _: unknown, keep: (object: KubeObject) => T | undefined) =>
      answer('list', path, () => done((world.lists[path] ?? []).flatMap(object => keep(object) ?? []))),
    lines: <T>(path: string, keep: (line: string) => T | undefined) =>
      answer('lines', path, () => done((world.texts[path] ?? '').split('\n').flatMap(line => keep(line) ?? []))),
    async *logs() {
      yield {is: 'line', time: null, text: 'login failed: password=hunter2-log'};
    },
    watch: written,
    apply: written,
    create: written,
    remove: written,
    allowed: written,
    whoAmI: written,
    exec: written,
  } as unknown as ClusterPort;
  return {cluster, calls};
}

/** A whole visit of a world. */
export async function visit(
  world: World,
  refuses: (path: string) => boolean = () => false,
  names: readonly string[] = [],
  optIn: readonly string[] = [],
): Promise<{evidence: Evidence; report: Report; calls: readonly string[]}> {
  const {cluster, calls} = readOnly(world, refuses);
  const clock = {now: () => new Date('2026-11-20T12:00:00Z'), sleep: async () => {}};
  const signal = new AbortController().signal;
  const came = await doctor({cluster, clock, names, probe: null, dryRun: false, optIn, signal, tell: () => {}});
  if (!came.ok || came.value.is !== 'evidence') throw new Error(came.ok ? 'objects' : came.problem.text);
  return {evidence: came.value.evidence, report: judgeVisit(came.value.evidence), calls};
}

export const node = (name: string, change: JsonObject = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name, labels: {'kubernetes.io/os': 'windows', 'eks.amazonaws.com/nodegroup': 'np1'}},
  status: {
    conditions: [{type: 'Ready', status: 'True', reason: 'KubeletReady'}],
    allocatable: {memory: '8Gi', 'vpc.amazonaws.com/PrivateIPv4Address': '9'},
    nodeInfo: {
      kernelVersion: '10.0.20348.3091',
      containerRuntimeVersion: 'containerd://2.0.4',
      kubeletVersion: 'v1.36.3',
    },
    ...change,
  },
});

export const podSpec = (change: JsonObject = {}): JsonObject => ({
  nodeSelector: {'kubernetes.io/os': 'windows'},
  os: {name: 'windows'},
  hostNetwork: true,
  terminationGracePeriodSeconds: 1,
  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}},
  containers: [
    {
      name: 'main',
      image: 'tools:v1',
      command: ['powershell.exe', '-Token', 'hunter2-argument', 'Пароль-Schlüssel-秘密'],
      env: [{name: 'PASSWORD', value: 'hunter2-environment'}],
      resources: {limits: {memory: '256Mi'}},
    },
  ],
  ...change,
});

const LAST_APPLIED = {'kubectl.kubernetes.io/last-applied-configuration': '{"password":"hunter2-annotation"}'};

export const daemonset = (spec: JsonObject = podSpec(), status: JsonObject = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: {name: 'agent', namespace: 'monitoring', uid: 'ds', generation: 1, annotations: LAST_APPLIED},
  spec: {template: {metadata: {annotations: LAST_APPLIED}, spec}},
  status: {
    observedGeneration: 1,
    desiredNumberScheduled: 1,
    currentNumberScheduled: 1,
    updatedNumberScheduled: 1,
    numberReady: 1,
    ...status,
  },
});

export const pod = (spec: JsonObject = podSpec(), status: JsonObject = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'agent-x',
    namespace: 'monitoring',
    uid: 'pod',
    annotations: LAST_APPLIED,
    ownerReferences: [{kind: 'DaemonSet', name: 'agent'}],
  },
  spec: {...spec, nodeName: 'win-1'},
  status: {
    phase: 'Running',
    conditions: [{type: 'Ready', status: 'True'}],
    containerStatuses: [{name: 'main', state: {running: {}}}],
    ...status,
  },
});

export const event = (uid: string, reason: string, message: string): KubeObject => ({
  type: 'Warning',
  reason,
  message,
  involvedObject: {uid, kind: 'Pod', namespace: 'monitoring', name: 'x'},
});

const settings = (name: string, data: {[key: string]: Json}): [string, KubeObject] => [
  `/api/v1/namespaces/kube-system/configmaps/${name}`,
  {data},
];

/** An EKS cluster with one Windows node and one HostProcess DaemonSet, on which everything is as it should be. */
export const HEALTHY: World = {
  lists: {
    '/api/v1/nodes': [node('win-1')],
    '/api/v1/pods': [pod()],
    '/apis/apps/v1/daemonsets': [daemonset()],
  },
  gets: {
    '/version': {gitVersion: 'v1.36.3'},
    '/api/v1/namespaces/monitoring': {metadata: {labels: {'pod-security.kubernetes.io/enforce': 'privileged'}}},
    ...Object.fromEntries([
      settings('amazon-vpc-cni', {'enable-windows-ipam': 'true'}),
      settings('aws-auth', {mapRoles: '- groups: [eks:kube-proxy-windows]\n  secret: hunter2-role'}),
    ]),
  },
  texts: {
    '/api/v1/nodes/win-1/proxy/metrics': 'kubelet_started_host_process_containers_total{container_type="container"} 3',
  },
};

/** The world with some of its lists or objects replaced. */
export const but = (change: Partial<World>): World => ({
  lists: {...HEALTHY.lists, ...change.lists},
  gets: {...HEALTHY.gets, ...change.gets},
  texts: {...HEALTHY.texts, ...change.texts},
});

/** What a report says that is not well: `HP402 warning`, `HP403 unknown`. */
export const troubles = (report: Report): string[] =>
  report.lines.flatMap(({check, verdict}) =>
    verdict.is === 'unknown'
      ? [`${check.code} unknown`]
      : verdict.is === 'fail'
        ? verdict.found.map(found => `${check.code} ${found.severity ?? check.severity}`)
        : [],
  );
