import {derived, known, missing, optional} from '../../../kernel/facts.ts';
import {type Tcp, tcpToApiServer} from '../kinds/tcp.ts';
import {nodeFact} from './node-fact.ts';

/** Connections to the API server: by its ClusterIP, and to an address behind it where the probe was told one. */
export type ApiServerReach = {service: Tcp; endpoint: Tcp | null};

/** Its own address is not known where the EndpointSlice may not be read; that it is reached by its ClusterIP then says enough. */
export const apiServerReach = derived({
  id: 'api-server-reach',
  about: 'node',
  needs: {
    service: nodeFact(tcpToApiServer('service')),
    endpoint: optional(nodeFact(tcpToApiServer('endpoint'))),
  },
  derive: ({service, endpoint = null}) =>
    service.reached || endpoint !== null
      ? known<ApiServerReach>({service, endpoint})
      : missing('the API server’s ClusterIP is not reached, and its own address was not told or not answered for'),
});
