import {defineFailure} from '../kernel/failures.ts';

/** containerd keeps the name of a container that it still creates; https://github.com/kubernetes/kubernetes/issues/107561. */
export default defineFailure({
  code: 'HP753',
  id: 'slow-node',
  seenIn: ['container-state', 'event'],
  pattern:
    /failed to reserve (?:container|sandbox) name|^(?:(?:Create|Run)ContainerError: |Error: |Failed to create pod sandbox: rpc error: code = (?:DeadlineExceeded|Unknown) desc = )context deadline exceeded$/,
  title: 'The node is too slow to create the container',
  means: () =>
    'An earlier attempt to create the container still runs on the node: anti-virus scans the layers, the disk is slow, a container before it was never cleaned up, or a network driver (old Open vSwitch builds) blocks the network service.',
  remedy: () =>
    'Exclude containerd’s root and the kubelet from anti-virus, give the node a faster disk, see hcsdiag list for leftovers; restarting containerd or rebooting the node frees the name.',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/107561',
    'https://learn.microsoft.com/virtualization/windowscontainers/troubleshooting',
  ],
  certainty: 'general',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to reserve container name "agent_agent-x7_default_0a1b_0": name "agent_agent-x7_default_0a1b_0" is reserved for "4f1c"',
    },
    {seenIn: 'container-state', text: 'CreateContainerError: context deadline exceeded'},
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Readiness probe failed: Get "http://10.0.0.4:80/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    },
    {seenIn: 'container-log', text: 'connecting to csi.sock: context deadline exceeded'},
  ],
});
