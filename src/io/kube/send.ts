import http from 'node:http';
import https from 'node:https';
import type {Readable} from 'node:stream';
import type {TLSSocket} from 'node:tls';
import {createGunzip} from 'node:zlib';
import {OutOfTime} from './network-problem.ts';

/** Go's dialer gives up after this many ms, whatever --request-timeout says (client-go transport/cache.go). */
const CONNECT_LIMIT = 30_000;

/** Sends one request and gives the head of its answer; rejects with what Node says of the connection, or the signal's reason. */
export function send(
  url: URL,
  options: {method: string; agent: http.Agent; headers: {[name: string]: string | string[]}},
  body: Buffer | null,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'http:' ? http : https).request(url, {...options, signal});
    const giveUp = (): void => {
      request.destroy(new OutOfTime(`dial tcp ${url.host}: i/o timeout`));
    };
    const timer = setTimeout(giveUp, CONNECT_LIMIT);
    const connected = (): void => clearTimeout(timer);
    request.on('socket', socket => {
      // a request that waited for a free socket gets a connected one too, and reusedSocket does not say so
      const tls =
        url.protocol === 'https:' && (socket as TLSSocket & {secureConnecting?: boolean}).secureConnecting === true;
      if (!tls && !socket.connecting) return connected();
      socket.setKeepAlive(true, 30_000);
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
    });
    request.on('close', connected);
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

/** The body as it was before compression. */
export function decoded(response: http.IncomingMessage): Readable {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const plain = createGunzip();
  response.on('error', error => plain.destroy(error));
  response.on('close', () => {
    if (!response.complete) plain.destroy(new Error('unexpected EOF'));
  });
  return response.pipe(plain);
}

export async function textOf(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Whether the connection broke in a way that a new one may mend; a refused or distrusted server is not such a case. */
export function lostConnection(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED';
}

/** Milliseconds of a Retry-After header in seconds (all that Kubernetes sends), null without one. */
export function retryAfter(header: string | undefined): number | null {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) * 1000 : null;
}

/** 0.2 s, 0.4 s … at most 10 s, each between half and all of it, so that many clients do not come back together. */
export const backOff = (tries: number): number => Math.min(200 * 2 ** (tries - 1), 10_000) * (0.5 + Math.random() / 2);
