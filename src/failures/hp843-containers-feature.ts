import {defineFailure} from '../kernel/failures.ts';

/** Win32 error 126 of the layer functions of vmcompute.dll. */
export default defineFailure({
  code: 'HP843',
  id: 'containers-feature',
  seenIn: ['node-log', 'event'],
  pattern: /(?:Import|Process(?:Base)?|Prepare|Activate)Layer[^\n]{0,400}The specified module could not be found/,
  title: 'The Windows feature Containers is not installed',
  means: () =>
    'Windows cannot unpack image layers because the part that does it is missing, most likely the feature Containers.',
  remedy: () => 'On the node: Install-WindowsFeature Containers, then restart it.',
  links: ['https://learn.microsoft.com/virtualization/windowscontainers/quick-start/set-up-environment'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'node-log',
      text: 'failed to extract layer sha256:4612: ProcessBaseLayer C:\\ProgramData\\containerd\\root\\snapshots\\1: The specified module could not be found.',
    },
  ],
  notThis: [{seenIn: 'node-log', text: 'LoadLibrary foo.dll: The specified module could not be found.'}],
});
