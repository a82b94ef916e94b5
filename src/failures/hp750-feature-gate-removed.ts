import {defineFailure} from '../kernel/failures.ts';

/** The gate was removed in 1.28: https://github.com/kubernetes/kubernetes/pull/117570. */
export default defineFailure({
  code: 'HP750',
  id: 'feature-gate-removed',
  seenIn: ['node-log'],
  pattern: /unrecognized feature gate: WindowsHostProcessContainers/,
  title: 'A removed feature gate stops the kubelet',
  means: () =>
    'A flag or configuration file still sets WindowsHostProcessContainers, which Kubernetes 1.28 removed because it is always on; the program that reads it refuses to start.',
  remedy: () => 'Delete WindowsHostProcessContainers from --feature-gates or featureGates and start the service again.',
  links: ['https://github.com/kubernetes/kubernetes/pull/117570'],
  certainty: 'general',
  samples: [
    {
      seenIn: 'node-log',
      text: 'E0102 03:04:05.000000    1234 run.go:74] "command failed" err="failed to set feature gates from initial flags-based config: unrecognized feature gate: WindowsHostProcessContainers"',
    },
  ],
  notThis: [{seenIn: 'node-log', text: 'unrecognized feature gate: WindowsGMSA'}],
});
