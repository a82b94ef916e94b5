import {defineFailure, type FailureFacts} from '../kernel/failures.ts';
import {readAccount} from '../windows/accounts.ts';

/**
 * Who each account is on the network: https://learn.microsoft.com/windows/win32/services/localservice-account,
 * …/localsystem-account, …/networkservice-account; KEP-1981: gMSA is ignored. Texts: Win32 errors 5 and 1326 as Go and .NET write them.
 */
export default defineFailure({
  code: 'HP760',
  id: 'share-identity',
  seenIn: ['container-log'],
  pattern:
    /\\\\(?:\\\\)?(?<server>\w[\w.-]{0,252})\\[^\n]{0,300}(?:: Access is denied|' is denied|: The user name or password is incorrect|\(0x5\)|[Ee]rror 1326)/,
  title: 'A file share refuses the container’s account',
  means: ({server}, facts) =>
    `${server ?? 'The file server'} ${whoAsks(facts)} gMSA settings of the pod change nothing.`,
  remedy: ({server}) =>
    `Grant the nodes’ computer accounts (DOMAIN\\NODE$) access to the share${server === undefined ? '' : ` on ${server}`} and run as NT AUTHORITY\\NetworkService or SYSTEM, or connect with explicit credentials.`,
  links: [
    'https://learn.microsoft.com/windows/win32/services/localservice-account',
    'https://learn.microsoft.com/windows/win32/services/localsystem-account',
    'https://learn.microsoft.com/windows/win32/services/networkservice-account',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
  ],
  certainty: 'concluded',
  askedAs: ['file share denied', 'smb access denied', 'network share denied', 'unc path denied', 'share 1326'],
  samples: [
    {seenIn: 'container-log', text: 'open \\\\files01\\config\\agent.yaml: Access is denied.'},
    {
      seenIn: 'container-log',
      text: "Get-Content : Access to the path '\\\\files01.corp.example\\config\\agent.yaml' is denied.",
      facts: {account: 'NT AUTHORITY\\Local service'},
    },
    {
      seenIn: 'container-log',
      text: 'open \\\\files01\\config: The user name or password is incorrect.',
      facts: {account: 'NT AUTHORITY\\SYSTEM'},
    },
  ],
  notThis: [
    {seenIn: 'container-log', text: 'open \\\\.\\pipe\\containerd-containerd: Access is denied.'},
    {seenIn: 'container-log', text: 'remove \\\\?\\C:\\ProgramData\\containerd\\root: Access is denied.'},
    {seenIn: 'container-log', text: 'open C:\\data\\agent.yaml: Access is denied.'},
    {seenIn: 'container-log', text: 'mounted \\\\files01\\config'},
    {seenIn: 'event', text: 'open \\\\files01\\config\\agent.yaml: Access is denied.'},
  ],
});

function whoAsks({account}: FailureFacts): string {
  const read = account === undefined ? null : readAccount(account);
  if (read?.is !== 'system')
    return 'does not let this account in. On the network LocalService is nobody (anonymous), and SYSTEM and NetworkService are the node’s computer account.';
  return read.name === 'LocalService'
    ? 'was asked by LocalService, which is nobody (anonymous) on the network.'
    : `was asked by ${read.name}, which is the node’s computer account on the network, and does not let that in.`;
}
