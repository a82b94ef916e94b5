import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes-sigs/sig-windows-tools/issues/71, https://github.com/kubernetes/kubernetes/issues/100962. */
export default defineFailure({
  code: 'HP857',
  id: 'source-vip',
  seenIn: ['node-log', 'container-log'],
  pattern: /Source Vip endpoint creation failed/,
  title: 'kube-proxy’s source address is not in the node’s pod range',
  means: () =>
    'In an overlay network kube-proxy needs an address of its own on each node, and Windows refused the one it has: most likely it lies outside the node’s pod range or was not set.',
  remedy: () =>
    'Compare sourceVip in kube-proxy’s configuration with the node’s podCIDR; let the network plugin reserve it.',
  links: [
    'https://github.com/kubernetes-sigs/sig-windows-tools/issues/71',
    'https://github.com/kubernetes/kubernetes/issues/100962',
  ],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'node-log',
      text: 'E0426 02:13:40.796100    6128 proxier.go:1053] Source Vip endpoint creation failed: hcnCreateEndpoint failed in Win32: An address provided is invalid or reserved. (0x803b002f)',
    },
    {
      seenIn: 'container-log',
      text: '"Source Vip endpoint creation failed" err="hcnCreateEndpoint failed in Win32: IP address is either invalid or not part of any configured subnet(s). (0x803b001e)"',
    },
  ],
  notThis: [{seenIn: 'node-log', text: 'hcnCreateEndpoint failed in Win32: Element not found.'}],
});
