import {defineFailure} from '../kernel/failures.ts';

/** An image’s ENV PATH replaces the node’s in a HostProcess container (hcsshim internal/jobcontainers). */
export default defineFailure({
  code: 'HP873',
  id: 'driver-path',
  seenIn: ['event', 'node-log'],
  pattern: /NewSmbGlobalMapping[^\n]{0,800}powershell[^\n]{0,5}: executable file not found in %PATH%/,
  title: 'The storage driver does not find PowerShell',
  means: () =>
    'The driver’s image sets a PATH without C:\\Windows\\System32\\WindowsPowerShell\\v1.0, most likely; the node itself has PowerShell.',
  remedy: () => 'Add that folder to PATH in the container’s env, or upgrade the driver.',
  links: ['https://github.com/kubernetes-csi/csi-driver-smb'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'MountVolume.MountDevice failed for volume "pvc-1" : rpc error: code = Internal desc = NewSmbGlobalMapping(\\\\srv\\share, c:\\k) failed with error: exec: "powershell": executable file not found in %PATH%',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'exec: "powershell": executable file not found in %PATH%'}],
});
