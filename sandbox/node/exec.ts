import {randomBytes} from 'node:crypto';
import type {WebSocket} from 'ws';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {commandLine} from '../../src/windows/command-line.ts';
import {missingExecutable} from '../../src/windows/paths.ts';
import {createConsole} from './console.ts';
import {runUntilEnd} from './container.ts';
import {environment} from './process.ts';
import {isExecutable} from './programs/run.ts';
import type {LaunchedProcess} from './runtime.ts';
import type {PretendNode} from './scenario.ts';

/** The running container that a command is executed in. `stopped` aborts when the container ends. */
export type ExecTarget = {node: PretendNode; process: LaunchedProcess; stopped: AbortSignal};

/** Channels of a frame's first byte (k8s.io/apimachinery pkg/util/remotecommand). */
const CHANNEL = {stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255} as const;

/** Runs one command for a web socket client and reports its exit code on the status channel, as the API's v4 and v5 protocols say. */
export async function serveExec(client: WebSocket, query: URLSearchParams, target: ExecTarget): Promise<void> {
  const stop = new AbortController();
  const tty = query.get('tty') === 'true' || query.get('tty') === '1';
  const terminal = tty ? createConsole(text => send(CHANNEL.stdout, text)) : null;
  const input = terminal === null ? lines() : {...terminal, iterator: terminal.lines};
  const kill = (): void => {
    stop.abort();
    input.end();
  };
  client.on('message', (data: Buffer) => {
    if (data[0] === CHANNEL.stdin) input.add(data.subarray(1).toString());
    if (data[0] === CHANNEL.resize) terminal?.resize(sizeOf(data.subarray(1).toString()));
    if (data[0] === CHANNEL.close && data[1] === CHANNEL.stdin) input.end();
  });
  client.on('close', kill);
  client.on('error', kill);
  target.stopped.addEventListener('abort', kill, {once: true});
  const send = (channel: number, text: string): void => {
    if (client.readyState === client.OPEN) client.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  };
  const status = await execute(query, target, {
    stdin: ['1', 'true'].includes(query.get('input') ?? query.get('stdin') ?? '') ? input.iterator : null,
    console: terminal?.console ?? null,
    stopped: stop.signal,
    print: (stream, text, partial) =>
      send(tty || stream === 'stdout' ? CHANNEL.stdout : CHANNEL.stderr, partial ? text : `${text}\r\n`),
  });
  target.stopped.removeEventListener('abort', kill);
  send(CHANNEL.status, JSON.stringify(status));
  client.close(1000);
}

async function execute(
  query: URLSearchParams,
  target: ExecTarget,
  streams: Pick<Parameters<typeof runUntilEnd>[1], 'stdin' | 'console' | 'stopped' | 'print'>,
): Promise<JsonObject> {
  const argv = query.getAll('command');
  const {node, process} = target;
  const line = commandLine(argv);
  const {model} = process;
  const [executable = ''] = argv;
  if (model !== null && model !== 'bind' && !isExecutable(executable)) {
    const missing = missingExecutable(line, executable, model);
    return notStarted(missing.is === 'start-error' ? missing.text : missing.output);
  }
  const code = await runUntilEnd(
    {...process, line},
    {
      node,
      identity: process.identity,
      variable: environment(process.env),
      workingDirectory: process.workingDirectory,
      unplayed: what => streams.print('stderr', `(a pretend node: nobody plays ${what} here, so nothing happened)`),
      ...streams,
    },
  );
  return code === 0 ? {metadata: {}, status: 'Success'} : failed(code);
}

const failed = (code: number): JsonObject => ({
  metadata: {},
  status: 'Failure',
  message: `command terminated with non-zero exit code: exit status ${code}`,
  reason: 'NonZeroExitCode',
  details: {causes: [{reason: 'ExitCode', message: String(code)}]},
});

/** A message of the resize channel (k8s.io/client-go tools/remotecommand TerminalSize). */
function sizeOf(text: string): {columns: number; rows: number} {
  const {Width, Height} = JSON.parse(text) as {Width: number; Height: number};
  return {columns: Width, rows: Height};
}

/** As containerd's CRI plugin makes it (internal/cri/util/id.go). */
const execId = (): string => randomBytes(32).toString('hex');

/** What the kubelet answers when the runtime could not start the command. */
const notStarted = (text: string): JsonObject => ({
  metadata: {},
  status: 'Failure',
  message: `error executing command in container: failed to exec in container: failed to start exec "${execId()}": ${text}: unknown`,
  reason: 'InternalError',
  code: 500,
});

/** Text that arrives in pieces, given out line by line; what has no end yet comes out at the end. */
function lines(): {iterator: AsyncIterator<string>; add(text: string): void; end(): void} {
  let rest = '';
  let ended = false;
  let wake = (): void => undefined;
  const takeLine = (): string | null => {
    const at = rest.search(/\r\n|\r|\n/);
    if (at < 0) return null;
    const line = rest.slice(0, at);
    rest = rest.slice(rest.startsWith('\r\n', at) ? at + 2 : at + 1);
    return line;
  };
  async function* read(): AsyncGenerator<string> {
    for (;;) {
      const line = takeLine();
      if (line !== null) yield line;
      else if (ended) break;
      else {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    }
    if (rest !== '') yield rest;
  }
  return {
    iterator: read(),
    add(text) {
      rest += text;
      wake();
    },
    end() {
      ended = true;
      wake();
    },
  };
}
