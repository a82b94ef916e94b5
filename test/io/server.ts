import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import http from 'node:http';
import net, {type AddressInfo, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll} from 'vitest';
import {type ClusterConnection, type ClusterOptions, connect} from '../../src/io/kube/index.ts';

/** A server on a free port of 127.0.0.1 that remembers what it was asked. */
export type TestServer = {
  url: string;
  requests: {method: string; url: URL; headers: http.IncomingHttpHeaders; rawHeaders: string[]; body: string}[];
  connections(): number;
  close(): Promise<void>;
};

type Handler = (
  request: TestServer['requests'][number],
  response: http.ServerResponse,
  raw: http.IncomingMessage,
) => void | Promise<void>;

/** Serves plain http unless `server` (an https server without a handler, say) is given. */
export async function serve(handler: Handler, server: http.Server = http.createServer()): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('request', (raw: http.IncomingMessage, response: http.ServerResponse) => {
    let body = '';
    raw.on('data', chunk => {
      body += chunk;
    });
    raw.on('end', () => {
      const {method = '', headers, rawHeaders} = raw;
      const request = {method, url: new URL(raw.url ?? '', 'http://x'), headers, rawHeaders, body};
      requests.push(request);
      void handler(request, response, raw);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const scheme = 'setSecureContext' in server ? 'https' : 'http';
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export const json = (response: http.ServerResponse, value: unknown, code = 200): void => {
  response.writeHead(code, {'content-type': 'application/json'}).end(JSON.stringify(value));
};

export const status = (response: http.ServerResponse, code: number, reason: string, message: string): void =>
  json(response, {kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code}, code);

const folders: string[] = [];
afterAll(() => {
  for (const path of folders.splice(0)) rmSync(path, {recursive: true, force: true});
});

/** A new folder that goes with the test file. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'hostprocess-io-'));
  folders.push(path);
  return path;
}

/** Writes a kubeconfig as JSON (which is YAML) and gives its path. */
export function kubeconfig(
  cluster: object,
  user: object = {},
  context: object = {},
  into: string = folder(),
  file = 'config',
): string {
  const path = join(into, file);
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'x',
      clusters: [{name: 'c', cluster}],
      users: [{name: 'u', user}],
      contexts: [{name: 'x', context: {cluster: 'c', user: 'u', ...context}}],
    }),
  );
  return path;
}

/** Connects with nothing of this machine's surroundings; throws the problem's text when that fails. */
export async function connection(options: Partial<ClusterOptions>): Promise<ClusterConnection> {
  const made = await connect({env: {}, home: '/nonexistent', warn: () => {}, ...options});
  if (!made.ok) throw new Error(made.problem.text);
  return made.value;
}

/** The problem of an outcome that must have failed. */
export function problemOf(
  outcome: {ok: true} | {ok: false; problem: {is: string; text: string; remedy: string | null}},
): {
  is: string;
  text: string;
  remedy: string | null;
} {
  if (outcome.ok) throw new Error('this should have failed');
  return outcome.problem;
}

export const never = (): AbortSignal => new AbortController().signal;

/** A proxy that tunnels whatever it is asked for to the server at `url`; `tunnels` are the heads of the requests. */
export async function connectProxy(url: string): Promise<{address: string; tunnels: string[]; close(): void}> {
  const tunnels: string[] = [];
  const proxy = net.createServer(socket => {
    socket.on('error', () => {});
    socket.once('data', head => {
      tunnels.push(head.toString('latin1').replaceAll('\r\n', ' '));
      const on = net.connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(on).pipe(socket);
      });
      on.on('error', () => socket.destroy());
    });
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {address, tunnels, close: () => void proxy.close()};
}
