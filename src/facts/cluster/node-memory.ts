import {apiFact, known, type Learned} from '../../kernel/facts.ts';
import {type KubeObject, listAt, textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import {quantity} from '../../kernel/quantity.ts';
import type {Subject} from '../../kernel/subjects.ts';

/** The memory limits of the pods on a node, added up in bytes; `unlimited` names those (or their controllers) that have none. */
export type NodeMemory = {pods: number; limits: number; unlimited: string[]};

type PodMemory = {limit: number | null; name: string};

/** Learns the limits of all pods on the node that have not ended. */
export const nodeMemory = apiFact({
  id: 'node-memory',
  about: 'node',
  learn: async (subject: Subject<'node'>, ports: GatherPorts): Promise<Learned<NodeMemory>> => {
    const pods = await ports.list('/api/v1/pods', {fieldSelector: `spec.nodeName=${subject.name}`}, podMemory);
    if (pods.is !== 'known') return pods;
    const unlimited = pods.value.flatMap(pod => (pod.limit === null ? [pod.name] : []));
    return known({
      pods: pods.value.length,
      limits: pods.value.reduce((sum, pod) => sum + (pod.limit ?? 0), 0),
      unlimited: [...new Set(unlimited)].sort(),
    });
  },
});

function podMemory(pod: KubeObject): PodMemory | undefined {
  if (['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '')) return undefined;
  const limits = listAt(pod, 'spec', 'containers').map(each => quantity(textAt(each, 'resources', 'limits', 'memory')));
  const limit = limits.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);
  const owner = textAt(listAt(pod, 'metadata', 'ownerReferences')[0], 'name');
  return {limit, name: `${textAt(pod, 'metadata', 'namespace')}/${owner ?? textAt(pod, 'metadata', 'name')}`};
}
