import {defineFailure} from '../kernel/failures.ts';

/** HCS error 0xc0370101; https://github.com/kubernetes/kubernetes/issues/99157. */
export default defineFailure({
  code: 'HP720',
  id: 'os-mismatch',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern:
    /The container operating system does not match the host operating system|The operating system of the container does not match the operating system of the host/,
  title: 'An image was made for another Windows build',
  means: () =>
    'Windows refused an ordinary container whose image (the pod’s own, or the pause image of its sandbox) has another build than the node. A HostProcess container never gets this error: the pod is not one, or the runtime does not know HostProcess.',
  remedy: () =>
    'For ordinary pods use the image tag of the node’s build and a pause image that has it. If the pod should be a HostProcess pod, set hostProcess: true at pod level and check containerd (1.6 or later).',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/99157',
    'https://github.com/kubernetes/kubernetes/issues/74066',
    'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcsshim::CreateComputeSystem web: The container operating system does not match the host operating system.: unknown',
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox container for pod "web": Error response from daemon: hcsshim::CreateComputeSystem 0a1b: The operating system of the container does not match the operating system of the host. (0xc0370101)',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The parameter is incorrect.: unknown',
    },
    {seenIn: 'event', text: 'Failed to pull image "a": image operating system "linux" cannot be used on this platform'},
  ],
});
