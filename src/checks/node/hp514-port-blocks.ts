import {distribution} from '../../facts/node/derived/distribution.ts';
import {freeBlocks, tcpPorts, udpPorts} from '../../facts/node/derived/ports.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';
import {restartNetwork} from './repair.ts';

/** Free blocks of 64 ports: at or below, services soon fail (networkhealth.ps1, microsoft/SDN). */
const FEW = 10;

export default defineCheck({
  code: 'HP514',
  id: 'port-blocks',
  about: 'node',
  severity: 'error',
  title: 'There are free blocks of ports for load balancers',
  why: 'The Host Network Service reserves 64 ports in a row for each; without a free block kube-proxy fails with “port already exists” and services do not answer.',
  remedy: 'Use direct server return (DSR) in kube-proxy, or widen the dynamic port range.',
  links: ['https://learn.microsoft.com/virtualization/windowscontainers/kubernetes/common-problems'],
  optIn: true,
  needs: {tcp: tcpPorts, udp: udpPorts, distribution},
  judge: ({tcp, udp, distribution}) =>
    judgeAll(
      Object.entries({TCP: tcp, UDP: udp}).flatMap(([protocol, ports]): Found[] => {
        const free = freeBlocks(ports);
        if (free > FEW) return [];
        const range = `${ports.dynamic.start}–${ports.dynamic.end}`;
        return [
          {
            text: `${free === 0 ? 'no block' : free === 1 ? 'one block' : `${free} blocks`} of 64 ${protocol} ports left in ${range}`,
            severity: free === 0 ? 'error' : 'warning',
            remedy: `Now: ${restartNetwork(distribution)} For good: DSR in kube-proxy, or a wider range (netsh int ipv4 set dynamicportrange ${protocol.toLowerCase()}).`,
          },
        ];
      }),
    ),
});
