import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateWindowsSecurityContextOptions. */
export default defineFailure({
  code: 'HP707',
  id: 'user-name-syntax',
  seenIn: ['api-error', 'event'],
  pattern:
    /runAsUserName(?:'s (?:Domain length must be under|Domain doesn't match the NetBios|User cannot (?:be empty|contain)|User length must not)| cannot (?:be an empty string|contain))/,
  title: 'runAsUserName is malformed',
  means: () =>
    'The API server refused the object: runAsUserName is not USER or DOMAIN\\USER. Mostly the backslash was lost or doubled on its way through YAML.',
  remedy: () => 'Write \'NT AUTHORITY\\SYSTEM\' in single quotes, or "NT AUTHORITY\\\\SYSTEM" in double quotes.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.securityContext.windowsOptions.runAsUserName: Invalid value: "NT AUTHORITY\\\\\\\\SYSTEM": runAsUserName cannot contain more than one backslash',
    },
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.securityContext.windowsOptions.runAsUserName: Invalid value: ".l\\\\user": runAsUserName\'s Domain doesn\'t match the NetBios nor the DNS format',
    },
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.containers[0].securityContext.windowsOptions.runAsUserName: Invalid value: "a/b": runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]',
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'CreateContainerConfigError: container\'s runAsUserName (ContainerAdministrator) which will be regarded as root identity and will break non-root policy (pod: "agent_default(1)", container: agent)',
    },
    {
      seenIn: 'api-error',
      text: 'error: strict decoding error: unknown field "spec.containers[0].runAsUserName"',
    },
  ],
});
