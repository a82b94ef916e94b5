import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/kubelet/lifecycle: reasons PodOSSelectorNodeLabelDoesNotMatch, PodOSNotSupported. */
export default defineFailure({
  code: 'HP716',
  id: 'pod-os-admission',
  seenIn: ['pod-status', 'event'],
  pattern:
    /PodOSSelectorNodeLabelDoesNotMatch|PodOSNotSupported|Failed to admit pod as the (?:`kubernetes\.io\/os` label doesn't match node label|OS field doesn't match node OS)/,
  title: 'The pod is bound to a node of another operating system',
  means: () =>
    'The kubelet refused the pod: it was bound to a node whose operating system is not the one the pod asks for, mostly by spec.nodeName, which passes the scheduler by.',
  remedy: () => 'Remove nodeName and use nodeSelector kubernetes.io/os: windows; this pod stays Failed, so delete it.',
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-os'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'pod-status',
      text: "PodOSNotSupported: Pod was rejected: Failed to admit pod as the OS field doesn't match node OS",
    },
    {
      seenIn: 'pod-status',
      text: "PodOSSelectorNodeLabelDoesNotMatch: Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
    },
    {seenIn: 'event', text: "Failed to admit pod as the OS field doesn't match node OS"},
  ],
  notThis: [
    {
      seenIn: 'pod-status',
      text: "NodeAffinity: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = hcsshim::CreateComputeSystem a1: The container operating system does not match the host operating system.',
    },
  ],
});
