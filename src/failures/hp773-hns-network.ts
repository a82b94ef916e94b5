import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes-sigs/sig-windows-tools/issues/249; consoles break the line after “failed in”. */
export default defineFailure({
  code: 'HP773',
  id: 'hns-network',
  seenIn: ['container-log', 'node-log', 'event'],
  pattern:
    /(?<!plugin type="nat"[^\n]{0,100})(?:hcnCreateNetwork failed in[ \r\n]{1,4}Win32:[ \r\n]{1,4}(?:The parameter is incorrect\. \(0x57\)|A network with this name already exists)|(?:hcnCreateNetwork|hnsCall) failed in Win32: (?:The object already exists|Invalid JSON document string))/,
  title: 'Windows refused the node’s container network',
  means: () =>
    'The Host Network Service could not make the network: one with that name or subnet is left over from an earlier installation, or the request names an adapter or subnet that the node does not have.',
  remedy: () =>
    'Remove the leftover (Get-HnsNetwork, then Remove-HnsNetwork for that one), restart the service hns and run the network plugin’s installer again; check its adapter and subnet.',
  links: [
    'https://github.com/kubernetes-sigs/sig-windows-tools/issues/249',
    'https://learn.microsoft.com/virtualization/windowscontainers/kubernetes/common-problems',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-log',
      text: 'Error registering network: hcnCreateNetwork failed in Win32: The parameter is incorrect. (0x57) {"Success":false,"Error":"The parameter is incorrect. ","ErrorCode":2147942487}',
    },
    {seenIn: 'container-log', text: 'hcnCreateNetwork failed in\nWin32: A network with this name already exists'},
    {seenIn: 'container-log', text: 'hcnCreateNetwork failed in Win32: The object already exists. (0x1392)'},
    {seenIn: 'node-log', text: 'hnsCall failed in Win32: Invalid JSON document string. (0x803b001b)'},
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "0a1b": plugin type="nat" name="nat" failed (add): hcnCreateNetwork failed in Win32: The object already exists. (0x1392)',
    },
    {seenIn: 'container-log', text: 'hnsCall failed in Win32: The parameter is incorrect. (0x57)'},
  ],
});
