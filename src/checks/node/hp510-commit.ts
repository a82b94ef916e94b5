import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {memory} from '../../facts/node/kinds/memory.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';
import {gib} from './repair.ts';

/** Shares of the commit limit. At 90 % Windows makes a page file bigger that may grow; at 98 % hardly anything is left to give. */
const WARN = 0.9;
const FAIL = 0.98;

export default defineCheck({
  code: 'HP510',
  id: 'commit',
  about: 'node',
  severity: 'error',
  title: 'The node can still promise memory to its processes',
  why: 'Windows has no OOM killer: when the commit limit is reached, allocations fail everywhere on the node, in containerd and the kubelet too (“The paging file is too small”).',
  remedy: 'Set memory limits equal to requests on the node’s pods, move pods away, or enlarge the page file.',
  links: ['https://kubernetes.io/docs/concepts/configuration/windows-resource-management/'],
  needs: {memory: nodeFact(memory())},
  judge: ({memory}) => {
    const used = memory.commitLimitBytes > 0 ? memory.commitBytes / memory.commitLimitBytes : 1;
    if (used <= WARN) return pass;
    const text = `${gib(memory.commitBytes)} of ${gib(memory.commitLimitBytes)} are committed (${(used * 100).toFixed(1)} %)`;
    return fail(text, {severity: used > FAIL ? 'error' : 'warning'});
  },
});
