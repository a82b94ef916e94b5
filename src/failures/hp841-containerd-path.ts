import {defineFailure} from '../kernel/failures.ts';

/** https://docs.rke2.io/install/quickstart sets the PATH of a Windows agent. */
export default defineFailure({
  code: 'HP841',
  id: 'containerd-path',
  seenIn: ['node-log'],
  pattern: /exec: "containerd": executable file not found in %PATH%/,
  title: 'RKE2 does not find its containerd',
  means: () => 'The RKE2 agent runs without its own bin folders on PATH, so it cannot start containerd.',
  remedy: () =>
    'Add C:\\var\\lib\\rancher\\rke2\\bin and C:\\usr\\local\\bin to the machine’s PATH and restart the service rke2, or upgrade RKE2.',
  links: ['https://docs.rke2.io/install/quickstart'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'node-log',
      text: 'level=error msg="containerd exited" error="containerd: exec: "containerd": executable file not found in %PATH%"',
    },
  ],
  notThis: [{seenIn: 'node-log', text: 'exec: "powershell": executable file not found in %PATH%'}],
});
