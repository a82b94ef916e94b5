import {defineFailure} from '../kernel/failures.ts';

/** https://learn.microsoft.com/virtualization/windowscontainers/kubernetes/common-problems; HostProcess pods need no address of their own. */
export default defineFailure({
  code: 'HP775',
  id: 'no-addresses',
  seenIn: ['event', 'container-log', 'node-log'],
  pattern:
    /failed to allocate for range \d{1,3}: no IP addresses available|no IP addresses available in (?:range set|network)|network: (?:failed to allocate for range|no available IP)/,
  title: 'The node has no free pod addresses',
  means: () =>
    'The network plugin has given out every address of the node’s range, mostly because addresses of pods that are gone were never returned. HostProcess pods use the node’s address and are not affected.',
  remedy: () =>
    'Cordon the node and clear the plugin’s address store (host-local: the folder networks under its dataDir) or recreate the node.',
  links: ['https://learn.microsoft.com/virtualization/windowscontainers/kubernetes/common-problems'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "0a1b": plugin type="sdnoverlay" failed (add): error while executing IPAM addition: ipam.ExecAdd: failed to allocate for range 0: no IP addresses available in range set: 10.244.2.1-10.244.2.254',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = plugin type="sdnbridge" failed (add): no IP ranges specified',
    },
    {seenIn: 'event', text: '0/3 nodes are available: 3 Too many pods.'},
  ],
});
