import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/microsoft/Windows-Containers/issues/574: the base image was rebuilt in December 2025. */
export default defineFailure({
  code: 'HP723',
  id: 'registry-hive',
  seenIn: ['node-log', 'event'],
  pattern: /The configuration registry database is corrupt\. \(0x3f1\)/,
  title: 'The old HostProcess base image does not build on this Windows',
  means: () =>
    'The registry hive inside the HostProcess base image from before December 2025 is refused by Windows 11 23H2 and later when docker build imports the layer; nothing on the machine is broken.',
  remedy: () =>
    'Pull the current base image again, or build on Linux: docker buildx build --platform windows/amd64 --provenance=false --sbom=false.',
  links: [
    'https://github.com/microsoft/Windows-Containers/issues/574',
    'https://github.com/microsoft/windows-host-process-containers-base-image',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'node-log',
      text: 'failed to register layer: re-exec error: exit status 1: output: hcsshim::ImportLayer failed in Win32: The configuration registry database is corrupt. (0x3f1)',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: 'hcsshim::ImportLayer failed in Win32: The system cannot find the path specified. (0x3)',
    },
  ],
});
