import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/projectcalico/calico/issues/8219. */
export default defineFailure({
  code: 'HP777',
  id: 'calico-network',
  seenIn: ['container-log', 'node-log'],
  pattern:
    /Can ?not (?:be )?f(?:ou|i)nd HNS network Calico|(?:Calico_ep|Calico network|HNS network Calico\S{0,4})(?: is| was)? not found/i,
  title: 'Calico’s network is gone from the node',
  means: () =>
    'The network that Calico made in the Host Network Service does not exist any more, mostly after a reboot; Calico’s container starts over and over.',
  remedy: () => 'Restart the service hns and then the calico-node-windows pod of that node.',
  links: ['https://github.com/projectcalico/calico/issues/8219'],
  certainty: 'sourced',
  samples: [
    {seenIn: 'container-log', text: 'Can not found HNS network Calico_ep, restarting'},
    {seenIn: 'container-log', text: 'HNS network Calico not found'},
  ],
  notThis: [
    {seenIn: 'container-log', text: 'HNS network Calico found.'},
    {seenIn: 'container-log', text: 'Waiting for HNS network Calico to be created...'},
  ],
});
