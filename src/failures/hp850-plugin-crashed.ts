import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/Azure/acs-engine/issues/3155. */
export default defineFailure({
  code: 'HP850',
  id: 'plugin-crashed',
  seenIn: ['event', 'node-log'],
  pattern: /netplugin failed[^\n]{0,80}unexpected end of JSON input/,
  title: 'The network plugin ended without an answer',
  means: () =>
    'The network plugin’s program crashed or printed nothing, so its caller has nothing to read; its own log says why. HostProcess pods are not affected.',
  remedy: () => 'Read the plugin’s log on the node (Azure: C:\\k\\azure-vnet.log) and update the plugin.',
  links: ['https://github.com/Azure/acs-engine/issues/3155'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = netplugin failed but error parsing its diagnostic message "": unexpected end of JSON input',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'error: unexpected end of JSON input'}],
});
