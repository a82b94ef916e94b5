import {randomBytes, timingSafeEqual} from 'node:crypto';
import {createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {WebSocketServer} from 'ws';
import type {Asked} from './answer.ts';
import {badRequest, type Failure, failed, isFailure} from './failure.ts';
import type {User} from './rbac.ts';
import {send, sendFailure} from './send.ts';
import {ADMIN, type ApiServer} from './server.ts';

/** An API server that answers on 127.0.0.1. */
export type Listening = {
  readonly port: number;
  /** `http://127.0.0.1:PORT/TOKEN`; whoever does not know it is refused. */
  readonly url: string;
  /** Ends every connection, streams too. */
  close(): Promise<void>;
};

/** Bytes of a body (the real server takes 3 MiB). */
const BODY_LIMIT = 3 * 1024 * 1024;
/** Serves HTTP on the loopback address alone, and only to whoever has the token. Rejects when the port is taken. */
export async function listen(api: ApiServer, options: {port: number; token?: string}): Promise<Listening> {
  const token = options.token ?? randomBytes(24).toString('base64url');
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: offered => ['v5.channel.k8s.io', 'v4.channel.k8s.io'].find(each => offered.has(each)) ?? false,
  });
  const server = createServer((request, response) => void serve(api, token, request, response));
  const upgrading = new Set<Duplex>();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrading.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => upgrading.delete(socket));
    upgrade(api, token, sockets, request, socket, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const {port} = server.address() as AddressInfo;
  return {port, url: `http://127.0.0.1:${port}/${token}`, close: () => close(server, sockets, upgrading)};
}

async function close(server: Server, sockets: WebSocketServer, upgrading: ReadonlySet<Duplex>): Promise<void> {
  for (const client of sockets.clients) client.terminate();
  for (const socket of upgrading) socket.destroy();
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

const UNAUTHORIZED = failed(401, 'Unauthorized', 'Unauthorized');

/**
 * The request's URL without the token, which is the first step of its path: Kubernetes' clients send no bearer token over plain HTTP
 * (k8s.io/client-go tools/clientcmd), but they keep the path of the server's address.
 */
function admittedUrl(request: IncomingMessage, token: string): URL | Failure {
  const [, given = '', rest = ''] = /^\/([^/?]*)(.*)$/s.exec(request.url ?? '') ?? [];
  const [mine, theirs] = [Buffer.from(token), Buffer.from(given)];
  if (mine.length !== theirs.length || !timingSafeEqual(mine, theirs)) return UNAUTHORIZED;
  const address = `http://sandbox${rest.startsWith('/') ? rest : `/${rest}`}`;
  return URL.canParse(address) && isEscapedWell(new URL(address).pathname)
    ? new URL(address)
    : badRequest('invalid URL escape');
}

function isEscapedWell(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Who the request is from: the token's holder, or whom the holder says to be. */
function userOf(request: IncomingMessage): User | Failure {
  const name = request.headers['impersonate-user'];
  const groups = [request.headersDistinct['impersonate-group'] ?? []].flat();
  if (name === undefined)
    return groups.length === 0
      ? ADMIN
      : failed(
          500,
          'InternalError',
          `Internal error occurred: requested ${JSON.stringify(groups)} without impersonating a user`,
        );
  const own = String(name).startsWith('system:serviceaccount:')
    ? ['system:serviceaccounts', `system:serviceaccounts:${String(name).split(':')[2] ?? ''}`]
    : [];
  const all = groups.length > 0 ? groups : own;
  return {
    name: String(name),
    groups: [...all, ...(all.includes('system:authenticated') ? [] : ['system:authenticated'])],
  };
}

async function askedBy(request: IncomingMessage, token: string, signal: AbortSignal): Promise<Asked | Failure> {
  const url = admittedUrl(request, token);
  if (isFailure(url)) return url;
  const user = userOf(request);
  if (isFailure(user)) return user;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT)
      return failed(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${BODY_LIMIT}`);
    chunks.push(chunk as Buffer);
  }
  return {
    method: request.method ?? 'GET',
    url,
    user,
    userAgent: request.headers['user-agent'] ?? '',
    accept: request.headers.accept ?? '',
    contentType: (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '',
    body: Buffer.concat(chunks),
    signal,
  };
}

async function serve(api: ApiServer, token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    const asked = await askedBy(request, token, gone.signal);
    if (isFailure(asked)) return sendFailure(response, asked);
    const answer = await api.handle(asked);
    if (!gone.signal.aborted) await send(api, asked, answer, response, gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return; // the client left in the middle of its request
    const message = `Internal error occurred: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    if (response.headersSent) response.destroy();
    else sendFailure(response, failed(500, 'InternalError', message));
  }
}

async function upgrade(
  api: ApiServer,
  token: string,
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const asked = await askedBy(request, token, new AbortController().signal);
  if (isFailure(asked)) return refuseUpgradeWith(socket, asked);
  const answer = await api.handle(asked);
  if (answer.is === 'text') return refuseUpgrade(socket, answer.status, answer.text, answer.contentType);
  if (answer.is !== 'exec')
    return refuseUpgradeWith(
      socket,
      answer.is === 'failure' ? answer : failed(400, 'BadRequest', 'Upgrade is not served here'),
    );
  sockets.handleUpgrade(request, socket, head, client => answer.exec(client));
}

const refuseUpgradeWith = (socket: Duplex, {status, failure}: Failure): void =>
  refuseUpgrade(socket, status, JSON.stringify(failure), 'application/json');

function refuseUpgrade(socket: Duplex, status: number, text: string, contentType: string): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\nContent-Type: ${contentType}\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
