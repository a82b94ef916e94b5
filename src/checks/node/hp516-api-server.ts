import {apiServerReach} from '../../facts/node/derived/api-server.ts';
import type {Tcp} from '../../facts/node/kinds/tcp.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP516',
  id: 'api-server',
  about: 'node',
  severity: 'error',
  title: 'The API server can be reached from the node’s network',
  why: 'HostProcess containers are on the node’s network: programs in them talk to the API server from there, directly or through its ClusterIP.',
  remedy: 'Look at routes, firewalls and network security groups between the node and the API server.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  needs: {reach: apiServerReach},
  judge: ({reach: {service, endpoint}}) => {
    if (endpoint === null || (service.reached && endpoint.reached)) return pass;
    if (service.reached)
      return fail(`the API server’s own address is not reached (${words(endpoint)}), its ClusterIP is`, {
        severity: 'warning',
      });
    if (!endpoint.reached)
      return fail(
        `neither the API server’s own address (${words(endpoint)}) nor its ClusterIP (${words(service)}) is reached`,
      );
    return fail(`the API server’s ClusterIP is not reached (${words(service)}), its own address is`, {
      severity: 'info',
      remedy:
        'Programs in HostProcess containers that talk to the API server need KUBERNETES_SERVICE_HOST and _PORT set to its real address; if other services fail too, look at kube-proxy on this node.',
    });
  },
});

const words = ({code, address}: Tcp): string => `${address ?? 'name unknown'}: ${CODES[code ?? 0] ?? `error ${code}`}`;

/** Socket errors (https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2). */
const CODES: {readonly [code: number]: string} = {
  10013: 'forbidden by a filter',
  10051: 'no route',
  10055: 'no ports or buffers left',
  10060: 'no answer',
  10061: 'refused',
  10065: 'no route',
  11001: 'the name is not known',
};
