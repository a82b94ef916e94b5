import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/kubernetes/issues/139519, fixed by pull request 139503. */
export default defineFailure({
  code: 'HP858',
  id: 'balancer-exists',
  seenIn: ['node-log', 'container-log'],
  pattern: /hcnCreateLoadBalancer failed in Win32: Cannot create a file when that file already exists/,
  title: 'kube-proxy makes a load balancer that exists',
  means: () =>
    'The service hns restarted and brought its objects back, while kube-proxy believes them gone and makes them a second time: a bug of kube-proxy.',
  remedy: () => 'Restart kube-proxy on that node; upgrade to a release that contains kubernetes#139503.',
  links: [
    'https://github.com/kubernetes/kubernetes/issues/139519',
    'https://github.com/kubernetes/kubernetes/pull/139503',
  ],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'node-log',
      text: '"Policy creation failed" err="hcnCreateLoadBalancer failed in Win32: Cannot create a file when that file already exists. (0xb7)"',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: 'hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)',
    },
  ],
});
