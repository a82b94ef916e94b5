import type {IncomingMessage, ServerResponse} from 'node:http';
import {createServer, type Server} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import type {TLSSocket} from 'node:tls';
import {WebSocketServer} from 'ws';
import type {ContainerPlace, Kubelet} from './kubelet.ts';

/** Certificates of a kubelet's server, and who may talk to it: the API server by its client certificate's common name. */
type ServingOptions = {cert: Buffer; key: Buffer; ca: Buffer; client: string; address: string};

/** Where a kubelet is reached. */
export type KubeletServer = {address: string; port: number; close(): Promise<void>};

/** Web socket subprotocols of exec, the better first (k8s.io/apimachinery pkg/util/remotecommand constants.go). */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** Serves a kubelet's `/containerLogs`, `/exec` and the rest on a free port of `address`, as a real API server asks for them. */
export async function serveKubelet(options: ServingOptions, kubelet: Kubelet): Promise<KubeletServer> {
  const {cert, key, ca} = options;
  const server = createServer({cert, key, ca, requestCert: true, rejectUnauthorized: true});
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: offered => PROTOCOLS.find(protocol => offered.has(protocol)) ?? false,
  });
  server.on('request', (request, response) => {
    if (!admitted(request, options.client)) return answer(response, 403, 'Forbidden');
    void serve(request, response, kubelet);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (!admitted(request, options.client)) return refuseUpgrade(socket, 403, 'Forbidden');
    const place = placeOf(request, 'exec');
    const exec = place === null ? null : kubelet.exec(place.container, place.query);
    if (exec === null) return refuseUpgrade(socket, 500, `container not found ("${place?.container.container ?? ''}")`);
    sockets.handleUpgrade(request, socket, head, exec);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, options.address, resolve);
  });
  const {port} = server.address() as AddressInfo;
  return {address: options.address, port, close: () => closeServer(server, sockets)};
}

async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.terminate();
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

const admitted = (request: IncomingMessage, client: string): boolean =>
  (request.socket as TLSSocket).getPeerCertificate().subject?.CN === client;

type Place = {container: ContainerPlace; query: URLSearchParams};

/** `/containerLogs/NAMESPACE/POD/CONTAINER` and the like; null for any other path. */
function placeOf(request: IncomingMessage, what: 'containerLogs' | 'exec'): Place | null {
  const url = new URL(request.url ?? '/', 'https://kubelet');
  const [, first, namespace, pod, container] = url.pathname.split('/').map(decodeURIComponent);
  if (first !== what || !namespace || !pod || !container) return null;
  return {container: {namespace, pod, container}, query: url.searchParams};
}

async function serve(request: IncomingMessage, response: ServerResponse, kubelet: Kubelet): Promise<void> {
  const place = placeOf(request, 'containerLogs');
  if (place === null) {
    const {status, text} = kubelet.get(new URL(request.url ?? '/', 'https://kubelet').pathname);
    return answer(response, status, text);
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const log = kubelet.log(place.container, place.query, gone.signal);
  if (!('stream' in log)) return answer(response, log.status, log.text);
  response.writeHead(200, {'content-type': 'text/plain', 'transfer-encoding': 'chunked'});
  response.flushHeaders();
  for await (const text of log.stream) response.write(text);
  response.end();
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {'content-type': 'text/plain'});
  response.end(text);
}

function refuseUpgrade(socket: Duplex, status: number, text: string): void {
  const head = `HTTP/1.1 ${status} ${status === 403 ? 'Forbidden' : 'Internal Server Error'}`;
  socket.end(
    `${head}\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
