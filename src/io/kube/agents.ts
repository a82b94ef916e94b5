import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import type {Access} from './access.ts';
import type {Credential} from './credentials.ts';
import {tunnel} from './proxy.ts';

/** The kept-alive connections to one server: one pool per client certificate, for a renewed one must not reuse the old. */
export type Agents = {of(credential: Pick<Credential, 'cert' | 'key'>): http.Agent; close(): void};

/** `proxy` is the http:// URL of a proxy to tunnel through, null for none. */
export function agents(access: Pick<Access, 'server' | 'tls'>, proxy: string | null): Agents {
  const pools = new Map<string, http.Agent>();
  const make = ({cert, key}: Pick<Credential, 'cert' | 'key'>): http.Agent => {
    if (access.server.startsWith('http:')) return throughProxy(new http.Agent({keepAlive: true}), proxy);
    const {ca, servername, insecure} = access.tls;
    return throughProxy(
      new https.Agent({
        keepAlive: true,
        rejectUnauthorized: !insecure,
        ...(insecure ? {} : {ca: ca ?? systemAuthorities()}),
        ...(servername === null ? {} : {servername}),
        ...(cert === null || key === null ? {} : {cert, key}),
      }),
      proxy,
    );
  };
  return {
    of(credential) {
      const id = credential.cert?.toString('latin1') ?? '';
      const pool = pools.get(id) ?? make(credential);
      pools.set(id, pool);
      return pool;
    },
    close() {
      for (const pool of pools.values()) pool.destroy();
    },
  };
}

/** kubectl trusts what the machine trusts when the kubeconfig names no authority; Node by itself does not. */
function systemAuthorities(): string[] {
  return typeof tls.getCACertificates === 'function'
    ? [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
    : [...tls.rootCertificates];
}

/** An agent whose connections are made through a CONNECT tunnel; TLS is spoken with the server inside it. */
function throughProxy<A extends http.Agent>(agent: A, proxy: string | null): A {
  if (proxy === null) return agent;
  const secure = agent instanceof https.Agent;
  agent.createConnection = (options, callback) => {
    const host = String(options.host ?? '');
    tunnel(proxy, host, Number(options.port)).then(
      socket => callback?.(null, secure ? tls.connect({...(options as tls.ConnectionOptions), socket}) : socket),
      (error: Error) => callback?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}
