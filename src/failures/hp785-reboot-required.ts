import {defineFailure} from '../kernel/failures.ts';
import {exitedWith} from './exit-status.ts';

/** Installers end with 3010 (reboot needed) or 1641 (reboot started): https://learn.microsoft.com/windows/win32/msi/error-codes. */
export default defineFailure({
  code: 'HP785',
  id: 'reboot-required',
  seenIn: ['container-state', 'container-log', 'event'],
  pattern: /^Error(?:$|: )|(?<found>exit ?(?:code|status):? {1,12}(?:3010|1641)(?!\d))/i,
  when: (facts, {found}) => found !== undefined || exitedWith(facts, 3010, 1641),
  title: 'The installer asks for a reboot',
  means: () =>
    'The program ended with 3010 or 1641: Windows Installer’s way to say that it succeeded and the node must reboot. Kubernetes takes every code but 0 for a failure and starts it again.',
  remedy: () =>
    'Turn 3010 and 1641 into 0 in the script (if ($LASTEXITCODE -in 3010,1641) {exit 0}), and reboot the node at a time of your choice.',
  links: ['https://learn.microsoft.com/windows/win32/msi/error-codes'],
  certainty: 'general',
  samples: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 3010}},
    {seenIn: 'container-log', text: 'setup.exe exit code 3010'},
  ],
  notThis: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 1}},
    {seenIn: 'container-log', text: 'exit code 30101'},
  ],
});
