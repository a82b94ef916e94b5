import {readFileSync} from 'node:fs';
import http, {type IncomingMessage} from 'node:http';
import https from 'node:https';
import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import {afterEach, expect, test} from 'vitest';
import {type WebSocket, WebSocketServer} from 'ws';
import type {ExecRequest} from '../../src/kernel/ports.ts';
import {createAuthority} from '../cluster/certificates.ts';
import {connection, connectProxy, folder, kubeconfig, never, problemOf, serve} from './server.ts';

const open: {close(): unknown}[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

type Remote = (socket: WebSocket, request: IncomingMessage) => void;

/** An API server that speaks one of the protocols and lets `remote` play the process. */
async function remoteProcess(
  remote: Remote,
  protocol = 'v5.channel.k8s.io',
  base: http.Server = http.createServer(),
): Promise<{url: string; asked: string[]}> {
  const asked: string[] = [];
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: offered => (offered.has(protocol) ? protocol : false),
  });
  base.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    asked.push(request.url ?? '');
    sockets.handleUpgrade(request, socket, head, made => remote(made, request));
  });
  const server = await serve(() => {}, base);
  open.push(server);
  return {url: server.url, asked};
}

const frame = (channel: number, text: string): Buffer => Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);
const success = (socket: WebSocket): void => socket.send(frame(3, '{"metadata":{},"status":"Success"}'));
const failure = (code: number): Buffer =>
  frame(
    3,
    JSON.stringify({
      status: 'Failure',
      reason: 'NonZeroExitCode',
      message: `command terminated with non-zero exit code: exit status ${code}`,
      details: {causes: [{reason: 'ExitCode', message: String(code)}]},
    }),
  );

