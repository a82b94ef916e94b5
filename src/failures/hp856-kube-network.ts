import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/79515; releases before 1.15 misspell “specified”. */
export default defineFailure({
  code: 'HP856',
  id: 'kube-network',
  seenIn: ['node-log', 'container-log'],
  pattern: /Unable to find H[Nn][Ss] Network (?:specified|speficied) by (?<network>[\w-]{1,63})/,
  title: 'kube-proxy looks for a network that does not exist',
  means: ({network}) =>
    `kube-proxy looks for the network ${network ?? 'in KUBE_NETWORK'} in the Host Network Service: most likely KUBE_NETWORK does not match what the network plugin made.`,
  remedy: () =>
    'See the networks with Get-HnsNetwork on the node and set KUBE_NETWORK (or networkName in kube-proxy’s configuration) to the plugin’s.',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/79515',
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/',
  ],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'node-log',
      text: 'E0628 16:57:08.673912    1180 proxier.go:564] Unable to find HNS Network specified by cbr0. Please check network name and CNI deployment',
    },
    {
      seenIn: 'node-log',
      text: 'Unable to find Hns Network speficied by cbr0. Please check environment variable KUBE_NETWORK',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'Waiting for HNS network Calico to be created...'}],
});
