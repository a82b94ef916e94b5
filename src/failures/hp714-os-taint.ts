import {defineFailure} from '../kernel/failures.ts';

/**
 * Scheduler messages, keys of the Kubernetes user guide (os), GKE (node.kubernetes.io/os) and other clouds (kubernetes.io/os).
 * Kubernetes 1.36 prints “taint(s)” and names no key (measured).
 */
export default defineFailure({
  code: 'HP714',
  id: 'os-taint',
  seenIn: ['event', 'pod-status'],
  pattern:
    /had untolerated taint(?:\(s\)(?! ?\{)|(?:\(s\))? ?\{(?<key>(?:(?:node\.)?kubernetes\.io\/)?os): ?windows\})/,
  title: 'The pod does not tolerate the taint of the Windows nodes',
  means: ({key}) =>
    key === undefined
      ? 'Some nodes carry a taint that the pod does not tolerate. This scheduler does not say which; on Windows nodes it is mostly os=windows, but a node that is not ready is tainted too.'
      : `The Windows nodes carry the taint ${key}=windows, and the pod has no toleration for it.`,
  remedy: ({key}) =>
    key === undefined
      ? 'See the taints with kubectl get nodes -o custom-columns=NODE:.metadata.name,TAINTS:.spec.taints, and tolerate the one that is meant to be there: tolerations: [{key: os, operator: Equal, value: windows}].'
      : `Add to the pod spec: tolerations: [{key: ${key}, operator: Equal, value: windows}]. A DaemonSet that must run before the network does needs operator: Exists without a key.`,
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
    {
      seenIn: 'event',
      text: "0/2 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity], 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    },
    {
      seenIn: 'event',
      text: '0/1 nodes are available: 1 node(s) had untolerated taint(s) {node.kubernetes.io/unreachable: }.',
    },
    {seenIn: 'event', text: "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector."},
    {seenIn: 'event', text: '0/2 nodes are available: 2 node(s) had untolerated taint {os: linux}.'},
  ],
});
