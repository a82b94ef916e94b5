import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/autoscaler, cluster-autoscaler/cloudprovider/clusterapi: labels of a node group that has no nodes yet. */
export default defineFailure({
  code: 'HP833',
  id: 'autoscaler-template',
  seenIn: ['node-log', 'container-log', 'event'],
  pattern: /predicate(?:Name=| "|: )NodeAffinity/,
  title: 'The autoscaler does not know that its new nodes run Windows',
  means: () =>
    'The cluster autoscaler plans with a template of the node group, and that template lacks the label kubernetes.io/os: windows, so no Windows pod seems to fit.',
  remedy: () =>
    'Set the annotation capacity.cluster-autoscaler.kubernetes.io/labels: kubernetes.io/os=windows on the node group (or your cloud’s tag for it).',
  links: ['https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/clusterapi/README.md'],
  certainty: 'reported',
  samples: [
    {seenIn: 'node-log', text: 'can\'t schedule pod default/web: predicate "NodeAffinity" didn\'t pass'},
    {
      seenIn: 'container-log',
      text: "Pod web can't be scheduled on np1, predicate checking error: node(s) didn't match Pod's node affinity/selector; predicateName=NodeAffinity; reasons: node(s) didn't match",
    },
  ],
  notThis: [{seenIn: 'event', text: "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."}],
});
