import type {ServerResponse} from 'node:http';
import {afterEach, expect, test} from 'vitest';
import type {LogQuery} from '../../src/kernel/ports.ts';
import {connection, json, never, serve, status, type TestServer} from './server.ts';

const open: {close(): unknown}[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

const ALL: LogQuery = {container: 'c', follow: false, previous: false, tailLines: null, since: null};
const FOLLOW: LogQuery = {...ALL, follow: true};
const RUNNING = {running: {startedAt: '2026-01-01T00:00:00Z'}};
const ENDED = {terminated: {exitCode: 0}};

/** Answers log requests by `scripts` in order, and the pod with the container's state as `states` says (the last again). */
async function kubelet(
  scripts: readonly ((response: ServerResponse, since: string | null) => void)[],
  states: readonly object[] = [ENDED],
): Promise<TestServer> {
  let logs = 0;
  let reads = 0;
  const server = await serve((request, response) => {
    if (request.url.pathname.endsWith('/log')) {
      const script = scripts[logs++];
      if (script === undefined) return void response.writeHead(200).end();
      return script(response, request.url.searchParams.get('sinceTime'));
    }
    const state = states[Math.min(reads++, states.length - 1)];
    json(response, {
      kind: 'Pod',
      spec: {nodeName: 'n'},
      status: {phase: 'Running', containerStatuses: [{name: 'c', state}]},
    });
  });
  open.push(server);
  return server;
}

async function lines(server: TestServer, query: LogQuery, signal = never()): Promise<string[]> {
  const cluster = await connection({server: server.url});
  open.push(cluster);
  const seen: string[] = [];
  for await (const event of cluster.logs({namespace: 'ns', name: 'p'}, query, signal))
    seen.push(event.is === 'line' ? event.text : event.problem.text);
  return seen;
}

const stamp = (second: number, nanos = 0): string =>
  `2026-01-01T00:00:${String(second).padStart(2, '0')}.${String(nanos).padStart(9, '0')}Z`;
const logRequests = (server: TestServer) =>
  server.requests.filter(({url}) => url.pathname.endsWith('/log')).map(({url}) => url.searchParams);

test('stamps are asked for and taken off; Windows line ends, a last line without one and text without a stamp are kept right', async () => {
  const server = await kubelet([
    response => response.end(`${stamp(1)} one\r\n${stamp(2)} \r\nrpc error: x\n${stamp(3)}  indented`),
  ]);
  const cluster = await connection({server: server.url});
  open.push(cluster);
  const seen = [];
  for await (const event of cluster.logs({namespace: 'ns', name: 'p'}, {...ALL, tailLines: 5, since: 60}, never()))
    seen.push(event);
  expect(seen).toEqual([
    {is: 'line', time: stamp(1), text: 'one'},
    {is: 'line', time: stamp(2), text: ''},
    {is: 'line', time: null, text: 'rpc error: x'},
    {is: 'line', time: stamp(3), text: ' indented'},
  ]);
  const [asked] = logRequests(server);
  expect(Object.fromEntries(asked ?? [])).toEqual({
    container: 'c',
    timestamps: 'true',
    tailLines: '5',
    sinceSeconds: '60',
  });
});

test('a follow that is cut goes on without losing or repeating a line, though sinceTime has whole seconds', async () => {
  const written = [
    `${stamp(1)} a`,
    `${stamp(5, 1)} b`,
    `${stamp(5, 2)} same stamp 1`,
    `${stamp(5, 2)} same stamp 2`,
    `${stamp(5, 2)} same stamp 3`,
    `${stamp(5, 1)} out of order`,
    `${stamp(6)} c`,
  ];
  /** As the kubelet: every line whose own stamp is not before sinceTime. */
  const from = (since: string | null): string[] =>
    written.filter(line => since === null || line.slice(0, 19) >= since.slice(0, 19));
  const server = await kubelet(
    [
      (response, since) => {
        response.write(`${from(since).slice(0, 3).join('\n')}\n${written[3]?.slice(0, 12)}`); // cut inside a stamp
        setTimeout(() => response.destroy(), 20);
      },
      (response, since) => {
        response.write(`${from(since).slice(0, 4).join('\n')}\n`);
        setTimeout(() => response.destroy(), 20);
      },
      (response, since) => response.end(`${from(since).join('\n')}\n`),
    ],
    [ENDED],
  );
  expect(await lines(server, {...FOLLOW, tailLines: 9})).toEqual(written.map(line => line.slice(31)));
  const asked = logRequests(server).map(query => [query.get('sinceTime'), query.get('tailLines'), query.get('follow')]);
  expect(asked).toEqual([
    [null, '9', 'true'],
    ['2026-01-01T00:00:04Z', null, 'true'],
    ['2026-01-01T00:00:04Z', null, 'true'],
    ['2026-01-01T00:00:05Z', null, null],
  ]);
});

test('an end while the container runs is a lost connection; once it has ended, one more look brings what the end overtook', async () => {
  const server = await kubelet(
    [
      response => response.end(`${stamp(1)} a\n`),
      response => response.end(`${stamp(1)} a\n${stamp(2)} b\n${stamp(3)} par`),
      response => response.end(`${stamp(2)} b\n${stamp(3)} partial, whole now`),
    ],
    [RUNNING, ENDED],
  );
  expect(await lines(server, FOLLOW)).toEqual(['a', 'b', 'partial, whole now']);
});

test('a container that was started again is another one: the follow of the first has ended', async () => {
  const server = await kubelet(
    [response => response.end(`${stamp(1)} a\n`)],
    [{running: {startedAt: '2026-01-01T00:00:30Z'}}],
  );
  expect(await lines(server, FOLLOW)).toEqual(['a']);
});

test('a pod that may not be read is taken to have ended when a second connection brings nothing new', async () => {
  let asked = 0;
  const server = await serve((request, response) => {
    if (!request.url.pathname.endsWith('/log')) return status(response, 403, 'Forbidden', 'cannot get resource "pods"');
    response.end(asked++ === 0 ? `${stamp(1)} a\n${stamp(2)} no line end` : `${stamp(1)} a\n${stamp(2)} no line end`);
  });
  open.push(server);
  expect(await lines(server, FOLLOW)).toEqual(['a', 'no line end']);
  expect(asked).toBe(2);
});

test('the server’s own words say why there is no log', async () => {
  const waiting = 'container "c" in pod "p" is waiting to start: ContainerCreating';
  const server = await kubelet([response => status(response, 400, 'BadRequest', waiting)]);
  expect(await lines(server, FOLLOW)).toEqual([`Error from server (BadRequest): ${waiting}`]);
});

test('the empty log of a pod without a node is not a container with nothing to say', async () => {
  const server = await serve((request, response) =>
    request.url.pathname.endsWith('/log') ? void response.end() : json(response, {kind: 'Pod', spec: {}}),
  );
  open.push(server);
  for (const query of [ALL, FOLLOW])
    expect(await lines(server, query)).toEqual(['error: pod ns/p is not on a node yet, so it has no log']);
});

test('a log that is cut off while it is only read says so', async () => {
  const server = await kubelet([
    response => {
      response.write(`${stamp(1)} a\n`);
      setTimeout(() => response.destroy(), 20);
    },
  ]);
  expect(await lines(server, ALL)).toEqual(['a', 'error: the log of pod ns/p was cut off: the connection was lost']);
});

test('a line of a megabyte is one line', async () => {
  const long = 'x'.repeat(1024 * 1024);
  const server = await kubelet([response => response.end(`${stamp(1)} ${long}\n${stamp(2)} next\n`)]);
  expect((await lines(server, ALL)).map(line => line.length)).toEqual([long.length, 4]);
});

test('an abort ends a follow at once and quietly, and the connection with it', async () => {
  const control = new AbortController();
  let closed = (): void => {};
  const gone = new Promise<void>(resolve => {
    closed = resolve;
  });
  const server = await kubelet([
    response => {
      response.on('close', closed);
      response.write(`${stamp(1)} a\n`);
      setTimeout(() => control.abort(), 20);
    },
  ]);
  expect(await lines(server, FOLLOW, control.signal)).toEqual(['a']);
  await gone;
});
