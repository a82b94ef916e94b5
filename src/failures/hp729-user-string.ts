import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/logon.go processToken; hcsshim 0.9 says “empty user string passed”. */
export default defineFailure({
  code: 'HP729',
  id: 'user-string',
  seenIn: ['container-state', 'event'],
  pattern: /invalid user string `|empty (?:username or group name|user string) passed/,
  title: 'The container has no usable account name',
  means: () =>
    'The runtime got an empty account name, or one with more than one backslash: runAsUserName is not set and the image names no user either, or the image’s user is malformed.',
  remedy: () => 'Set securityContext.windowsOptions.runAsUserName, for example to NT AUTHORITY\\SYSTEM.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: empty username or group name passed: unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "4f1c8e0d9a": failed to create user process token: empty user string passed: unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "4f1c8e0d9a": failed to create user process token: invalid user string `A\\B\\C`: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'The Pod "agent" is invalid: spec.securityContext.windowsOptions.runAsUserName: Invalid value: "": runAsUserName cannot be an empty string',
    },
  ],
});
