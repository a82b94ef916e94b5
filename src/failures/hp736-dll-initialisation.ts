import {defineFailure} from '../kernel/failures.ts';
import {exitedWith} from './exit-status.ts';

/** 0xC0000142 STATUS_DLL_INIT_FAILED; for 32-bit programs see https://github.com/docker/for-win/issues/5773. */
export default defineFailure({
  code: 'HP736',
  id: 'dll-initialisation',
  seenIn: ['container-state', 'container-log', 'event'],
  pattern: /^Error(?:$|: )|(?<found>(?<![\w-])(?:0xc0000142|-1073741502|3221225794)(?!\w))/i,
  when: (facts, {found}) => found !== undefined || exitedWith(facts, 0xc0000142),
  title: 'A DLL of the program could not initialise',
  means: () =>
    'The program ended before its first line (0xC0000142): mostly the desktop heap is used up by too many processes, or the account may not use the window station. In ordinary containers, where only 32-bit programs fail, node and image have different update levels (KB4532693).',
  remedy: () =>
    'Run fewer processes at once, try NT AUTHORITY\\SYSTEM, reboot the node; for 32-bit programs in ordinary containers bring node and image to the same month’s updates.',
  links: [
    'https://github.com/docker/for-win/issues/5773',
    'https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55',
  ],
  certainty: 'general',
  samples: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: -1073741502}},
    {seenIn: 'container-log', text: 'exit code 3221225794'},
    {seenIn: 'container-log', text: 'setup failed: exit status 0xC0000142'},
  ],
  notThis: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 128}},
    {seenIn: 'container-log', text: 'exit code -1073741510'},
  ],
});