async function* bytes(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** Runs a command there; what it printed is given as `stream:text`. */
async function run(
  url: string,
  request: Partial<ExecRequest> = {},
  signal = never(),
  options: Parameters<typeof connection>[0] = {server: url, token: 't'},
) {
  const cluster = await connection(options);
  open.push(cluster);
  const output: string[] = [];
  const outcome = await cluster.exec(
    {namespace: 'ns', name: 'p'},
    {
      container: 'c',
      command: ['cmd', '/c', 'echo a b&ver'],
      stdin: null,
      tty: false,
      onOutput: (stream, data) => output.push(`${stream}:${Buffer.from(data).toString()}`),
      sizes: null,
      ...request,
    },
    signal,
  );
  return {outcome, output};
}

test('both streams and the exit code come back, with all 32 bits; arguments arrive as they were', async () => {
  const {url, asked} = await remoteProcess((socket, request) => {
    expect(request.headers.authorization).toBe('Bearer t');
    socket.send(frame(1, ''));
    socket.send(frame(1, 'out'));
    socket.send(frame(2, 'err'));
    socket.send(failure(3221225786));
  });
  expect(await run(url)).toEqual({outcome: {ok: true, value: 3221225786}, output: ['stdout:out', 'stderr:err']});
  const query = new URL(asked[0] ?? '', url);
  expect(query.pathname).toBe('/api/v1/namespaces/ns/pods/p/exec');
  expect([...query.searchParams]).toEqual([
    ['command', 'cmd'],
    ['command', '/c'],
    ['command', 'echo a b&ver'],
    ['container', 'c'],
    ['stdout', 'true'],
    ['stderr', 'true'],
  ]);
});

test('v5: standard input arrives in order and its end is told', async () => {
  const {url} = await remoteProcess(socket => {
    let input = '';
    socket.on('message', (data: Buffer) => {
      if (data[0] === 0) input += data.subarray(1).toString();
      if (data[0] !== 255) return;
      socket.send(frame(1, `${input.length}${input.slice(-3)} closed ${data[1]}`));
      success(socket);
    });
  });
  const long = 'x'.repeat(100_000);
  expect(await run(url, {stdin: bytes('a', long, 'end')})).toEqual({
    outcome: {ok: true, value: 0},
    output: ['stdout:100004end closed 0'],
  });
});

test('v4 is spoken where v5 is not; input that could never be closed there is refused before it is sent', async () => {
  const input: Buffer[] = [];
  const {url} = await remoteProcess(socket => {
    socket.on('message', (data: Buffer) => input.push(data));
    socket.send(frame(1, 'v4'));
    setTimeout(() => success(socket), 20);
  }, 'v4.channel.k8s.io');
  expect(await run(url)).toEqual({outcome: {ok: true, value: 0}, output: ['stdout:v4']});
  const {outcome} = await run(url, {stdin: bytes('a')});
  expect(problemOf(outcome)).toMatchObject({
    is: 'failed',
    text: expect.stringContaining('cannot close standard input'),
  });
  expect(input).toEqual([]);
});

test('a terminal has one output stream and tells its sizes', async () => {
  const {url, asked} = await remoteProcess(socket => {
    socket.on('message', (data: Buffer) => {
      if (data[0] !== 4) return;
      socket.send(frame(1, data.subarray(1).toString()));
      success(socket);
    });
  });
  async function* sizes() {
    yield {columns: 120, rows: 30};
  }
  expect(await run(url, {tty: true, stdin: bytes(), sizes: sizes()})).toMatchObject({
    outcome: {ok: true, value: 0},
    output: ['stdout:{"Width":120,"Height":30}'],
  });
  const query = new URL(asked[0] ?? '', url).searchParams;
  expect([query.get('tty'), query.get('stdin'), query.get('stderr')]).toEqual(['true', 'true', null]);
});

test('a command that could not be started is the server’s sentence', async () => {
  const {url} = await remoteProcess(socket => {
    socket.send(
      frame(
        3,
        JSON.stringify({status: 'Failure', reason: 'InternalError', message: 'Internal error occurred: no such file'}),
      ),
    );
  });
  expect(problemOf((await run(url)).outcome)).toMatchObject({
    is: 'failed',
    text: 'error: Internal error occurred: no such file',
  });
});

test('a refused upgrade keeps the server’s own words', async () => {
  const message =
    'pods "p" is forbidden: User "u" cannot create resource "pods/exec" in API group "" in the namespace "ns"';
  const answer = (code: number, reason: string, text: string): http.Server => {
    const server = http.createServer();
    const body = JSON.stringify({kind: 'Status', reason, message: text, code});
    server.on('upgrade', (_, socket: Socket) =>
      socket.end(
        `HTTP/1.1 ${code} No\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    return server;
  };
  const ask = async (code: number, reason: string, text: string) => {
    const server = await serve(() => {}, answer(code, reason, text));
    open.push(server);
    return problemOf((await run(server.url)).outcome);
  };
  expect(await ask(403, 'Forbidden', message)).toMatchObject({
    is: 'forbidden',
    text: `Error from server (Forbidden): ${message}`,
  });
  expect(await ask(400, 'BadRequest', 'container not found ("c")')).toMatchObject({
    is: 'failed',
    text: 'Error from server (BadRequest): container not found ("c")',
  });
  expect(await ask(401, 'Unauthorized', 'Unauthorized')).toMatchObject({is: 'unauthorized'});
});

test('a connection that is lost before the exit code says that the process may still run', async () => {
  const {url} = await remoteProcess(socket => {
    socket.send(frame(1, 'half'));
    setTimeout(() => socket.terminate(), 20);
  });
  const {outcome, output} = await run(url);
  expect(output).toEqual(['stdout:half']);
  expect(problemOf(outcome)).toMatchObject({
    is: 'unlearned',
    remedy: expect.stringContaining('It may still be running'),
  });
});

test('an abort closes the connection, also while it is being made', async () => {
  const control = new AbortController();
  let closed = (): void => {};
  const gone = new Promise<void>(resolve => {
    closed = resolve;
  });
  const {url} = await remoteProcess(socket => {
    socket.on('close', closed);
    control.abort();
  });
  expect(problemOf((await run(url, {}, control.signal)).outcome).is).toBe('interrupted');
  await gone;
  expect(problemOf((await run(url, {}, AbortSignal.abort())).outcome).is).toBe('interrupted');
});

test('no server at all is said as for any other request', async () => {
  const closed = await serve(() => {});
  await closed.close();
  expect(problemOf((await run(closed.url)).outcome)).toMatchObject({
    is: 'unreachable',
    text: `The connection to the server ${new URL(closed.url).host} was refused - did you specify the right host or port?`,
  });
});

test('TLS, a client certificate and a proxy hold for web sockets too', async () => {
  const authority = await createAuthority(folder());
  const [server, client] = await Promise.all([authority.issue('server'), authority.issue('jane')]);
  const base = https.createServer({
    cert: readFileSync(server.cert),
    key: readFileSync(server.key),
    ca: readFileSync(authority.ca),
    requestCert: true,
  });
  const {url} = await remoteProcess(
    (socket, request) => {
      socket.send(frame(1, (request.socket as TLSSocket).getPeerCertificate().subject.CN));
      success(socket);
    },
    'v5.channel.k8s.io',
    base,
  );
  const {address, tunnels, close} = await connectProxy(url);
  open.push({close});
  const user = {'client-certificate': client.cert, 'client-key': client.key};
  const at = (cluster: object) => ({
    kubeconfig: kubeconfig({'certificate-authority': authority.ca, ...cluster}, user),
  });
  const through = {server: 'https://kubernetes.default.svc:6443', 'proxy-url': `http://${address}`};
  const good = {outcome: {ok: true, value: 0}, output: ['stdout:jane']};
  expect(await run(url, {}, never(), at({server: url}))).toEqual(good);
  expect(await run(url, {}, never(), at(through))).toEqual(good);
  expect(tunnels).toHaveLength(1);
  const wrong = await run(url, {}, never(), {...at({server: url}), tlsServerName: 'wrong.example'});
  expect(problemOf(wrong.outcome)).toMatchObject({is: 'unreachable', text: expect.stringContaining('wrong.example')});
});
