import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/microsoft/windows-container-tools/issues/75. */
export default defineFailure({
  code: 'HP812',
  id: 'program-architecture',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /This version of %1 is not compatible with the version of Windows/,
  title: 'The program is not one for this Windows',
  means: () =>
    'Windows refused to start the file: most likely it is damaged or cut short (an HTML page saved as .exe is common), or built for another processor or system.',
  remedy: () =>
    'Look at the file’s size and kind in the image, build for windows/amd64, and download again where a download is part of the build.',
  links: ['https://github.com/microsoft/windows-container-tools/issues/75'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "web": hcs::System::CreateProcess web: This version of %1 is not compatible with the version of Windows you\'re running. Check your computer\'s system information and then contact the software publisher.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The container operating system does not match the host operating system.: unknown',
    },
  ],
});
