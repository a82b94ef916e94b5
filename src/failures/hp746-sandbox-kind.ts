import {defineFailure} from '../kernel/failures.ts';

/** hcsshim cmd/containerd-shim-runhcs-v1/pod.go. */
export default defineFailure({
  code: 'HP746',
  id: 'sandbox-kind',
  seenIn: ['container-state', 'event'],
  pattern:
    /(?<mixed>cannot create a normal process isolated container if the pod sandbox is a job container)|UVM does not support HostProcess containers/,
  title: 'The pod’s sandbox cannot hold this container',
  means: ({mixed}) =>
    mixed === undefined
      ? 'The pod asks for a Hyper-V sandbox (runtimeClassName), and HostProcess containers run on the node itself.'
      : 'The pod’s sandbox is a HostProcess one, and one of its containers is ordinary.',
  remedy: ({mixed}) =>
    mixed === undefined
      ? 'Remove runtimeClassName from the pod spec.'
      : 'Set hostProcess: true at pod level, so that all containers have it.',
  links: ['https://github.com/microsoft/hcsshim/blob/main/cmd/containerd-shim-runhcs-v1/pod.go'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to create containerd task: failed to create shim task: cannot create a normal process isolated container if the pod sandbox is a job container: unknown',
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: UVM does not support HostProcess containers: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "runhcs-wcow-hypervisor" is configured',
    },
  ],
});
