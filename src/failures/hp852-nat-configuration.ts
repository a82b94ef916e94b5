import {defineFailure} from '../kernel/failures.ts';

/** containerd’s installer writes 0-containerd-nat.conf (script/setup/install-cni-windows), which sorts before every other. */
export default defineFailure({
  code: 'HP852',
  id: 'nat-configuration',
  seenIn: ['event', 'node-log'],
  pattern: /plugin type="nat"[^\n]{0,200}(?:The object already exists|Invalid JSON document string)/,
  title: 'containerd’s own nat network is used, not the cluster’s',
  means: () =>
    'The node’s CNI folder still holds containerd’s 0-containerd-nat file, which wins over the cluster’s network plugin because of its name.',
  remedy: () => 'Delete 0-containerd-nat.* from the CNI configuration folder of the node and restart containerd.',
  links: ['https://github.com/containerd/containerd/blob/main/script/setup/install-cni-windows'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="nat" name="nat" failed (add): error creating endpoint hcnCreateEndpoint failed in Win32: The object already exists. (0x1392)',
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="nat" failed (add): hcnCreateNetwork failed in Win32: Invalid JSON document string. (0x803b001b)',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'hcnCreateNetwork failed in Win32: The object already exists. (0x1392)'}],
});
