import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/95547. */
export default defineFailure({
  code: 'HP816',
  id: 'volume-mount',
  seenIn: ['container-state', 'event', 'node-log'],
  pattern: /CreateComputeSystem [^\n]{0,300}The parameter is incorrect/,
  title: 'Windows refused a volume of the container',
  means: () =>
    'One of the volume mounts is most likely not acceptable to Windows: a hostPath with an early containerd, or a claim of a StatefulSet. HostProcess containers never print this: it is an ordinary container.',
  remedy: () => 'Upgrade containerd on the node; remove the volumes one by one to find the one.',
  links: ['https://github.com/kubernetes/kubernetes/issues/95547'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Error: failed to create containerd task: hcsshim::CreateComputeSystem web: The parameter is incorrect.\n(extra info: {"Owner":"containerd-shim-runhcs-v1.exe"}): unknown',
    },
  ],
  notThis: [{seenIn: 'container-log', text: 'hcnCreateNetwork failed in Win32: The parameter is incorrect. (0x57)'}],
});
