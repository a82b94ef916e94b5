import {defineFailure} from '../kernel/failures.ts';

/** The Windows plugins of microsoft/windows-container-networking read subnet, not ranges; https://www.cni.dev/plugins/current/ipam/host-local/. */
export default defineFailure({
  code: 'HP854',
  id: 'address-ranges',
  seenIn: ['event', 'node-log'],
  pattern: /no IP ranges specified/,
  title: 'The network plugin finds no address range',
  means: () =>
    'The CNI configuration most likely gives host-local’s list “ranges”, which the Windows plugins (sdnbridge, sdnoverlay) do not read.',
  remedy: () => 'Write ipam: {type: host-local, subnet: …} instead of ranges.',
  links: ['https://www.cni.dev/plugins/current/ipam/host-local/'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="sdnbridge" failed (add): error while executing IPAM addition: no IP ranges specified',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="sdnbridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: 10.0.0.1-10.0.0.9',
    },
  ],
});
