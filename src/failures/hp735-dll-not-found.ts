import {defineFailure} from '../kernel/failures.ts';
import {exitedWith} from './exit-status.ts';

/** 0xC0000135 STATUS_DLL_NOT_FOUND; https://github.com/microsoft/Windows-Containers/issues/366. The API shows it signed or unsigned. */
export default defineFailure({
  code: 'HP735',
  id: 'dll-not-found',
  seenIn: ['container-state', 'container-log', 'event'],
  pattern:
    /^Error(?:$|: )|(?<found>(?<![\w-])(?:0xc0000135|-1073741515|3221225781)(?!\w)|side-by-side configuration is incorrect)/i,
  when: (facts, {found}) => found !== undefined || exitedWith(facts, 0xc0000135),
  title: 'The program lacks a DLL',
  means: () =>
    'The program ended before its first line: Windows could not load a DLL it needs (0xC0000135). The DLL is only in the image, outside the folder of the program, or the Visual C++ runtime is missing on the node.',
  remedy: () =>
    'Ship the DLLs beside the program, link the runtime statically, or set workingDir to their folder: a HostProcess container loads from the node, not from the image.',
  links: [
    'https://github.com/microsoft/Windows-Containers/issues/366',
    'https://github.com/microsoft/Windows-Containers/issues/371',
    'https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/596a1078-e883-4972-9bbc-49e60bebca55',
  ],
  certainty: 'sourced',
  samples: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: -1073741515}},
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 3221225781}},
    {seenIn: 'container-log', text: 'agent.exe: exit status 0xc0000135'},
    {
      seenIn: 'container-log',
      text: 'The application has failed to start because its side-by-side configuration is incorrect.',
    },
  ],
  notThis: [
    {seenIn: 'container-state', text: 'Error', facts: {exitCode: 1}},
    {seenIn: 'container-state', text: 'Error'},
    {seenIn: 'container-log', text: 'request 13221225781 done'},
  ],
});
