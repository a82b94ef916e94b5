import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindows. */
export default defineFailure({
  code: 'HP705',
  id: 'windows-pod-fields',
  seenIn: ['api-error', 'event'],
  pattern: /: Forbidden: cannot be set for a windows pod/,
  title: 'Linux-only fields with spec.os.name: windows',
  means: () =>
    'The API server refused the object: spec.os.name is windows, and then no Linux-only field may be present, whatever its value.',
  remedy: () => 'Remove every field that the message names, also privileged: false and capabilities: {}.',
  links: ['https://kubernetes.io/docs/concepts/workloads/pods/#pod-os'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod',
    },
    {
      seenIn: 'api-error',
      text: 'The DaemonSet "agent" is invalid: [spec.template.spec.hostPID: Forbidden: cannot be set for a windows pod, spec.template.spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod]',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
    },
  ],
});
