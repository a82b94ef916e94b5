import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers/mounts.go. */
export default defineFailure({
  code: 'HP740',
  id: 'named-pipe-mount',
  seenIn: ['container-state', 'event'],
  pattern: /named pipe mounts not supported for job containers/,
  title: 'A named pipe is mounted',
  means: () => 'A HostProcess container cannot mount a named pipe; it sees the pipes of the node anyway.',
  remedy: () => 'Remove the volume and its mount, and open the pipe by its own path (\\\\.\\pipe\\NAME).',
  links: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to create containerd task: failed to create shim task: named pipe mounts not supported for job containers - interact with the pipe directly: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: open \\\\.\\pipe\\csi-proxy-volume-v1: All pipe instances are busy.: unknown',
    },
  ],
});
