import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/projectcalico/calico/issues/9236. */
export default defineFailure({
  code: 'HP862',
  id: 'management-address',
  seenIn: ['event', 'node-log', 'container-log'],
  pattern: /timed out waiting for interface matching the management IP \((?<address>[\d.]{7,15})\)/,
  title: 'The container network is bound to an address that is gone',
  means: ({address}) =>
    `The network was made for the node address ${address ?? 'in the message'}, and most likely no adapter has it any more.`,
  remedy: () =>
    'Compare with ipconfig on the node; remove the network (Remove-HnsNetwork) and let the plugin make it again, or give the adapter its address back.',
  links: ['https://github.com/projectcalico/calico/issues/9236'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="calico" failed (add): timed out waiting for interface matching the management IP (192.168.229.229) of network Calico',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="calico" failed (add): timed out waiting for the datastore',
    },
  ],
});
