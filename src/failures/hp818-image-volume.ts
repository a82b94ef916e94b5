import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/containerd/containerd/issues/8171, https://github.com/containerd/containerd/issues/6589. */
export default defineFailure({
  code: 'HP818',
  id: 'image-volume',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /rootpath on mountPath [^\n,]{1,260}, volume (?<volume>[^\s,]{1,60}): /,
  title: 'The image’s VOLUME cannot be copied',
  means: ({volume}) =>
    `The image declares VOLUME${volume === undefined ? '' : ` ${volume}`} and containerd tries to copy its content up; that fails for drives such as D: and for folders under another mount.`,
  remedy: () => 'Upgrade containerd, or remove VOLUME from the Dockerfile: Kubernetes does not need it.',
  links: [
    'https://github.com/containerd/containerd/issues/8171',
    'https://github.com/containerd/containerd/issues/6589',
    'https://github.com/containerd/containerd/issues/11273',
  ],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd container: rootpath on mountPath C:\\Windows\\TEMP\\ctd-volume1950337969\\139, volume D:: CreateFile C:\\Windows\\TEMP\\ctd-volume1950337969\\139\\D:: The filename, directory name, or volume label syntax is incorrect.',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'MountVolume.SetUp failed for volume "D" : hostPath type check failed: D:\\ is not a directory',
    },
  ],
});
