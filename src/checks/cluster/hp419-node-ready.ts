import {node} from '../../facts/cluster/nodes.ts';
import {explain} from '../../failures/explain.ts';
import {FAILURES} from '../../failures/index.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP419',
  id: 'node-ready',
  about: 'node',
  severity: 'error',
  title: 'The node is ready',
  why: 'No pod starts on a node that is not ready, and none is confirmed as gone; its Ready condition says what its kubelet lacks.',
  remedy: 'kubectl describe node shows the condition; look at kubelet and containerd on the node.',
  links: ['https://kubernetes.io/docs/concepts/architecture/nodes/#condition'],
  askedAs: ['node NotReady', 'NotReady', 'node not ready'],
  needs: {node},
  judge: ({node}) => {
    if (node.ready === 'True') return pass;
    const text = node.condition || 'the node has no Ready condition: its kubelet never reported';
    const known = explain('node-condition', text, {}, FAILURES);
    if (!known) return fail(text);
    const {code, title, means, links, remedy} = known;
    return fail(text, {remedy, known: {code, title, means, links}});
  },
});
