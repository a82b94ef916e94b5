import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsHostProcessPod. */
export default defineFailure({
  code: 'HP703',
  id: 'host-process-levels',
  seenIn: ['api-error', 'event'],
  pattern:
    /(?<!ephemeralContainers\[\d{1,3}\]\.securityContext\.windowsOptions\.hostProcess: Invalid value: (?:true|false): )pod hostProcess value must be identical if both are specified, was (?<pod>true|false)/,
  title: 'A container overrides the pod’s hostProcess',
  means: () => 'The API server refused the object: a container sets hostProcess to another value than its pod.',
  remedy: () => 'Keep hostProcess: true at pod level and remove it from the containers.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be identical if both are specified, was true',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: "Failed to create pod sandbox: pod must not contain any HostProcess containers if Pod's WindowsOptions.HostProcess is set to false",
    },
  ],
});
