import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes pkg/kubelet/kubelet.go; HostProcess pods are exempt from network readiness (podUsesHostNetwork). */
export default defineFailure({
  code: 'HP772',
  id: 'network-plugin',
  seenIn: ['node-condition', 'event'],
  pattern: /NetworkPluginNotReady|cni plugin not initialized|No CNI configuration file/,
  title: 'The node’s network plugin (CNI) has not started',
  means: () => 'Ordinary pods cannot start there. HostProcess pods can: that is how CNI installers get onto the node.',
  remedy: () =>
    'See why the CNI’s own DaemonSet did not start on that node: taints, Pod Security, image, rights; it needs tolerations with operator: Exists.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'node-condition',
      text: 'KubeletNotReady: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
    },
    {
      seenIn: 'event',
      text: 'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
    },
  ],
  notThis: [{seenIn: 'node-condition', text: 'KubeletNotReady: container runtime is down'}],
});
