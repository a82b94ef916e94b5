import type {IncomingMessage} from 'node:http';
import {type RawData, WebSocket} from 'ws';
import {listAt, textAt} from '../../kernel/objects.ts';
import {done, type Outcome, problem, refuse} from '../../kernel/outcome.ts';
import type {ExecRequest, PodRef} from '../../kernel/ports.ts';
import type {Json} from '../../kernel/subjects.ts';
import {aborted, networkProblem, OutOfTime} from './network-problem.ts';
import {textOf} from './send.ts';
import {serverProblem} from './server-problem.ts';
import type {Handshake, Transport} from './transport.ts';

/** The first byte of each message (k8s.io/apimachinery/pkg/util/remotecommand/constants.go); CLOSE only in v5. */
const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const STATUS = 3;
const RESIZE = 4;
const CLOSE = 255;
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** As kubectl: a ping now and then, and the connection is lost when nothing at all came back for a minute (client-go websocket.go). */
const PING = 10_000;
const SILENCE = 60_000;
const HANDSHAKE_LIMIT = 30_000;
/** Standard input is read no faster than it goes out: at most about this many bytes wait. */
const PENDING = 1024 * 1024;

/** Runs a command in a container over a web socket; ends with its exit code. */
export async function exec(
  transport: Transport,
  pod: PodRef,
  request: ExecRequest,
  signal: AbortSignal,
): Promise<Outcome<number>> {
  const query = new URLSearchParams(request.command.map((word): [string, string] => ['command', word]));
  if (request.container !== null) query.set('container', request.container);
  if (request.stdin !== null) query.set('stdin', 'true');
  query.set('stdout', 'true');
  if (request.tty) query.set('tty', 'true');
  else query.set('stderr', 'true'); // a terminal has one stream
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/exec?${query}`;
  const first = await transport.handshake(path, null, signal);
  if (first === null || !first.ok) return first ?? lost();
  const ran = await converse(first.value, transport, request, signal);
  if (ran.ok || ran.problem.is !== 'unauthorized') return ran;
  const second = await transport.handshake(path, first.value.credential, signal);
  if (second === null) return ran; // there is no other credential to try
  return second.ok ? converse(second.value, transport, request, signal) : second;
}

function converse(
  handshake: Handshake,
  transport: Transport,
  request: ExecRequest,
  signal: AbortSignal,
): Promise<Outcome<number>> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve({ok: false, problem: aborted(signal)});
    const socket = new WebSocket(handshake.url, PROTOCOLS, {
      headers: handshake.headers,
      agent: handshake.agent,
      perMessageDeflate: false,
      handshakeTimeout: transport.requestTimeoutMs ?? HANDSHAKE_LIMIT,
      maxPayload: 64 * 1024 * 1024,
    });
    let outcome: Outcome<number> | null = null;
    let open = false;
    let heard = Date.now();
    const end = (with_: Outcome<number>): void => {
      outcome ??= with_;
      socket.terminate();
    };
    const abort = (): void => end({ok: false, problem: aborted(signal)});
    const beat = setInterval(() => {
      if (Date.now() - heard > SILENCE) socket.terminate();
      else if (open) socket.ping();
    }, PING);
    signal.addEventListener('abort', abort, {once: true});
    socket.on('open', () => {
      open = true;
      if (request.stdin !== null && !request.tty && socket.protocol !== PROTOCOLS[0]) return end(noHalfClose());
      if (request.stdin !== null) feed(socket, request.stdin).catch((error: unknown) => end(inputFailed(error)));
      if (request.sizes !== null && request.tty) resize(socket, request.sizes);
    });
    socket.on('pong', () => {
      heard = Date.now();
    });
    socket.on('message', data => {
      heard = Date.now();
      const bytes = bytesOf(data);
      const content = bytes.subarray(1);
      if (bytes[0] === STDOUT && content.length > 0) request.onOutput('stdout', content);
      else if (bytes[0] === STDERR && content.length > 0) request.onOutput('stderr', content);
      else if (bytes[0] === STATUS) {
        outcome ??= exitOf(content.toString('utf8'));
        socket.close(1000);
      }
    });
    socket.on('unexpected-response', (_, response) => {
      refusal(response).then(end, (error: unknown) =>
        end({ok: false, problem: networkProblem(error, transport.server)}),
      );
    });
    socket.on('error', error => {
      if (open) return; // `close` follows and says what is known
      const late = /Opening handshake has timed out/.test(error.message);
      const cause = late ? new OutOfTime('context deadline exceeded while awaiting the web socket') : error;
      outcome ??= {ok: false, problem: networkProblem(cause, transport.server)};
    });
    socket.on('close', () => {
      clearInterval(beat);
      signal.removeEventListener('abort', abort);
      resolve(outcome ?? lost());
    });
  });
}

/** Sends standard input in order and then closes that one channel; ends early when the socket does. */
async function feed(socket: WebSocket, stdin: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of stdin) {
    for (let from = 0; from < chunk.length; from += 32_768) {
      if (socket.readyState !== WebSocket.OPEN) return;
      const frame = Buffer.concat([Buffer.from([STDIN]), chunk.subarray(from, from + 32_768)]);
      const sent = new Promise<void>(resolve => socket.send(frame, () => resolve()));
      if (socket.bufferedAmount > PENDING) await sent;
    }
  }
  if (socket.readyState === WebSocket.OPEN && socket.protocol === PROTOCOLS[0])
    socket.send(Buffer.from([CLOSE, STDIN]));
}

async function resize(socket: WebSocket, sizes: AsyncIterable<{columns: number; rows: number}>): Promise<void> {
  for await (const {columns, rows} of sizes) {
    if (socket.readyState !== WebSocket.OPEN) return;
    const size = JSON.stringify({Width: columns, Height: rows});
    socket.send(Buffer.concat([Buffer.from([RESIZE]), Buffer.from(size)]));
  }
}

/** The Status on channel 3: Success, or Failure with the exit code among its causes (remotecommand/v4.go). */
function exitOf(text: string): Outcome<number> {
  let status: Json = null;
  try {
    status = JSON.parse(text) as Json;
  } catch {
    status = null;
  }
  if (textAt(status, 'status') === 'Success') return done(0);
  const cause = listAt(status, 'details', 'causes').find(each => textAt(each, 'reason') === 'ExitCode');
  const code = Number(textAt(cause, 'message') ?? Number.NaN);
  if (textAt(status, 'reason') === 'NonZeroExitCode' && Number.isInteger(code)) return done(code);
  return refuse(
    'failed',
    `error: ${textAt(status, 'message') || text || 'the command failed and the server did not say how'}`,
    'Check that the program exists in the container and that the container is running.',
  );
}

async function refusal(response: IncomingMessage): Promise<Outcome<number>> {
  const body = await textOf(response);
  const code = response.statusCode ?? 0;
  // The handshake is a GET, but what is refused may well be an admission webhook's word on CONNECT.
  return {ok: false, problem: serverProblem(code, body, {method: 'CONNECT'})};
}

const lost = (): Outcome<number> => ({
  ok: false,
  problem: problem(
    'unlearned',
    'the connection was lost before its exit code came',
    'It may still be running; look for it on the node before you run it again.',
  ),
});

const noHalfClose = (): Outcome<number> =>
  refuse(
    'failed',
    'error: this API server cannot close standard input (v5.channel.k8s.io needs Kubernetes 1.30 or newer)',
    'The command was ended before it got any input: run it without standard input.',
  );

const inputFailed = (error: unknown): Outcome<number> =>
  refuse(
    'failed',
    `error: standard input could not be read: ${error instanceof Error ? error.message : String(error)}`,
    'The connection was closed; the command may still be running.',
  );

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
