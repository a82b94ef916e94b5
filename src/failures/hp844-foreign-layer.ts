import {defineFailure} from '../kernel/failures.ts';

/** The windows snapshotter expects a layer of a Windows image (folders Files and Hives). */
export default defineFailure({
  code: 'HP844',
  id: 'foreign-layer',
  seenIn: ['node-log', 'event'],
  pattern: /(?:Import|Process(?:Base)?)Layer[^\n]{0,400}The system cannot find the (?:path|file) specified/,
  title: 'An image layer is not one of a Windows image',
  means: () =>
    'Windows does not find in the layer what a Windows layer has: most likely it is a Linux image, or the layer was damaged.',
  remedy: () =>
    'Check the image’s platform (docker manifest inspect IMAGE), select nodes by kubernetes.io/os, and remove the image from the node with crictl rmi before pulling again.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'node-log',
      text: 'failed to extract layer sha256:4612: hcsshim::ProcessBaseLayer failed in Win32: The system cannot find the path specified. (0x3)',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'The system cannot find the path specified.'}],
});
