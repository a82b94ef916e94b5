import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/107561. */
export default defineFailure({
  code: 'HP821',
  id: 'shutdown-hangs',
  seenIn: ['node-log', 'event'],
  pattern: /hcs(?:shim)?::System::Shutdown [^\n]{0,100}context deadline exceeded/,
  title: 'A container did not end and was leaked',
  means: () =>
    'The node could not shut an ordinary container down in time and has lost track of it; it still exists, and its name blocks the next sandbox.',
  remedy: () => 'On the node: hcsdiag list shows it, hcsdiag kill ID ends it; reboot the node if that hangs too.',
  links: ['https://github.com/kubernetes/kubernetes/issues/107561'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'node-log',
      text: 'failed to shutdown container error="hcs::System::Shutdown f9b676f74a5d: context deadline exceeded"',
    },
  ],
  notThis: [{seenIn: 'event', text: 'Error: context deadline exceeded'}],
});
