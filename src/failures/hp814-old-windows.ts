import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/antrea-io/antrea/issues/2774. */
export default defineFailure({
  code: 'HP814',
  id: 'old-windows',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /CreateComputeSystem [^\n]{0,300}The directory name is invalid/,
  title: 'This Windows Server 2019 is too old for containerd',
  means: () =>
    'Windows Server 2019 without the updates of 2020 cannot make containerd’s containers. With Docker the same text means that a single file or a link is mounted. HostProcess containers never print this: it is an ordinary container.',
  remedy: () =>
    'Install the update of September 2020 or a later one on the node and remove dockerd; mount folders, not files.',
  links: ['https://github.com/antrea-io/antrea/issues/2774'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: failed to create shim task: hcs::CreateComputeSystem web: The directory name is invalid.: unknown',
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: 'Error: failed to start containerd task "web": hcs::System::CreateProcess web: The directory name is invalid.: unknown',
    },
  ],
});
