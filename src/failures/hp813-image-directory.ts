import {defineFailure} from '../kernel/failures.ts';

/** Win32 error 267 from the process, not from the container: https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-. */
export default defineFailure({
  code: 'HP813',
  id: 'image-directory',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /hcs(?:shim)?::System::CreateProcess[^\n]{0,300}The directory name is invalid/,
  title: 'The working directory does not exist in the image',
  means: () =>
    'The container’s workingDir (or the image’s WORKDIR) is most likely missing in the image, or is a file there. HostProcess containers never print this: it is an ordinary container.',
  remedy: () => 'Set workingDir to a folder that exists, or create it in the Dockerfile.',
  links: ['https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "a": hcs::System::CreateProcess a: The directory name is invalid.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The directory name is invalid.: unknown',
    },
  ],
});
