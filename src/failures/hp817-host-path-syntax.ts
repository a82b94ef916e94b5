import {defineFailure} from '../kernel/failures.ts';

/** Win32 error 123: https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-. */
export default defineFailure({
  code: 'HP817',
  id: 'host-path-syntax',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /CreateComputeSystem [^\n]{0,300}The filename, directory name, or volume label syntax is incorrect/,
  title: 'A path of a volume is malformed',
  means: () =>
    'A hostPath or mountPath holds characters that Windows takes in no path, or a second drive letter. HostProcess containers never print this: it is an ordinary container.',
  remedy: () => 'Write paths as C:\\folder\\name, without wildcards, quotes or a second colon.',
  links: ['https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The filename, directory name, or volume label syntax is incorrect.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd container: rootpath on mountPath C:\\Windows\\TEMP\\ctd-volume1, volume D:: CreateFile C:\\Windows\\TEMP\\ctd-volume1\\D:: The filename, directory name, or volume label syntax is incorrect.',
    },
  ],
});
