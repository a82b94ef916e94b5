import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';

/** How large the stand-in is; every tenth node is a Linux node. */
export type Size = {nodes: number; pods: number};

type Item = {metadata: {name: string}};

const node = (index: number): Item => {
  const windows = index % 10 !== 0;
  return {
    metadata: {
      name: `node-${index}`,
      ...meta(`node-${index}`),
      labels: {
        'kubernetes.io/os': windows ? 'windows' : 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': `node-${index}`,
        'kubernetes.azure.com/agentpool': `np${index % 7}`,
        'topology.kubernetes.io/zone': `zone-${index % 3}`,
      },
    },
    spec: {podCIDR: '10.0.0.0/24', providerID: `azure:///vm/${index}`},
    status: {
      allocatable: {cpu: '8', memory: '31457280Ki', pods: '110'},
      capacity: {cpu: '8', memory: '33554432Ki', pods: '110'},
      conditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map(type => ({
        type,
        status: type === 'Ready' ? 'True' : 'False',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
      })),
      images: Array.from({length: 20}, (_, image) => ({
        names: [
          `registry.example.com/team/image-${image}@sha256:${'0'.repeat(64)}`,
          `registry.example.com/team/image-${image}:v1`,
        ],
        sizeBytes: 123_456_789,
      })),
      nodeInfo: {
        operatingSystem: windows ? 'windows' : 'linux',
        kernelVersion: windows ? '10.0.20348.3091' : '6.8.0',
        containerRuntimeVersion: 'containerd://2.0.4+azure',
        kubeletVersion: 'v1.36.3',
      },
    },
  } as unknown as Item;
};

const pod = (index: number, {nodes}: Size): Item => {
  const hostProcess = index % 10 === 1; // as many as there are DaemonSet pods on a busy node
  return {
    metadata: {
      name: `pod-${index}`,
      ...meta(`pod-${index}`),
      namespace: `team-${index % 50}`,
      labels: {app: `app-${index % 200}`},
      ownerReferences: [
        {apiVersion: 'apps/v1', kind: 'DaemonSet', name: `app-${index % 200}`, uid: 'x', controller: true},
      ],
    },
    spec: {
      nodeName: `node-${index % nodes}`,
      nodeSelector: {'kubernetes.io/os': (index % nodes) % 10 === 0 ? 'linux' : 'windows'},
      ...(hostProcess
        ? {
            hostNetwork: true,
            securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}},
          }
        : {}),
      containers: [
        {
          name: 'main',
          image: 'registry.example.com/team/image-1:v1',
          env: Array.from({length: 15}, (_, variable) => ({
            name: `VARIABLE_${variable}`,
            value: 'some value of usual length',
          })),
          resources: {limits: {cpu: '1', memory: '256Mi'}},
          volumeMounts: [{name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount'}],
        },
      ],
      tolerations: [{operator: 'Exists'}],
      volumes: [{name: 'token', projected: {sources: [{serviceAccountToken: {path: 'token'}}]}}],
    },
    status: {
      phase: 'Running',
      conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(type => ({type, status: 'True'})),
      containerStatuses: [
        {name: 'main', ready: true, state: {running: {startedAt: '2026-01-01T00:00:00Z'}}, image: 'x', imageID: 'y'},
      ],
    },
  } as unknown as Item;
};

const meta = (name: string): {[key: string]: unknown} => ({
  uid: `uid-${name}`,
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
  managedFields: [
    {
      manager: 'kubelet',
      operation: 'Update',
      fieldsType: 'FieldsV1',
      fieldsV1: {'f:metadata': {'f:labels': {'.': {}, 'f:a': {}, 'f:b': {}}}, 'f:spec': {'f:containers': {}}},
    },
  ],
});

/**
 * A stand-in for an API server: nodes and pods of a large cluster in pages of whatever size is asked for, every other list empty, and
 * just enough discovery for kubectl. Only on 127.0.0.1, over plain HTTP. It is not a Kubernetes.
 */
export async function startStandIn(size: Size): Promise<{url: string; server: Server}> {
  const pages = new Map<string, string[]>([
    ['/api/v1/nodes', Array.from({length: size.nodes}, (_, index) => JSON.stringify(node(index)))],
    ['/api/v1/pods', Array.from({length: size.pods}, (_, index) => JSON.stringify(pod(index, size)))],
  ]);
  const resource = (name: string, kind: string, namespaced: boolean) => ({
    name,
    kind,
    namespaced,
    singularName: name.slice(0, -1),
    verbs: ['get', 'list'],
  });
  const fixed: {[path: string]: unknown} = {
    '/version': {major: '1', minor: '36', gitVersion: 'v1.36.3'},
    '/api': {kind: 'APIVersions', versions: ['v1']},
    '/apis': {kind: 'APIGroupList', apiVersion: 'v1', groups: []},
    '/api/v1': {
      kind: 'APIResourceList',
      groupVersion: 'v1',
      resources: [resource('nodes', 'Node', false), resource('pods', 'Pod', true)],
    },
  };
  const server = createServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url ?? '/', 'http://stand-in');
    response.setHeader('content-type', 'application/json');
    const items = pages.get(pathname);
    if (items) {
      const from = Number(searchParams.get('continue') ?? 0);
      const to = Math.min(items.length, from + Number(searchParams.get('limit') ?? items.length));
      const kind = pathname.endsWith('nodes') ? 'NodeList' : 'PodList';
      const next = to < items.length ? `,"continue":"${to}"` : '';
      response.end(
        `{"kind":"${kind}","apiVersion":"v1","metadata":{"resourceVersion":"1"${next}},"items":[${items.slice(from, to).join(',')}]}`,
      );
    } else if (fixed[pathname]) response.end(JSON.stringify(fixed[pathname]));
    else response.end('{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}');
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server};
}
