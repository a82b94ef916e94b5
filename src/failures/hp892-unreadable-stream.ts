import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/projectcalico/calico/issues/7337: scripts that write through a mounted path. */
export default defineFailure({
  code: 'HP892',
  id: 'unreadable-stream',
  seenIn: ['container-log'],
  pattern: /Set-Content[^\n]{0,40}Stream was not readable/,
  title: 'The script writes to a file that it may not replace',
  means: () =>
    'Set-Content could not write: most likely the target is a mounted, read-only or bound file, as in Calico’s scripts for containerd 1.6.',
  remedy: () =>
    'Upgrade the network plugin to a release for containerd 1.7, or write to a folder that is not a volume.',
  links: ['https://github.com/projectcalico/calico/issues/7337'],
  certainty: 'inferred',
  samples: [{seenIn: 'container-log', text: 'Set-Content : Stream was not readable.'}],
  notThis: [{seenIn: 'container-log', text: 'Set-Content : Access to the path is denied.'}],
});
