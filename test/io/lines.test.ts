import {gzipSync} from 'node:zlib';
import {afterEach, expect, test} from 'vitest';
import {connection, kubeconfig, problemOf, serve, status} from './server.ts';

const open: {close(): unknown}[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A port on a server that answers every request with `handler`. */
async function against(handler: Parameters<typeof serve>[0], requestTimeoutMs?: number) {
  const server = await serve(handler);
  const cluster = await connection({
    kubeconfig: kubeconfig({server: server.url}),
    ...(requestTimeoutMs === undefined ? {} : {requestTimeoutMs}),
  });
  open.push(cluster, server);
  return {server, cluster};
}

const METRICS = '/api/v1/nodes/win-1/proxy/metrics';

test('of a text only what is wanted of its lines is kept, the last one without an end, too', async () => {
  const {server, cluster} = await against((_, response) => void response.end('a 1\nb 2\n\na 3'));
  const seen: string[] = [];
  const read = await cluster.lines(METRICS, line => {
    seen.push(line);
    return line.startsWith('a') ? line : undefined;
  });
  expect(read).toEqual({ok: true, value: ['a 1', 'a 3']});
  expect(seen).toEqual(['a 1', 'b 2', '', 'a 3']);
  expect(server.requests.map(({method, url, headers}) => [method, url.pathname, headers.accept])).toEqual([
    ['GET', METRICS, 'text/plain, */*'],
  ]);
});

test('a compressed text is read', async () => {
  const {cluster} = await against((_, response) => {
    response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync('a 1\na 2\n'));
  });
  expect(await cluster.lines(METRICS, line => line || undefined)).toEqual({ok: true, value: ['a 1', 'a 2']});
});

test('a line is looked at as soon as it came, and one without an end in pieces', async () => {
  const first = Promise.withResolvers<void>();
  const {cluster} = await against(async (_, response) => {
    response.write('a 1\n');
    await first.promise;
    response.end('x'.repeat(300_000));
  });
  const lengths: number[] = [];
  await cluster.lines(METRICS, line => {
    first.resolve();
    lengths.push(line.length);
    return undefined;
  });
  expect(lengths[0]).toBe(3);
  expect(lengths.slice(1).reduce((sum, length) => sum + length, 0)).toBe(300_000);
  expect(Math.max(...lengths)).toBeLessThan(200_000);
});

test('a text that is cut off is a problem, however much of it came', async () => {
  const {cluster} = await against((_, response, raw) => {
    response.writeHead(200, {'content-length': '1000'}).write('a 1\na 2\n');
    setTimeout(() => raw.socket.destroy(), 20);
  });
  expect(problemOf(await cluster.lines(METRICS, line => line))).toMatchObject({is: 'unreachable'});
});

test('the time limit holds for the whole text', async () => {
  const {cluster} = await against((_, response) => void response.write('a 1\n'), 200);
  expect(problemOf(await cluster.lines(METRICS, line => line)).text).toContain('context deadline exceeded');
});

test('an abort ends it as an interruption', async () => {
  const stop = new AbortController();
  const {cluster} = await against((_, response) => void response.write('a 1\n'));
  const reading = cluster.lines(METRICS, () => stop.abort(), stop.signal);
  expect(problemOf(await reading).is).toBe('interrupted');
});

test('a refusal names the right, in the server’s words', async () => {
  const text = 'nodes "win-1" is forbidden: User "jane" cannot get resource "nodes/proxy" in API group ""';
  const {cluster} = await against((_, response) => status(response, 403, 'Forbidden', text));
  expect(problemOf(await cluster.lines(METRICS, line => line))).toMatchObject({
    is: 'forbidden',
    text: `Error from server (Forbidden): ${text}`,
  });
});

test('a text of which too much is wanted is a problem, and is not read to its end', async () => {
  const {cluster} = await against((_, response) => {
    // no end: only what stops by itself comes back
    response.write('a 1\n'.repeat(5000));
  });
  expect(problemOf(await cluster.lines(METRICS, line => line))).toMatchObject({
    is: 'failed',
    text: `error: ${METRICS} has more than 2000 lines of the kind that was asked for`,
  });
});
