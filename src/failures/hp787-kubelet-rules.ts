import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/kubelet/kuberuntime/kuberuntime_sandbox.go: static pods do not pass the API server’s checks. */
export default defineFailure({
  code: 'HP787',
  id: 'kubelet-rules',
  seenIn: ['event'],
  pattern:
    /hostNetwork is required if Pod contains HostProcess containers|pod must not contain (?:both HostProcess and non-HostProcess containers|any HostProcess containers if Pod's WindowsOptions)/,
  title: 'The kubelet refused a static HostProcess pod',
  means: () =>
    'The kubelet has the API server’s rules a second time, for pods that come from a file on the node: hostNetwork must be true, and all containers must be HostProcess containers or none.',
  remedy: () =>
    'Correct the file in the kubelet’s static pod folder: hostNetwork: true, and hostProcess: true at pod level only.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: hostNetwork is required if Pod contains HostProcess containers',
    },
    {
      seenIn: 'event',
      text: "Failed to create pod sandbox: pod must not contain any HostProcess containers if Pod's WindowsOptions.HostProcess is set to false",
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: pod must not contain both HostProcess and non-HostProcess containers',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
    },
  ],
});
