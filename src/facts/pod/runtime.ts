import {derived, known, none} from '../../kernel/facts.ts';
import {nodes} from '../cluster/nodes.ts';
import {podNode} from './placed.ts';

/** Runtime and Windows build of the node a pod was bound to, as the Node object says; null where it says nothing. */
export const podRuntime = derived({
  id: 'pod-runtime',
  about: 'pod',
  needs: {placed: podNode, nodes},
  derive: ({placed, nodes}) => {
    const node = nodes.find(each => each.name === placed.node);
    return node ? known({runtime: node.runtime, kernel: node.kernel}) : none(`node ${placed.node} no longer exists`);
  },
});
