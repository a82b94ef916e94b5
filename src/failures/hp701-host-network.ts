import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod. */
export default defineFailure({
  code: 'HP701',
  id: 'host-network',
  seenIn: ['api-error', 'event'],
  pattern: /hostNetwork must be true if pod contains any hostProcess containers/,
  title: 'hostNetwork is missing',
  means: () =>
    'The API server refused the object: a pod with HostProcess containers must set hostNetwork: true, which is never set for you.',
  remedy: () => 'Set hostNetwork: true in the pod spec and apply again.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The DaemonSet "agent" is invalid: spec.template.spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
    },
    {
      seenIn: 'event',
      text: 'Error creating: Pod "agent-" is invalid: spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = hostNetwork is required if Pod contains HostProcess containers',
    },
  ],
});
