import http from 'node:http';
import {BlockList, isIP, type Socket} from 'node:net';
import {refuse} from '../../kernel/outcome.ts';

/**
 * The proxy that kubectl would use for `server`, or null: `proxy-url` of the cluster's entry, else HTTPS_PROXY or HTTP_PROXY
 * unless NO_PROXY names the server. Loopback is never proxied by the environment (golang.org/x/net/http/httpproxy).
 */
export function proxyFor(
  server: string,
  proxyUrl: string | null,
  env: {readonly [name: string]: string | undefined},
): {url: string; from: string} | null {
  if (proxyUrl !== null) return {url: proxyUrl, from: 'proxy-url in the kubeconfig'};
  const {protocol, hostname, port} = new URL(server);
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const url = env[name] || env[name.toLowerCase()];
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (!url || loopback(host)) return null;
  const exceptions = (env['NO_PROXY'] || env['no_proxy'] || '').split(',').map(part => part.trim().toLowerCase());
  const asked = {host, port: port || (protocol === 'https:' ? '443' : '80')};
  if (exceptions.some(exception => excepted(exception, asked))) return null;
  return {url: url.includes('://') ? url : `http://${url}`, from: name};
}

const loopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

function excepted(exception: string, {host, port}: {host: string; port: string}): boolean {
  if (exception === '') return false;
  if (exception === '*') return true;
  const [network, bits] = exception.split('/');
  if (bits !== undefined) return inNetwork(host, network ?? '', Number(bits));
  const match = /^(.*):(\d+)$/.exec(exception);
  const withPort = match !== null && isIP(exception) === 0;
  const name = (withPort ? (match[1] ?? '') : exception).replace(/^\*(?=\.)/, '').replace(/^\[|\]$/g, '');
  if (withPort && match[2] !== port) return false;
  return name.startsWith('.') ? host.endsWith(name) : host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function inNetwork(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !(bits >= 0 && bits <= (family === 4 ? 32 : 128))) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(host, type);
}

/** Why a proxy cannot be used, or null. SOCKS and TLS to the proxy itself are not spoken here. */
export function proxyRefusal(proxy: {url: string; from: string}): ReturnType<typeof refuse> | null {
  if (URL.canParse(proxy.url) && new URL(proxy.url).protocol === 'http:') return null;
  const kind = URL.canParse(proxy.url) ? new URL(proxy.url).protocol.replace(':', '') : 'such a';
  return refuse(
    'usage',
    `error: ${proxy.from} names a proxy that cannot be used (${kind}): only http:// proxies can`,
    'Name an http:// proxy, or list the server in NO_PROXY if it can be reached directly.',
  );
}

/** A connection to HOST:PORT through the proxy (RFC 9110 §9.3.6). User and password of the proxy's URL are sent as Basic. */
export function tunnel(proxy: string, host: string, port: number): Promise<Socket> {
  const {hostname, port: proxyPort, username, password} = new URL(proxy);
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: proxyPort || 80,
      method: 'CONNECT',
      path: target,
      headers: {
        Host: target,
        ...(username === '' ? {} : {'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}`}),
      },
      timeout: 30_000,
    });
    request.on('connect', (response, socket: Socket, head) => {
      if (response.statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        return resolve(socket);
      }
      socket.destroy();
      reject(
        new Error(`proxyconnect tcp: ${hostname} answered ${response.statusCode} ${response.statusMessage ?? ''}`),
      );
    });
    request.on('timeout', () => request.destroy(new Error(`proxyconnect tcp: ${hostname}: i/o timeout`)));
    request.on('error', error => reject(new Error(`proxyconnect tcp: ${error.message}`)));
    request.end();
  });
}
