import {nodeMemory} from '../../facts/cluster/node-memory.ts';
import {node} from '../../facts/cluster/nodes.ts';
import {defineCheck, type Found, judgeAll, notApplicable} from '../../kernel/checks.ts';
import {bytesText} from '../../kernel/quantity.ts';

export default defineCheck({
  code: 'HP417',
  id: 'node-memory',
  about: 'node',
  severity: 'warning',
  title: 'The pods’ memory limits fit into the node',
  why: 'Windows has no out-of-memory killer: when the pods of a node together use more memory than it has, the node pages, slows down and fails as a whole.',
  remedy: 'Set memory limits on Windows pods, and let their sum stay below what the node can give.',
  links: ['https://kubernetes.io/docs/concepts/configuration/windows-resource-management/#resource-management-memory'],
  needs: {node, memory: nodeMemory},
  judge: ({node, memory}) => {
    if (node.memory === null) return notApplicable('the node does not say how much memory it has');
    const found: Found[] = [];
    if (memory.limits > node.memory)
      found.push({
        text: `the limits of its pods add up to ${bytesText(memory.limits)}, it can give them ${bytesText(node.memory)}`,
        remedy: 'Lower the limits, or move pods to other nodes.',
      });
    if (memory.unlimited.length > 0) {
      const names = memory.unlimited.slice(0, 5).join(', ');
      found.push({
        text: `pods without a memory limit: ${names}${memory.unlimited.length > 5 ? ', …' : ''}`,
        severity: 'info',
        remedy: 'Set resources.limits.memory on every container of Windows pods.',
      });
    }
    return judgeAll(found);
  },
});
