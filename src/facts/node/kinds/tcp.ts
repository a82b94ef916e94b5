import {flag, type NodeAsk, number, orNull, record, text} from '../node-ask.ts';

/**
 * What came of a connection that is closed at once. `code` is the socket error: 10060 no answer in 3 s, 10061 refused, 10013
 * forbidden by a filter, 10051 and 10065 no route, 10055 no ports or buffers left, 11001 the name is not known.
 */
export type Tcp = {reached: boolean; code: number | null; address: string | null; ms: number};

/**
 * Names of environment variables that may stand for a target or a port, with what sets them: the kubelet (the ClusterIP of the
 * API server), and the pod that we make (an address behind it).
 */
export type TargetVariable =
  | 'KUBERNETES_SERVICE_HOST'
  | 'KUBERNETES_SERVICE_PORT'
  | 'HOSTPROCESS_API_HOST'
  | 'HOSTPROCESS_API_PORT';

const read = record<Tcp>({reached: flag, code: orNull(number), address: orNull(text), ms: number});

/** Asks whether a TCP connection to a host name or address comes about; a name is resolved first and its time is not counted. */
export const tcp = (target: string, port: number): NodeAsk<Tcp> => ({ask: {kind: 'tcp', target, port}, read});

/**
 * The same for the API server, as the pod on the node knows it: `service` is its ClusterIP, `endpoint` an address behind it
 * (`unsupported` where the pod was not told one, as in a script pasted into a console).
 */
export const tcpToApiServer = (by: 'service' | 'endpoint'): NodeAsk<Tcp> => {
  const variables: readonly [TargetVariable, TargetVariable] =
    by === 'service'
      ? ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT']
      : ['HOSTPROCESS_API_HOST', 'HOSTPROCESS_API_PORT'];
  return {ask: {kind: 'tcp', target: `$${variables[0]}`, port: `$${variables[1]}`}, read};
};
