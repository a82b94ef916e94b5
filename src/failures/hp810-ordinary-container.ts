import {defineFailure} from '../kernel/failures.ts';

/** HostProcess containers do not call the Host Compute Service (hcsshim internal/jobcontainers), so its texts come from ordinary ones. */
export default defineFailure({
  code: 'HP810',
  id: 'ordinary-container',
  seenIn: ['container-state', 'event'],
  pattern:
    /hcs(?:shim)?::(?:System::CreateProcess|CreateComputeSystem)(?![\s\S]{0,800}(?:cannot find the file specified|This version of %1|directory name is invalid|attach namespace failed|parameter is incorrect|volume label syntax|Access is denied|exited unexpectedly|RPC server is unavailable|remote procedure call failed|does not match the|paging file is too small|not valid in the current state|password is incorrect))/,
  title: 'This is an ordinary container, not a HostProcess one',
  means: () =>
    'Windows could not make or start an ordinary container; the end of the message is its reason. A HostProcess container is never made this way, so where one was meant the pod is not one.',
  remedy: () =>
    'If it should be HostProcess: set hostProcess: true at pod level, and check with kubectl hostprocess verify POD. If not, go by the end of the message.',
  links: [
    'https://github.com/microsoft/hcsshim/tree/main/internal/jobcontainers',
    'https://learn.microsoft.com/virtualization/windowscontainers/troubleshooting',
  ],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: Element not found.: unknown',
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "web": hcs::System::CreateProcess web: The handle is invalid.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: Access is denied.: unknown',
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "a": failed to create user process token: failed to logon user: Access is denied.: unknown',
    },
  ],
});
