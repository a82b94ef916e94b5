import {defineFailure} from '../kernel/failures.ts';

/** hcsshim internal/jobcontainers replaceWithMountPoint knows two spellings, case-sensitive. */
export default defineFailure({
  code: 'HP739',
  id: 'mount-point-spelling',
  seenIn: ['container-state', 'event', 'container-log'],
  pattern:
    /commandline "[^"\n]{0,40}\$[({]?CONTAINER_SANDBOX_MOUNT_POINT|\$[({]?CONTAINER_SANDBOX_MOUNT_POINT[^\n]{0,100}(?:is not recognized|does not exist|cannot find)/,
  title: 'The mount point variable is misspelt',
  means: () =>
    'Only %CONTAINER_SANDBOX_MOUNT_POINT% and $env:CONTAINER_SANDBOX_MOUNT_POINT are replaced in a command; $CONTAINER_SANDBOX_MOUNT_POINT, ${…} and $(…) reach the program as they stand. The Kubernetes page writes the first of them only as notation.',
  remedy: () => 'Write %CONTAINER_SANDBOX_MOUNT_POINT% (or $env:CONTAINER_SANDBOX_MOUNT_POINT) in capital letters.',
  links: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
    'https://github.com/microsoft/hcsshim/tree/main/internal/jobcontainers',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to get application name from commandline "$CONTAINER_SANDBOX_MOUNT_POINT/agent.exe": failed to find executable "$CONTAINER_SANDBOX_MOUNT_POINT/agent.exe": unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "agent": failed to get application name from commandline "${CONTAINER_SANDBOX_MOUNT_POINT}\\\\agent.exe -v: unknown',
    },
    {
      seenIn: 'container-log',
      text: "'$CONTAINER_SANDBOX_MOUNT_POINT\\agent.exe' is not recognized as an internal or external command,",
    },
  ],
  notThis: [
    {
      seenIn: 'container-log',
      text: "'$env:CONTAINER_SANDBOX_MOUNT_POINT\\agent.exe' is not recognized as an internal or external command,",
    },
    {seenIn: 'container-log', text: 'CONTAINER_SANDBOX_MOUNT_POINT=C:\\hpc\\'},
  ],
});
