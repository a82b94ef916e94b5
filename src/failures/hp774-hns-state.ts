import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/72696, https://github.com/Azure/azure-container-networking/issues/283. */
export default defineFailure({
  code: 'HP774',
  id: 'hns-state',
  seenIn: ['container-log', 'node-log', 'event'],
  pattern:
    /(?<!Healthcheck loadbalancer[^\n]{0,60})hcnCreateLoadBalancer failed in Win32: The specified port already exists|hnsCall failed in Win32: The wrong diskette|(?:hnsCall failed in Win32|HNS failed with error ?): Element not found/,
  title: 'The network service of the node is in a bad state',
  means: () =>
    'The Host Network Service has lost or doubled its objects: the node’s ephemeral ports are used up, or its store is damaged, often after a reboot or an update.',
  remedy: () =>
    'Restart the service hns, then kube-proxy and the network plugin; if it stays, stop hns, delete C:\\ProgramData\\Microsoft\\Windows\\HNS\\HNS.data, start it, and widen the dynamic port range.',
  links: [
    'https://learn.microsoft.com/virtualization/windowscontainers/kubernetes/common-problems',
    'https://github.com/kubernetes/kubernetes/issues/72696',
    'https://github.com/Azure/azure-container-networking/issues/283',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'node-log',
      text: 'Policy creation failed: hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)',
    },
    {
      seenIn: 'container-log',
      text: 'failed to hot attach bridge HNSEndpoint cbr0_ep to host compartment: hnsCall failed in Win32: The wrong diskette is in the drive.',
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = HNS failed with error : Element not found.',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: '"Healthcheck loadbalancer policy creation failed" err="hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)"',
    },
    {seenIn: 'node-log', text: 'hcnCreateLoadBalancer failed in Win32: The switch-port was not found. (0x803b0007)'},
  ],
});
