import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/logon.go logs the temporary account of a group on with LOGON32_LOGON_INTERACTIVE. */
export default defineFailure({
  code: 'HP727',
  id: 'logon-type',
  seenIn: ['container-state', 'event'],
  pattern: /failed to logon user: [^\n]{0,200}(?:requested logon type|has not been granted)/,
  title: 'Users of that group may not log on locally',
  means: (_, {account}) =>
    `The temporary account that Windows made in the group ${account ?? 'of runAsUserName'} may not log on interactively: a policy of the node or the domain forbids it (concluded from hcsshim’s source).`,
  remedy: () =>
    'On the node, allow the group “Allow log on locally” and take it out of “Deny log on locally” (secpol.msc, or the domain’s group policy).',
  links: [
    'https://learn.microsoft.com/windows/security/threat-protection/security-policy-settings/allow-log-on-locally',
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go',
  ],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: Logon failure: the user has not been granted the requested logon type at this computer.: unknown',
      facts: {account: 'hpc-operators', containerd: '1.7.13'},
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'container 25f6 encountered an error during CreateContainer: failure in a Windows system call: Logon failure: the user has not been granted the requested logon type at this computer. (0x569)',
    },
  ],
});
