import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/91575, https://github.com/kubernetes/kubernetes/issues/117086. */
export default defineFailure({
  code: 'HP752',
  id: 'compute-service',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /hcs(?:shim)?::[^\n]{0,400}(?:The RPC server is unavailable|The remote procedure call failed)/,
  title: 'The Host Compute Service of the node has died',
  means: () =>
    'containerd could not talk to the Host Compute Service (vmcompute), which runs ordinary containers; HostProcess containers do not need it, so this pod is an ordinary one.',
  remedy: () =>
    'Restart the service vmcompute on the node, and if that does not help the node; a managed node (AKS, EKS, GKE) is better reimaged.',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/91575',
    'https://github.com/kubernetes/kubernetes/issues/98509',
    'https://github.com/kubernetes/kubernetes/issues/117086',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "agent": hcs::System::CreateProcess web: The RPC server is unavailable. (0x6ba): unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcsshim::CreateComputeSystem 0a1b: The remote procedure call failed. (0x6be): unknown',
    },
  ],
  notThis: [
    {seenIn: 'container-log', text: 'The RPC server is unavailable.'},
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "agent": hcs::System::CreateProcess web: The directory name is invalid.: unknown',
    },
  ],
});
