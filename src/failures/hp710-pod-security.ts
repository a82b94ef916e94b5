import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/pod-security-admission policy/check_windowsHostProcess.go, admission/admission.go. */
export default defineFailure({
  code: 'HP710',
  id: 'pod-security',
  seenIn: ['api-error', 'event'],
  pattern: /violates PodSecurity "(?<level>baseline|restricted):[\w.]{1,20}": [^\n]{0,2000}hostProcess \(/,
  title: 'Pod Security forbids HostProcess in this namespace',
  means: ({level}) =>
    `The namespace enforces the Pod Security level ${level ?? 'baseline or restricted'}, and HostProcess pods need privileged; the API server refused the pod.`,
  remedy: () =>
    'Use a namespace for privileged workloads, or ask its owner for: kubectl label namespace NAME pod-security.kubernetes.io/enforce=privileged --overwrite',
  links: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'Error from server (Forbidden): pods "agent" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true), hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
    },
    {
      seenIn: 'event',
      text: 'Error creating: pods "agent-7xk2p" is forbidden: violates PodSecurity "restricted:v1.33": host namespaces (hostNetwork=true), hostProcess (container "agent" must not set securityContext.windowsOptions.hostProcess=true), runAsNonRoot != true (pod or container "agent" must set securityContext.runAsNonRoot=true)',
    },
  ],
  notThis: [
    {
      seenIn: 'api-error',
      text: 'Error from server (Forbidden): pods "web" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "web" must set securityContext.allowPrivilegeEscalation=false)',
    },
    {
      seenIn: 'api-error',
      text: 'Warning: would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true), hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
    },
  ],
});
