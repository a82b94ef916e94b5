import {defineFailure} from '../kernel/failures.ts';

/** Scheduler messages; keys of the Kubernetes user guide (os), GKE (node.kubernetes.io/os) and other clouds (kubernetes.io/os). */
export default defineFailure({
  code: 'HP714',
  id: 'os-taint',
  seenIn: ['event', 'pod-status'],
  pattern: /untolerated taint(?:\(s\))? ?\{(?<key>(?:(?:node\.)?kubernetes\.io\/)?os): ?windows\}/,
  title: 'The Windows nodes are tainted and the pod does not tolerate it',
  means: ({key}) => `The Windows nodes carry the taint ${key}=windows, and the pod has no toleration for it.`,
  remedy: ({key}) =>
    `Add to the pod spec: tolerations: [{key: ${key}, operator: Equal, value: windows}]. A DaemonSet that must run before the network does needs operator: Exists without a key.`,
  links: ['https://kubernetes.io/docs/concepts/windows/user-guide/#taints-and-tolerations'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: "0/5 nodes are available: 2 node(s) had untolerated taint {os: windows}, 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.",
    },
    {
      seenIn: 'event',
      text: "0/13 nodes are available: 6 node(s) didn't match Pod's node affinity/selector, 7 node(s) had untolerated taint {kubernetes.io/os: windows}.",
    },
    {
      seenIn: 'event',
      text: '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/os: windows}.',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    },
    {seenIn: 'event', text: "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."},
    {seenIn: 'event', text: '0/2 nodes are available: 2 node(s) had untolerated taint {os: linux}.'},
  ],
});
