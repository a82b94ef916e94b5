import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/microsoft/hcsshim/issues/2553, https://github.com/moby/moby/issues/27588. */
export default defineFailure({
  code: 'HP722',
  id: 'layer-unpack',
  seenIn: ['event', 'container-state', 'node-log'],
  pattern:
    /(?:(?:Import|Process(?:Base)?|Prepare|Activate)Layer|\\UtilityVM\\)[^\n]{0,600}(?:Access is denied|Incorrect function|The device is not ready|used by another process)/,
  title: 'The node cannot unpack an image layer',
  means: () =>
    'Windows refused to write a layer of an image to the node’s disk: mostly anti-virus or another file system filter holds the files, sometimes a layer that an earlier crash left behind.',
  remedy: () =>
    'Exclude containerd’s root folder from anti-virus, look at fltmc filters for third-party filters, reboot the node and bring its updates up to date.',
  links: [
    'https://github.com/docker/for-win/issues/3491',
    'https://github.com/moby/moby/issues/27588',
    'https://github.com/microsoft/hcsshim/issues/2553',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to pull image "registry.example/agent:1": rpc error: code = Unknown desc = failed to pull and unpack image "registry.example/agent:1": failed to extract layer sha256:4612f6d0b889: hcsshim::ImportLayer failed in Win32: Access is denied. (0x5): unknown',
    },
    {
      seenIn: 'node-log',
      text: 'failed to register layer: re-exec error: exit status 1: output: ProcessBaseLayer \\\\?\\C:\\ProgramData\\docker\\windowsfilter\\4f1c: Access is denied.',
    },
    {
      seenIn: 'node-log',
      text: 'remove \\\\?\\C:\\ProgramData\\docker\\windowsfilter\\4f1c\\UtilityVM\\Files\\EFI: Access is denied.',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcsshim::PrepareLayer failed in Win32: The device is not ready. (0x15): unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: 'hcsshim::ImportLayer failed in Win32: The configuration registry database is corrupt. (0x3f1)',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: Access is denied.: unknown',
    },
  ],
});
