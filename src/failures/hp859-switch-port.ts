import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/microsoft/hcsshim/issues/1043 has the text and its effect on DNS. */
export default defineFailure({
  code: 'HP859',
  id: 'switch-port',
  seenIn: ['node-log', 'container-log'],
  pattern: /The switch-port was not found/,
  title: 'kube-proxy uses endpoints that no longer exist',
  means: () =>
    'kube-proxy refers to endpoints that the Host Network Service has lost, most likely after a restart; services, DNS among them, then stop working on that node.',
  remedy: () => 'Restart the service hns and then kube-proxy on the node.',
  links: ['https://github.com/microsoft/hcsshim/issues/1043'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'node-log',
      text: '"Policy creation failed" err="hcnCreateLoadBalancer failed in Win32: The switch-port was not found. (0x803b0007)"',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: 'hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)',
    },
  ],
});
