import {apiFact, derived, known, type Learned, none} from '../../kernel/facts.ts';
import {textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {nodes} from '../cluster/nodes.ts';

/** The node a pod was bound to; none while the scheduler has not placed it. */
export const podNode = apiFact({
  id: 'pod-node',
  about: 'pod',
  learn: async (subject: Subject<'pod'>, ports: GatherPorts): Promise<Learned<{node: string}>> => {
    const pod = await ports.object(subject);
    if (pod.is !== 'known') return pod;
    const node = textAt(pod.value, 'spec', 'nodeName');
    return node ? known({node}) : none('the pod has not been placed on a node');
  },
});

/** The operating system of the node a pod was bound to. */
export const podNodeOs = derived({
  id: 'pod-node-os',
  about: 'pod',
  needs: {placed: podNode, nodes},
  derive: ({placed, nodes}) => {
    const node = nodes.find(each => each.name === placed.node);
    return node ? known({node: node.name, os: node.os}) : none(`node ${placed.node} no longer exists`);
  },
});
