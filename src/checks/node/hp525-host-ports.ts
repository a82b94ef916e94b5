import {type PortRange, tcpPorts, udpPorts} from '../../facts/node/derived/ports.ts';
import {hostPorts} from '../../facts/pod/host-ports.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP525',
  id: 'host-ports',
  about: 'pod',
  severity: 'error',
  title: 'The ports that the pod opens on its node are not reserved by Windows',
  why: 'What Windows or the Host Network Service reserved cannot be opened by a program: bind fails with “access permissions” (10013), and the scheduler does not know.',
  remedy: 'Use another port, or reserve this one before: netsh int ipv4 add excludedportrange, then restart the node.',
  links: [],
  optIn: true,
  needs: {ports: hostPorts, tcp: tcpPorts, udp: udpPorts},
  judge: ({ports, tcp, udp}) =>
    judgeAll(
      ports.flatMap(({port, protocol, container}): Found[] => {
        const {excluded} = protocol === 'UDP' ? udp : tcp;
        const range = excluded.find(range => reserves(range, port));
        return range
          ? [
              {
                text: `${protocol} port ${port} of container ${container} lies in the reserved range ${range.start}–${range.end}`,
              },
            ]
          : [];
      }),
    ),
});

/** An administrator's exclusion keeps Windows from handing the port out, and still lets a program ask for it by number. */
const reserves = ({start, end, administered}: PortRange, port: number): boolean =>
  !administered && start <= port && port <= end;
