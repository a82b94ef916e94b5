import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/94924 shows where flannel’s plugin prints it. */
export default defineFailure({
  code: 'HP855',
  id: 'hyper-v-flannel',
  seenIn: ['event', 'node-log'],
  pattern: /ProvisionEndpoint[^\n]{0,400}Cannot create a file when that file already exists/,
  title: 'flannel cannot connect Hyper-V isolated pods',
  means: () =>
    'The endpoint exists already: most likely a Hyper-V isolated pod, whose network the flannel plugin does not support.',
  remedy: () => 'Remove runtimeClassName (Hyper-V isolation) from the pod, or use another network plugin.',
  links: ['https://github.com/kubernetes/kubernetes/issues/94924'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5d1f0a": plugin type="flannel" failed (add): error while ProvisionEndpoint(0a1b_cbr0,F8BB52CA,0a1b): Cannot create a file when that file already exists.',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: 'hcnCreateLoadBalancer failed in Win32: Cannot create a file when that file already exists. (0xb7)',
    },
  ],
});
