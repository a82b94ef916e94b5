import {defineFailure} from '../kernel/failures.ts';

/** Reasons and messages: kubernetes pkg/kubelet/nodestatus/setters.go, pkg/controller/nodelifecycle. */
export default defineFailure({
  code: 'HP801',
  id: 'node-not-ready',
  seenIn: ['node-condition'],
  pattern:
    /Kubelet stopped posting node status|container runtime (?:is down|status check may not have completed)|PLEG is not healthy/,
  title: 'The node is not ready: its kubelet or its container runtime does not answer',
  means: () => 'No pod starts on that node and no deletion is confirmed until the kubelet and containerd run again.',
  remedy: () =>
    'Look at the node: are the services kubelet and containerd (on RKE2: rke2) running? A managed node (AKS, EKS, GKE) is better reimaged. kubectl describe node shows the condition.',
  links: ['https://kubernetes.io/docs/concepts/architecture/nodes/#condition'],
  certainty: 'sourced',
  samples: [
    {seenIn: 'node-condition', text: 'NodeStatusUnknown: Kubelet stopped posting node status.'},
    {seenIn: 'node-condition', text: 'KubeletNotReady: container runtime is down'},
    {
      seenIn: 'node-condition',
      text: 'KubeletNotReady: PLEG is not healthy: pleg was last seen active 3m5s ago; threshold is 3m0s',
    },
  ],
  notThis: [
    {
      seenIn: 'node-condition',
      text: 'KubeletNotReady: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
    },
    {seenIn: 'node-condition', text: 'KubeletReady: kubelet is posting ready status'},
  ],
});
