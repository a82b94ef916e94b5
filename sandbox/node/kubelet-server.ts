import type {IncomingMessage, ServerResponse} from 'node:http';
import {createServer, type Server} from 'node:https';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import type {TLSSocket} from 'node:tls';
import {WebSocketServer} from 'ws';
import {type ExecTarget, serveExec} from './exec.ts';
import {type LogParameters, logParameters, logText} from './log.ts';
import type {ContainerRecord} from './pod-status.ts';

/** Certificates of a kubelet's server, and who may talk to it: the API server by its client certificate's common name. */
export type ServingOptions = {cert: Buffer; key: Buffer; ca: Buffer; client: string; address: string};

/** A kubelet's server: logs and exec of the pods on its node, and what it counts. */
export type KubeletServer = {address: string; port: number; close(): Promise<void>};

/** What the server needs to know of a container: null when the node has no such pod or container. */
export type FindContainer = (namespace: string, pod: string, container: string) => ContainerRecord | null;

/** Web socket subprotocols of exec, the better first (k8s.io/apimachinery pkg/util/remotecommand constants.go). */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** Serves `/containerLogs`, `/exec` and `/metrics` on a free port of `address`. */
export async function serveKubelet(
  options: ServingOptions,
  find: FindContainer,
  exec: (record: ContainerRecord) => ExecTarget | null,
  metrics: () => string,
): Promise<KubeletServer> {
  const {cert, key, ca} = options;
  const server = createServer({cert, key, ca, requestCert: true, rejectUnauthorized: true});
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: offered => PROTOCOLS.find(protocol => offered.has(protocol)) ?? false,
  });
  server.on('request', (request, response) => {
    if (!admitted(request, options.client)) return answer(response, 403, 'Forbidden');
    if (request.url === '/metrics') return answer(response, 200, metrics());
    void serveLogs(request, response, find);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (!admitted(request, options.client)) return refuseUpgrade(socket, 403, 'Forbidden');
    const place = placeOf(request, 'exec');
    const record = place === null ? null : find(...place.container);
    const target = record === null ? null : exec(record);
    if (place === null || target === null) {
      return refuseUpgrade(socket, 500, `container not found ("${place?.container[2] ?? ''}")`);
    }
    sockets.handleUpgrade(request, socket, head, client => void serveExec(client, place.query, target));
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

type Place = {container: [namespace: string, pod: string, container: string]; query: URLSearchParams};

/** `/containerLogs/NAMESPACE/POD/CONTAINER` and the like; null for any other path. */
function placeOf(request: IncomingMessage, what: 'containerLogs' | 'exec'): Place | null {
  const url = new URL(request.url ?? '/', 'https://kubelet');
  const [, first, namespace, pod, container] = url.pathname.split('/').map(decodeURIComponent);
  if (first !== what || !namespace || !pod || !container) return null;
  return {container: [namespace, pod, container], query: url.searchParams};
}

async function serveLogs(request: IncomingMessage, response: ServerResponse, find: FindContainer): Promise<void> {
  const place = placeOf(request, 'containerLogs');
  if (place === null) return answer(response, 404, '404 page not found');
  const [, pod, container] = place.container;
  const record = find(...place.container);
  if (record === null) return answer(response, 404, `pod "${pod}" not found`);
  const query = logParameters(place.query, Date.now());
  const refusal = unreadable(record, pod, container, query);
  if (refusal !== null) return answer(response, 400, refusal);
  const log = query.previous ? record.previousLog : record.log;
  response.writeHead(200, {'content-type': 'text/plain', 'transfer-encoding': 'chunked'});
  response.flushHeaders();
  if (log !== null) {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    for await (const text of logText(log, query, gone.signal)) response.write(text);
  }
  response.end();
}

/** Why a container has no log yet, in the kubelet's words (k8s.io/kubernetes pkg/kubelet/kubelet_pods.go validateContainerLogStatus). */
function unreadable(record: ContainerRecord, pod: string, container: string, query: LogParameters): string | null {
  if (query.previous) {
    return record.previousLog === null
      ? `previous terminated container "${container}" in pod "${pod}" not found`
      : null;
  }
  if (!('waiting' in record.state) || record.last !== null) return null;
  const {reason} = record.state.waiting;
  const says = new Map([
    ['ErrImagePull', "image can't be pulled"],
    ['ImagePullBackOff', 'trying and failing to pull image'],
  ]);
  return `container "${container}" in pod "${pod}" is waiting to start: ${says.get(reason) ?? reason}`;
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
