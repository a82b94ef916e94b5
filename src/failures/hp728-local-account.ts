import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/logon.go makeLocalAccount: NetUserAdd, then NetLocalGroupAddMembers. */
export default defineFailure({
  code: 'HP728',
  id: 'local-account',
  seenIn: ['container-state', 'event'],
  pattern: /failed to create local account for container/,
  title: 'The temporary account of a local group cannot be made',
  means: (_, {account}) =>
    `For the group ${account ?? 'in runAsUserName'} Windows makes a temporary local user, and that failed: a password policy, a domain controller (which has no local users), or the group refused the member.`,
  remedy: () =>
    'The end of the message is Windows’ reason. Check that the group exists on every node, and the node’s password policy; or use a system account.',
  links: [
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go',
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  ],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to create local account for container: failed to create user 4f1c8e0d9a2b3c4d5e6f: The password does not meet the password policy requirements.: unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to create local account for container: failed to add user "4f1c8e0d9a2b3c4d5e6f" to the "hpc-operators" group: The specified local group does not exist.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
    },
  ],
});
