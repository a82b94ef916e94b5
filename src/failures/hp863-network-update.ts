import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/antrea-io/antrea/issues/1429. */
export default defineFailure({
  code: 'HP863',
  id: 'network-update',
  seenIn: ['node-log', 'container-log'],
  pattern: /hnsCall failed in Win32: The parameter is incorrect/,
  title: 'A Windows update for container networks is missing',
  means: () =>
    'The network agent uses something that this Windows Server 2019 does not know yet; reported with Antrea and cured by the update KB4577668.',
  remedy: () => 'Install the current cumulative update on the node and restart it.',
  links: ['https://github.com/antrea-io/antrea/issues/1429'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'container-log',
      text: 'F1020 08:12:29.000000 Error running agent: failed to initialize: hnsCall failed in Win32: The parameter is incorrect. (0x57)',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'hcnCreateNetwork failed in Win32: The parameter is incorrect. (0x57)'}],
});
