import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/pod-security-admission admission/admission.go: warn and audit never refuse; a workload is only warned about, its pods are refused later. */
export default defineFailure({
  code: 'HP711',
  id: 'pod-security-warning',
  seenIn: ['api-error'],
  pattern: /would violate PodSecurity "(?<level>baseline|restricted):[\w.]{1,20}": [^\n]{0,2000}hostProcess \(/,
  title: 'Pod Security warns about HostProcess in this namespace',
  means: ({level}) =>
    `The object was accepted, but its pods break the Pod Security level ${level ?? 'that the warning names'}; where the namespace also enforces that level, no pod will ever be created.`,
  remedy: () =>
    'Look for the label pod-security.kubernetes.io/enforce with kubectl get namespace NAME --show-labels; HostProcess pods need privileged there.',
  links: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'Warning: would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true), hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'Warning: would violate PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "web" must set securityContext.runAsNonRoot=true)',
    },
    {
      seenIn: 'api-error',
      text: 'pods "agent" is forbidden: violates PodSecurity "baseline:latest": hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
    },
  ],
});
