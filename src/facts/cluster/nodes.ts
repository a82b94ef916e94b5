import {apiFact, known, type Learned, missing} from '../../kernel/facts.ts';
import {type KubeObject, listAt, objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import {quantity} from '../../kernel/quantity.ts';
import type {Subject} from '../../kernel/subjects.ts';

export type Taint = {key: string; value: string; effect: string};

/** What scheduling and version checks read of a Node. `ready`: the Ready condition's status, null when there is none. */
export type NodeFacts = {
  name: string;
  os: string | null;
  labels: {[key: string]: string};
  taints: Taint[];
  unschedulable: boolean;
  ready: 'True' | 'False' | 'Unknown' | null;
  /** Reason and message of the Ready condition, joined as the failure catalogue reads them. */
  condition: string;
  runtime: string | null;
  kernel: string | null;
  /** `v1.33.4`, as the kubelet calls itself. */
  kubelet: string | null;
  /** spec.providerID: `azure:///subscriptions/…`, `aws:///eu-west-1a/i-…`. */
  provider: string | null;
  /** Bytes that pods may use; null when the node does not say. */
  memory: number | null;
  /** Extended resources that the node offers, such as `vpc.amazonaws.com/PrivateIPv4Address`. */
  resources: string[];
};

/** Keeps of a Node object what NodeFacts names. Fields as in https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/node-v1/ */
export function nodeFacts(node: KubeObject): NodeFacts {
  const labels: {[key: string]: string} = {};
  for (const [key, value] of Object.entries(objectAt(node, 'metadata', 'labels')))
    if (typeof value === 'string') labels[key] = value;
  const ready = listAt(node, 'status', 'conditions').find(condition => textAt(condition, 'type') === 'Ready');
  const status = textAt(ready, 'status');
  return {
    name: textAt(node, 'metadata', 'name') ?? '',
    os: labels['kubernetes.io/os'] ?? textAt(node, 'status', 'nodeInfo', 'operatingSystem'),
    labels,
    taints: listAt(node, 'spec', 'taints').map(taint => ({
      key: textAt(taint, 'key') ?? '',
      value: textAt(taint, 'value') ?? '',
      effect: textAt(taint, 'effect') ?? '',
    })),
    unschedulable: valueAt(node, ['spec', 'unschedulable']) === true,
    ready: status === 'True' || status === 'False' || status === 'Unknown' ? status : null,
    condition: [textAt(ready, 'reason'), textAt(ready, 'message')].filter(Boolean).join(': '),
    runtime: textAt(node, 'status', 'nodeInfo', 'containerRuntimeVersion'),
    kernel: textAt(node, 'status', 'nodeInfo', 'kernelVersion'),
    kubelet: textAt(node, 'status', 'nodeInfo', 'kubeletVersion'),
    provider: textAt(node, 'spec', 'providerID'),
    memory: quantity(textAt(node, 'status', 'allocatable', 'memory')),
    resources: Object.keys(objectAt(node, 'status', 'allocatable')).filter(name => name.includes('/')),
  };
}

/** Every node of the cluster, of whatever operating system; the list is what makes "no Windows node" provable. */
export const nodes = apiFact({
  id: 'nodes',
  about: 'cluster',
  learn: async (_subject: Subject<'cluster'>, ports: GatherPorts): Promise<Learned<NodeFacts[]>> => {
    const listed = await ports.list('/api/v1/nodes', {}, nodeFacts);
    return listed.is === 'known' ? known([...listed.value].sort((a, b) => (a.name < b.name ? -1 : 1))) : listed;
  },
});

export const isWindows = (node: NodeFacts): boolean => node.os === 'windows';

/** One node as a subject of its own: the same fields, from the same list; none when the list does not have it. */
export const node = apiFact({
  id: 'node',
  about: 'node',
  learn: async (subject: Subject<'node'>, ports: GatherPorts): Promise<Learned<NodeFacts>> => {
    const listed = await ports.list('/api/v1/nodes', {}, nodeFacts);
    if (listed.is !== 'known') return listed;
    const found = listed.value.find(each => each.name === subject.name);
    return found ? known(found) : missing(`the list of nodes has no ${subject.name}`);
  },
});
