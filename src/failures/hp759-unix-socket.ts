import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/rancher/rke2/issues/4025, https://github.com/kubernetes/kubernetes/issues/104584. */
export default defineFailure({
  code: 'HP759',
  id: 'unix-socket',
  seenIn: ['container-log', 'event'],
  pattern: /unix [^\n]{0,200}csi\.sock[^\n]{0,20}(?:A socket operation|unreachable network)/,
  title: 'A CSI socket is named the Linux way',
  means: () => 'Windows cannot open the unix socket under the path it was given: on the node it needs a drive letter.',
  remedy: () =>
    'Write the address as unix://C:\\var\\lib\\kubelet\\plugins\\NAME\\csi.sock in the arguments of the driver and the registrar.',
  links: ['https://github.com/rancher/rke2/issues/4025', 'https://github.com/kubernetes/kubernetes/issues/104584'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-log',
      text: 'dial unix \\var\\lib\\kubelet\\plugins\\disk.csi.azure.com\\csi.sock: connect: A socket operation was attempted to an unreachable network.',
    },
  ],
  notThis: [
    {seenIn: 'container-log', text: 'dial unix /csi/csi.sock: connect: connection refused'},
    {
      seenIn: 'container-log',
      text: 'dial tcp 10.0.0.4:443: connect: A socket operation was attempted to an unreachable network.',
    },
  ],
});
