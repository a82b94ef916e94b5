import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateLinux. */
export default defineFailure({
  code: 'HP706',
  id: 'linux-pod-options',
  seenIn: ['api-error', 'event'],
  pattern: /windows options cannot be set for a linux pod/,
  title: 'windowsOptions with spec.os.name: linux',
  means: () => 'The API server refused the object: spec.os.name is linux, and then no windowsOptions may be set.',
  remedy: () => 'Set spec.os.name: windows, or remove spec.os.',
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-os'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.hostPID: Forbidden: cannot be set for a windows pod',
    },
  ],
});
