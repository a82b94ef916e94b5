import {defineFailure} from '../kernel/failures.ts';
import {readAccount} from '../windows/accounts.ts';
import {groupRemedy} from '../windows/prompt-name.ts';
import {isGroupOn16} from './logon.ts';

/** hcsshim internal/jobcontainers/logon.go: every account but NT AUTHORITY’s and local groups is logged on with no password. */
export default defineFailure({
  code: 'HP726',
  id: 'logon-failure',
  seenIn: ['container-state', 'event'],
  pattern: /failed to logon user: The user name or password is incorrect/,
  when: facts => !isGroupOn16(facts),
  title: 'Windows cannot log on as the container’s account',
  means: (_, {account, containerd}) => {
    if (account === undefined)
      return 'Windows refused the account: runAsUserName is missing (then it is the image’s user, which the node does not have), names an account that needs a password, or no local group of that name exists on the node.';
    const read = readAccount(account);
    if (read.is === 'group')
      return containerd === undefined
        ? `Windows took ${account} for a user: that node has no local group of this name, or its containerd is older than 1.7 and knows no groups.`
        : `There is no local group ${account} on that node, so Windows took it for a user.`;
    return read.is === 'unsupported'
      ? read.because
      : `Windows refused ${account}, which it should know; the node’s own event log (Security) says why.`;
  },
  remedy: (_, {account}) => {
    const read = account === undefined ? null : readAccount(account);
    if (read?.is === 'group') return `${groupRemedy('On every node', read.name)}, or use a system account.`;
    return read?.is === 'unsupported' && read.suggestion !== null
      ? `Set runAsUserName to ${read.suggestion}.`
      : 'Set runAsUserName to exactly NT AUTHORITY\\SYSTEM, NT AUTHORITY\\Local service, NT AUTHORITY\\NetworkService or a local group that exists.';
  },
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go',
  ],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
      facts: {account: 'nt authority\\system', containerd: '1.6.33'},
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
      facts: {account: 'hpc-operators', containerd: '1.7.13'},
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to start sandbox container for pod "logstash-0": Error response from daemon: container ad54 encountered an error during CreateProcess: failure in a Windows system call: The user name or password is incorrect. (0x52e)',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: The user name or password is incorrect.: unknown',
      facts: {account: 'hpc-operators', containerd: '1.6.33'},
    },
  ],
});
