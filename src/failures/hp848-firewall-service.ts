import {defineFailure} from '../kernel/failures.ts';

/** Win32 error 1753 of the CIM class behind New-NetFirewallRule. */
export default defineFailure({
  code: 'HP848',
  id: 'firewall-service',
  seenIn: ['container-log'],
  pattern:
    /Windows System Error 1753,New-NetFirewallRule|New-NetFirewallRule ?: There are no more endpoints available from the endpoint mapper/,
  title: 'The Windows firewall service does not answer',
  means: () =>
    'The script wants to add a firewall rule and the service behind it is not reachable: most likely it is stopped (mpssvc), or the container that runs the script is an ordinary one.',
  remedy: () =>
    'Start the service mpssvc on the node, and set hostProcess: true at pod level so that init containers have it too.',
  links: ['https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'container-log',
      text: 'New-NetFirewallRule : There are no more endpoints available from the endpoint mapper.',
    },
    {seenIn: 'container-log', text: '    + FullyQualifiedErrorId : Windows System Error 1753,New-NetFirewallRule'},
  ],
  notThis: [{seenIn: 'container-log', text: 'New-NetFirewallRule : Access is denied.'}],
});
