import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/containerd/containerd/issues/4320. */
export default defineFailure({
  code: 'HP871',
  id: 'pipe-busy',
  seenIn: ['container-state', 'event'],
  pattern: /pipe(?:\/|\\{1,4})[\w-]{1,100}[^\n]{0,10}All pipe instances are busy/,
  title: 'An old containerd treats a pipe as a file',
  means: () => 'containerd before its support for named pipes opens the pipe as if it were a file to mount.',
  remedy: () =>
    'Upgrade containerd on the node. A HostProcess container needs no mount at all: it opens \\\\.\\pipe\\NAME itself.',
  links: ['https://github.com/containerd/containerd/issues/4320'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: open \\\\.\\pipe\\csi-proxy-volume-v1: All pipe instances are busy.: unknown',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'All pipe instances are busy.'}],
});
