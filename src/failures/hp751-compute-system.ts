import {defineFailure} from '../kernel/failures.ts';

/** Only ordinary containers call HCS; https://github.com/microsoft/hcsshim/issues/2017. */
export default defineFailure({
  code: 'HP751',
  id: 'compute-system',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern:
    /(?:CreateComputeSystem |hcs(?:shim)?::System::Start)[^\n]{0,300}(?:Access is denied|The virtual machine or container exited unexpectedly)/,
  title: 'Windows could not make an ordinary container',
  means: () =>
    'The Host Compute Service refused the container. A HostProcess container never asks it: a pod that shows this text was not created as HostProcess (concluded from hcsshim’s source).',
  remedy: () =>
    'If it should be HostProcess: set hostProcess: true at pod level, and see kubectl hostprocess verify POD. If not: restart the services hns and vmcompute on the node, or the node.',
  links: ['https://github.com/microsoft/hcsshim/issues/2017'],
  certainty: 'concluded',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: Access is denied.: unknown',
    },
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcsshim::CreateComputeSystem web: The virtual machine or container exited unexpectedly.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The parameter is incorrect.: unknown',
    },
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": failed to create user process token: failed to logon user: Access is denied.: unknown',
    },
  ],
});
