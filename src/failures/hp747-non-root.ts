import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/kubelet/kuberuntime/security_context_windows.go verifyRunAsNonRoot. */
export default defineFailure({
  code: 'HP747',
  id: 'non-root',
  seenIn: ['container-state', 'event'],
  pattern:
    /container's runAsUserName \((?<account>[^)\n]{1,400})\) which will be regarded as root identity and will break non-root policy/,
  title: 'runAsNonRoot forbids this account',
  means: ({account}) =>
    `The pod sets runAsNonRoot: true, and the kubelet counts ${account ?? 'ContainerAdministrator'} as root on Windows.`,
  remedy: () =>
    'Remove runAsNonRoot, which HostProcess containers may not set, and set runAsUserName to the account that is meant.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/kubernetes/kubernetes/issues/102849',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'CreateContainerConfigError: container\'s runAsUserName (ContainerAdministrator) which will be regarded as root identity and will break non-root policy (pod: "agent_default(0b7c)", container: agent)',
    },
    {
      seenIn: 'event',
      text: 'Error: container\'s runAsUserName (ContainerAdministrator) which will be regarded as root identity and will break non-root policy (pod: "agent_default(0b7c)", container: agent)',
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'CreateContainerConfigError: container has runAsNonRoot and image will run as root (pod: "web_default(1)", container: web)',
    },
  ],
});
