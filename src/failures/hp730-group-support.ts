import {defineFailure} from '../kernel/failures.ts';
import {isGroupOn16} from './logon.ts';

/** https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/ (local accounts need containerd 1.7). */
export default defineFailure({
  code: 'HP730',
  id: 'group-support',
  seenIn: ['container-state', 'event'],
  pattern: /failed to logon user: (?!Access is denied)[^\n]{0,200}/,
  when: isGroupOn16,
  title: 'containerd is too old for local groups',
  means: (_, {account, containerd}) =>
    `runAsUserName ${account ?? 'without a backslash'} is a local group, which needs containerd 1.7; this node has ${containerd ?? 'an older one'}, which takes it for a user.`,
  remedy: () => 'Upgrade containerd on the node to 1.7 or later, or use a system account such as NT AUTHORITY\\SYSTEM.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/microsoft/hcsshim/pull/1286',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
      facts: {account: 'hpc-operators', containerd: '1.6.33'},
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
      facts: {account: 'hpc-operators', containerd: '1.7.13'},
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
      facts: {account: 'NT AUTHORITY\\SYSTEM', containerd: '1.6.33'},
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
    },
  ],
});
