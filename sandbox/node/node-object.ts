import type {JsonObject} from '../../src/kernel/subjects.ts';
import {windowsBuild} from '../../src/windows/versions.ts';
import {type Api, MERGE_PATCH} from './api.ts';
import type {PretendNode} from './scenario.ts';

/** Seconds a lease is good for: the kubelet's nodeLeaseDurationSeconds. */
const LEASE_SECONDS = 40;

/** The conditions a kubelet reports; a node that is not ready says so with the kubelet's reason. */
function conditions(node: PretendNode, now: string): JsonObject[] {
  const fine = (type: string, reason: string, message: string): JsonObject => ({
    type,
    status: 'False',
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  const ready = {
    type: 'Ready',
    status: node.notReady === null ? 'True' : 'False',
    reason: node.notReady === null ? 'KubeletReady' : 'KubeletNotReady',
    message: node.notReady ?? 'kubelet is posting ready status',
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  };
  return [
    fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    fine('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    ready,
  ];
}

function osImage(node: PretendNode): string {
  if (node.os === 'linux') return 'Ubuntu 24.04.2 LTS';
  return `${windowsBuild(node.build)?.product ?? 'Windows Server'} Datacenter`;
}

/**
 * The Node that a kubelet registers. `at`: where its own server listens. It declares
 * ExtendWebSocketsToKubelet, so that the API server (1.36) hands web sockets through and nobody needs SPDY.
 */
export function nodeObject(node: PretendNode, at: {address: string; port: number}): JsonObject {
  const now = new Date().toISOString();
  const [, , build = ''] = node.build.split('.');
  const capacity = {cpu: '8', memory: '33554432Ki', pods: '110', 'ephemeral-storage': '133703676Ki'};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: {
        'kubernetes.io/os': node.os,
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': node.name,
        ...(node.os === 'windows' ? {'node.kubernetes.io/windows-build': `10.0.${build}`} : {}),
        ...(node.pool === null ? {} : {'kubernetes.azure.com/agentpool': node.pool, agentpool: node.pool}),
      },
      annotations: {'hostprocess.dev/pretend': 'true'},
    },
    spec: {taints: node.taints.map(taint => ({...taint}))},
    status: {
      addresses: [
        {type: 'InternalIP', address: at.address},
        {type: 'Hostname', address: node.name},
      ],
      daemonEndpoints: {kubeletEndpoint: {Port: at.port}},
      declaredFeatures: ['ExtendWebSocketsToKubelet'],
      capacity,
      allocatable: {...capacity, memory: '31457280Ki'},
      conditions: conditions(node, now),
      images: node.images.map(image => ({names: [image], sizeBytes: 129_024})),
      nodeInfo: {
        architecture: 'amd64',
        operatingSystem: node.os,
        osImage: osImage(node),
        kernelVersion: node.build,
        containerRuntimeVersion: `containerd://${node.containerd}`,
        kubeletVersion: node.kubelet,
        kubeProxyVersion: '',
        machineID: node.name,
        systemUUID: '',
        bootID: '1',
      },
    },
  };
}

/** Registers the node, or takes over one of that name as a restarted kubelet does. Throws with the server's message when refused. */
export async function registerNode(
  api: Api,
  node: PretendNode,
  at: {address: string; port: number},
): Promise<JsonObject> {
  const object = nodeObject(node, at);
  const created = await api.send('POST', '/api/v1/nodes', object);
  if (created.status === 201) return created.body;
  const {metadata = {}, status = {}} = object;
  const path = `/api/v1/nodes/${node.name}`;
  await api.send('PATCH', path, {metadata}, MERGE_PATCH);
  const patched = await api.send('PATCH', `${path}/status`, {status}, MERGE_PATCH);
  if (patched.status === 200) return patched.body;
  throw new Error(`could not register node ${node.name}: ${created.status} ${String(created.body['message'])}`);
}

/** A sign of life: the node's Lease, renewed (made at the first time). False when the API server did not take it. */
export async function renewLease(api: Api, node: PretendNode, uid: string): Promise<boolean> {
  const collection = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
  const renewTime = new Date().toISOString().replace('Z', '000Z');
  const spec = {holderIdentity: node.name, leaseDurationSeconds: LEASE_SECONDS, renewTime};
  const renewed = await api.send('PATCH', `${collection}/${node.name}`, {spec}, MERGE_PATCH);
  if (renewed.status !== 404) return renewed.status === 200;
  const made = await api.send('POST', collection, {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {name: node.name, ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: node.name, uid}]},
    spec,
  });
  return made.status === 201;
}

/** Reports the conditions again, with the time of now. */
export async function reportStatus(api: Api, node: PretendNode): Promise<void> {
  const status = {conditions: conditions(node, new Date().toISOString())};
  await api.send('PATCH', `/api/v1/nodes/${node.name}/status`, {status}, 'application/strategic-merge-patch+json');
}
