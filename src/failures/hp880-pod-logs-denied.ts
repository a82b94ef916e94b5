import {defineFailure} from '../kernel/failures.ts';

/** The kubelet’s log folders may be read by administrators only since the fix of CVE-2024-5321. */
export default defineFailure({
  code: 'HP880',
  id: 'pod-logs-denied',
  seenIn: ['container-log'],
  pattern: /[cC]:\\{1,4}var\\{1,2}log\\{1,2}(?:pods|containers)\\[^\n]{0,300}Access is denied/,
  title: 'The log agent may not read the pods’ logs',
  means: () =>
    'The agent’s account may not open the node’s log folder: most likely an ordinary container that runs as ContainerUser.',
  remedy: () => 'Run it as ContainerAdministrator, or as a HostProcess container with NT AUTHORITY\\SYSTEM.',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/'],
  certainty: 'inferred',
  samples: [
    {seenIn: 'container-log', text: '[error] open C:\\var\\log\\pods\\default_web_0a1b\\web\\0.log: Access is denied.'},
  ],
  notThis: [{seenIn: 'container-log', text: 'open C:\\data\\a.log: Access is denied.'}],
});
