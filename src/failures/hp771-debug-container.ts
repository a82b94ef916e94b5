import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod visits ephemeral containers too; https://github.com/kubernetes/kubernetes/pull/138182. */
export default defineFailure({
  code: 'HP771',
  id: 'debug-container',
  seenIn: ['api-error'],
  pattern:
    /spec\.ephemeralContainers\[\d{1,3}\]\.securityContext\.windowsOptions\.hostProcess: Invalid value: (?:true|false): pod hostProcess value must be identical/,
  title: 'The debug container is of another kind than its pod',
  means: () =>
    'kubectl debug adds an ephemeral container, and in a HostProcess pod that must be a HostProcess container as well, in an ordinary pod an ordinary one.',
  remedy: () =>
    'Pass --custom with a file that sets securityContext.windowsOptions.hostProcess as the pod does, or leave the field out: it then takes the pod’s value.',
  links: [
    'https://github.com/kubernetes/kubernetes/pull/138182',
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.ephemeralContainers[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be identical if both are specified, was true',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be identical if both are specified, was true',
    },
  ],
});
