import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/microsoft/hcsshim/issues/1699, https://github.com/microsoft/Windows-Containers/issues/335. */
export default defineFailure({
  code: 'HP741',
  id: 'bind-filter',
  seenIn: ['container-state', 'event'],
  pattern: /failed to bind target[^\n]{0,600}Do not attach the filter to the volume at this time/,
  title: 'Windows cannot bind files from that volume',
  means: () =>
    'containerd 1.7 and later bind a HostProcess container’s files with a Windows filter (bindflt), and the file system that the message names does not let it attach: WinFsp, some SAN drivers, unusual file systems.',
  remedy: () =>
    'Move the source to a normal NTFS volume, or remove the third-party file system driver from the node (fltmc instances lists them).',
  links: [
    'https://github.com/microsoft/hcsshim/issues/1699',
    'https://github.com/microsoft/Windows-Containers/issues/335',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'RunContainerError: failed to create containerd task: failed to create shim task: failed to mount container layers: failed to mount job container storage: failed to bind target "C:\\\\hpc" to root "C:\\\\ProgramData\\\\containerd" for job object: Do not attach the filter to the volume at this time.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'RunContainerError: failed to create containerd task: failed to create shim task: failed to bind target "C:\\\\data" to root "C:\\\\etc" for job object: Access is denied.: unknown',
    },
  ],
});
