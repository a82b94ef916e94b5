import {defineFailure} from '../kernel/failures.ts';

/** containerd internal/cri/opts/spec_windows_opts.go. */
export default defineFailure({
  code: 'HP743',
  id: 'mount-on-drive',
  seenIn: ['container-state', 'event'],
  pattern: /destination path can not be C drive/,
  title: 'A volume is mounted on the whole drive C:',
  means: () => 'containerd refuses a mountPath of C: or C:\\, because it would hide Windows itself.',
  remedy: () => 'Mount the volume on an unused folder, for example C:\\mounts\\data.',
  links: ['https://github.com/containerd/containerd/blob/main/internal/cri/opts/spec_windows_opts.go'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'CreateContainerError: failed to generate container "4f1c8e0d9a" spec: failed to generate spec: destination path can not be C drive',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to generate container "4f1c8e0d9a" spec: failed to generate spec: destination path can not be C drive',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: "Error: Error response from daemon: invalid volume specification: 'c:\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine'",
    },
  ],
});
