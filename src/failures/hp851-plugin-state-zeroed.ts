import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/Azure/azure-container-networking/issues/642. */
export default defineFailure({
  code: 'HP851',
  id: 'plugin-state-zeroed',
  seenIn: ['event', 'node-log', 'container-log'],
  pattern: /invalid character '\\x00' looking for beginning of value/,
  title: 'The network plugin’s state file was wiped by a crash',
  means: () =>
    'After a hard stop of the node a JSON file of the plugin holds zero bytes only (with Azure: azure-vnet-ipam.json), and it cannot start with it.',
  remedy: () => 'On the node delete azure-vnet*.json in C:\\k and restart it; a managed node is better reimaged.',
  links: ['https://github.com/Azure/azure-container-networking/issues/642'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'node-log',
      text: "Failed to start network plugin, err:invalid character '\\x00' looking for beginning of value.",
    },
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="azure-vnet" failed (add): invalid character \'\\x00\' looking for beginning of value',
    },
  ],
  notThis: [{seenIn: 'container-log', text: "invalid character '<' looking for beginning of value"}],
});
