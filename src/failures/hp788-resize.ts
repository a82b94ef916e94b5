import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers Modify; the effect is concluded. */
export default defineFailure({
  code: 'HP788',
  id: 'resize',
  seenIn: ['event', 'pod-status'],
  pattern: /modify not supported for job containers/,
  title: 'A HostProcess container cannot be resized in place',
  means: () =>
    'Somebody changed the resources of a running pod, and the runtime cannot change the limits of a HostProcess container.',
  remedy: () => 'Delete the pod, so that its controller makes it anew with the new limits.',
  links: [
    'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/jobcontainer.go',
    'https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/',
  ],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'event',
      text: 'Error resizing pod: rpc error: code = Unknown desc = failed to update containerd task: modify not supported for job containers: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'container-state',
      text: 'RunContainerError: failed to create containerd task: failed to create shim task: named pipe mounts not supported for job containers - interact with the pipe directly: unknown',
    },
  ],
});
