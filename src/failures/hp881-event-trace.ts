import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/microsoft/windows-container-tools, LogMonitor. */
export default defineFailure({
  code: 'HP881',
  id: 'event-trace',
  seenIn: ['container-log'],
  pattern: /Failed to start ETW trace\. Error: 5/,
  title: 'LogMonitor may not trace events',
  means: () => 'LogMonitor wants to start an event trace (ETW), and the account ContainerUser may not.',
  remedy: () => 'Run the container as ContainerAdministrator, or remove the ETW source from LogMonitorConfig.json.',
  links: ['https://github.com/microsoft/windows-container-tools/tree/main/LogMonitor'],
  certainty: 'reported',
  samples: [{seenIn: 'container-log', text: 'ERROR: Failed to start ETW trace. Error: 5'}],
  notThis: [{seenIn: 'container-log', text: 'Failed to start ETW trace. Error: 1450'}],
});
