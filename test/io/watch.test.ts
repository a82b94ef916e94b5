import type {ServerResponse} from 'node:http';
import {afterEach, expect, test} from 'vitest';
import {textAt} from '../../src/kernel/objects.ts';
import type {Change} from '../../src/kernel/ports.ts';
import {connection, json, serve, status, type TestServer} from './server.ts';

const open: {close(): unknown}[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

const pod = (name: string, version: string) => ({kind: 'Pod', metadata: {name, resourceVersion: version}});

/** Each watch request runs the next of `scripts`; lists give what `lists` says, the last of them again and again. */
async function world(
  lists: readonly {version: string; names: readonly string[]}[],
  scripts: readonly ((response: ServerResponse) => void)[],
): Promise<TestServer> {
  let listed = 0;
  let watched = 0;
  const server = await serve((request, response) => {
    if (request.url.searchParams.get('watch') === 'true') {
      response.writeHead(200, {'content-type': 'application/json'});
      response.flushHeaders();
      scripts[watched++]?.(response);
      return;
    }
    const list = lists[Math.min(listed++, lists.length - 1)];
    json(response, {
      apiVersion: 'v1',
      kind: 'PodList',
      metadata: {resourceVersion: list?.version},
      items: list?.names.map(name => ({metadata: {name}})),
    });
  });
  open.push(server);
  return server;
}

/** What the watch says, in short, until `count` changes came. */
async function changes(server: TestServer, count: number): Promise<string[]> {
  const cluster = await connection({server: server.url});
  open.push(cluster);
  const control = new AbortController();
  const seen: string[] = [];
  for await (const change of cluster.watch('/api/v1/pods', {labelSelector: 'a=b'}, control.signal)) {
    seen.push(short(change));
    if (seen.length === count) control.abort();
  }
  return seen;
}

function short(change: Change): string {
  switch (change.is) {
    case 'snapshot':
      return `snapshot ${change.objects.map(object => `${object.kind}/${textAt(object, 'metadata', 'name')}`).join()}`;
    case 'problem':
      return change.problem.text;
    default:
      return `${change.is} ${textAt(change.object, 'metadata', 'name')}`;
  }
}

const send = (response: ServerResponse, type: string, object: unknown): void => {
  response.write(`${JSON.stringify({type, object})}\n`);
};
const versions = (server: TestServer): (string | null)[] =>
  server.requests.map(({url}) => url.searchParams.get('resourceVersion'));

test('a list, then what changes, in order; the selector goes with both', async () => {
  const server = await world(
    [{version: '5', names: ['a']}],
    [
      response => {
        send(response, 'ADDED', pod('b', '6'));
        send(response, 'MODIFIED', pod('b', '7'));
        send(response, 'DELETED', pod('b', '8'));
      },
    ],
  );
  expect(await changes(server, 4)).toEqual(['snapshot Pod/a', 'put b', 'put b', 'gone b']);
  expect(server.requests.map(({url}) => url.searchParams.get('labelSelector'))).toEqual(['a=b', 'a=b']);
  expect(versions(server)).toEqual([null, '5']);
});

test('a connection cut in the middle of an event is resumed from the last version, bookmarks included', async () => {
  const server = await world(
    [{version: '5', names: []}],
    [
      response => {
        send(response, 'ADDED', pod('b', '6'));
        send(response, 'BOOKMARK', pod('', '9'));
        response.write('{"type":"ADDED","obj');
        setTimeout(() => response.destroy(), 20);
      },
      response => response.end(),
      response => send(response, 'ADDED', pod('c', '10')),
    ],
  );
  expect(await changes(server, 3)).toEqual(['snapshot ', 'put b', 'put c']);
  expect(versions(server)).toEqual([null, '5', '9', '9']);
});

test('410, as an event or as an answer, makes a new snapshot', async () => {
  const gone = {kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version'};
  const lists = ['1', '2'].map(version => ({version, names: [`of${version}`]}));
  const byEvent = await world(lists, [
    response => send(response, 'ERROR', gone),
    response => send(response, 'ADDED', pod('c', '10')),
  ]);
  expect(await changes(byEvent, 3)).toEqual(['snapshot Pod/of1', 'snapshot Pod/of2', 'put c']);

  let watched = 0;
  const byAnswer = await serve((request, response) => {
    if (!request.url.searchParams.has('watch'))
      return json(response, {kind: 'PodList', metadata: {resourceVersion: '1'}, items: []});
    if (watched++ === 0) return status(response, 410, 'Expired', 'too old');
    send(response.writeHead(200), 'ADDED', pod('c', '2'));
  });
  open.push(byAnswer);
  expect(await changes(byAnswer, 3)).toEqual(['snapshot ', 'snapshot ', 'put c']);
});

test('a server that is restarted is waited for', async () => {
  let left = 3;
  const server = await serve((request, response, raw) => {
    if (!request.url.searchParams.has('watch'))
      return json(response, {kind: 'PodList', metadata: {resourceVersion: '1'}, items: []});
    if (left-- > 0)
      return left === 1 ? status(response, 500, 'InternalError', 'etcd is away') : void raw.socket.destroy();
    send(response.writeHead(200), 'ADDED', pod('c', '2'));
  });
  open.push(server);
  expect(await changes(server, 2)).toEqual(['snapshot ', 'put c']);
});

test('what is forbidden or unknown ends it with the server’s words, at the list and at the watch', async () => {
  const forbidden = 'pods is forbidden: User "u" cannot watch resource "pods" in API group "" at the cluster scope';
  for (const at of ['list', 'watch']) {
    const server = await serve((request, response) => {
      if (at === 'list' || request.url.searchParams.has('watch')) return status(response, 403, 'Forbidden', forbidden);
      json(response, {kind: 'PodList', metadata: {resourceVersion: '1'}, items: []});
    });
    open.push(server);
    const seen = await changes(server, 99);
    expect(seen.slice(at === 'list' ? 0 : 1)).toEqual([`Error from server (Forbidden): ${forbidden}`]);
  }
});

test('pages are read one after another, and the list starts anew in one piece when it expires between them', async () => {
  let expired = false;
  const server = await serve((request, response) => {
    const from = request.url.searchParams.get('continue');
    if (from === 'p2' && !expired) {
      expired = true;
      return status(response, 410, 'Expired', 'The provided continue parameter is too old');
    }
    const names = request.url.searchParams.get('limit') === null ? ['a', 'b', 'c'] : ['a'];
    const next = names.length === 1 ? {continue: 'p2'} : {};
    json(response, {apiVersion: 'v1', kind: 'PodList', metadata: next, items: names.map(name => ({metadata: {name}}))});
  });
  open.push(server);
  const cluster = await connection({server: server.url});
  open.push(cluster);
  const listed = await cluster.list('/api/v1/pods', {}, object =>
    textAt(object, 'metadata', 'name') === 'b' ? undefined : `${object.kind}/${textAt(object, 'metadata', 'name')}`,
  );
  expect(listed).toEqual({ok: true, value: ['Pod/a', 'Pod/c']});
  expect(server.requests.map(({url}) => url.searchParams.get('limit'))).toEqual(['500', '500', null]);
});
