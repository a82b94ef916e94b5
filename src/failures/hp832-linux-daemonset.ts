import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes-sigs/sig-windows-tools/issues/94. */
export default defineFailure({
  code: 'HP832',
  id: 'linux-daemonset',
  seenIn: ['event', 'container-state'],
  pattern: /network host not found|xtables[.-]lock[^\n]{0,200}cannot find the path/,
  title: 'A Linux workload landed on a Windows node',
  means: () =>
    'The pod wants the node’s network or files the Linux way: most likely a Linux DaemonSet without a node selector. With Docker a Windows pod with hostNetwork fails in the same way.',
  remedy: () =>
    'Add nodeSelector kubernetes.io/os: linux to the Linux DaemonSet (CNI, kube-proxy, log agents); on a node with Docker: docker network create -d nat host.',
  links: ['https://github.com/kubernetes-sigs/sig-windows-tools/issues/94'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox container for pod "kube-proxy-x7": Error response from daemon: network host not found',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: CreateFile \\run\\xtables.lock: The system cannot find the path specified.: unknown',
    },
  ],
  notThis: [
    {seenIn: 'event', text: '0/3 nodes are available: 3 Insufficient memory.'},
    {seenIn: 'container-log', text: 'host not found in upstream'},
  ],
});
