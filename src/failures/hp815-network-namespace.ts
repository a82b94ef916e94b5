import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/containerd/containerd/issues/5729, https://github.com/projectcalico/calico/issues/5189; unresolved there. */
export default defineFailure({
  code: 'HP815',
  id: 'network-namespace',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /The requested operation for attach namespace failed/,
  title: 'Windows could not connect the container to its network',
  means: () =>
    'Nobody has found the one cause: reported are images of another build than the node, and wrong values in the network plugin’s configuration. HostProcess containers never print this: it is an ordinary container.',
  remedy: () =>
    'Use an image of the node’s Windows build, check the network plugin’s settings, then restart the service hns or the node.',
  links: [
    'https://github.com/containerd/containerd/issues/5729',
    'https://github.com/projectcalico/calico/issues/5189',
  ],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The requested operation for attach namespace failed.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The parameter is incorrect.: unknown',
    },
  ],
});
