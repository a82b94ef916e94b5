import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes/community/issues/8883, on Windows Server 2019. */
export default defineFailure({
  code: 'HP860',
  id: 'health-port',
  seenIn: ['node-log', 'container-log'],
  pattern: /Healthcheck loadbalancer policy creation failed[^\n]{0,200}The specified port already exists/,
  title: 'kube-proxy’s health port is forwarded twice',
  means: () =>
    'With --forward-healthcheck-vip=true kube-proxy wants to forward port 10256, which it listens on itself; Windows Server 2019 refuses that and the service gets no load balancer.',
  remedy: () =>
    'Start kube-proxy with --forward-healthcheck-vip=false on Windows Server 2019 nodes, or use Windows Server 2022.',
  links: ['https://github.com/kubernetes/community/issues/8883'],
  certainty: 'reported',
  samples: [
    {
      seenIn: 'node-log',
      text: 'proxier.go:1756] "Healthcheck loadbalancer policy creation failed" err="hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)"',
    },
  ],
  notThis: [
    {
      seenIn: 'node-log',
      text: '"Policy creation failed" err="hcnCreateLoadBalancer failed in Win32: The specified port already exists. (0x803b0013)"',
    },
  ],
});
