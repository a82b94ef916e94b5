import {request} from 'node:http';
import {connect} from 'node:net';
import {networkInterfaces} from 'node:os';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {resourceOf} from '../../sandbox/api/resources.ts';
import {type ApiServer, createApiServer} from '../../sandbox/api/server.ts';
import {loadScenario} from '../../sandbox/node/index.ts';
import {type Sandbox, startSandbox} from '../../sandbox/start.ts';
import {numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';

type Answer = {status: number; headers: {readonly [name: string]: string | string[] | undefined}; body: JsonObject};

/** One request; the body of a stream is what came until it ended. */
function ask(
  base: string,
  method: string,
  path: string,
  options: {body?: JsonObject; headers?: Record<string, string>} = {},
): Promise<Answer & {text: string}> {
  return new Promise((resolve, reject) => {
    const headers = {...(options.body ? {'content-type': 'application/json'} : {}), ...options.headers};
    const sent = request(`${base}${path}`, {method, headers, agent: false}, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        const body = text.startsWith('{') && !text.trim().includes('\n') ? (JSON.parse(text) as JsonObject) : {};
        resolve({status: response.statusCode ?? 0, headers: response.headers, body, text});
      });
    });
    sent.on('error', reject);
    sent.end(options.body === undefined ? undefined : JSON.stringify(options.body));
  });
}

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string): JsonObject => ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}});

describe('who may ask', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({scenarios: []});
  });
  afterAll(() => sandbox.stop());

  test('only who knows the address, token included', async () => {
    const {origin, pathname} = new URL(sandbox.url);
    for (const base of [origin, `${origin}${pathname}x`, `${origin}${pathname.slice(0, -1)}`]) {
      const {status, body} = await ask(base, 'GET', '/api/v1/nodes');
      expect([status, textAt(body, 'reason')]).toEqual([401, 'Unauthorized']);
    }
    expect((await ask(origin, 'GET', '/')).status).toBe(401);
    expect((await ask(sandbox.url, 'GET', '/api/v1/nodes')).status).toBe(200);
  });

  test('only from this machine: nothing listens on its other addresses', async () => {
    const foreign = Object.values(networkInterfaces())
      .flatMap(each => each ?? [])
      .filter(each => !each.internal);
    // a server on all addresses would answer there, too, also on a machine without a network
    const others = ['127.0.0.2', ...foreign.map(each => each.address)];
    const port = Number(new URL(sandbox.url).port);
    for (const address of others) {
      const reached = await new Promise<boolean>(resolve => {
        const socket = connect({host: address, port, timeout: 1000});
        const end = (is: boolean) => () => {
          socket.destroy();
          resolve(is);
        };
        socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
      });
      expect([address, reached]).toEqual([address, false]);
    }
  });

  test('somebody else has the rights that somebody gave them, and no other', async () => {
    const anna = {'impersonate-user': 'anna'};
    const before = await ask(sandbox.url, 'GET', CONFIG_MAPS, {headers: anna});
    expect([before.status, before.body['message']]).toEqual([
      403,
      'configmaps is forbidden: User "anna" cannot list resource "configmaps" in API group "" in the namespace "default"',
    ]);
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const rules = [{apiGroups: [''], resources: ['configmaps'], verbs: ['list']}];
    await ask(sandbox.url, 'POST', `${rbac}/roles`, {body: {apiVersion, kind: 'Role', metadata: {name: 'r'}, rules}});
    const roleRef = {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r'};
    const subjects = [{kind: 'User', name: 'anna', apiGroup: 'rbac.authorization.k8s.io'}];
    const body = {apiVersion, kind: 'RoleBinding', metadata: {name: 'b'}, roleRef, subjects};
    await ask(sandbox.url, 'POST', `${rbac}/rolebindings`, {body});
    expect((await ask(sandbox.url, 'GET', CONFIG_MAPS, {headers: anna})).status).toBe(200);
    expect((await ask(sandbox.url, 'GET', `${CONFIG_MAPS}/x`, {headers: anna})).status).toBe(403);
    expect((await ask(sandbox.url, 'GET', '/api/v1/configmaps', {headers: anna})).status).toBe(403);
  });
});

describe('faults on request', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({scenarios: []});
  });
  afterAll(() => sandbox.stop());

  test('429 says when to come back, and strikes as often as it was told', async () => {
    sandbox.api.faults.add({path: '^/api/v1/pods', status: 429, retryAfter: 1, times: 1});
    const first = await ask(sandbox.url, 'GET', '/api/v1/pods');
    expect([first.status, first.headers['retry-after'], numberAt(first.body, 'details', 'retryAfterSeconds')]).toEqual([
      429,
      '1',
      1,
    ]);
    expect((await ask(sandbox.url, 'GET', '/api/v1/pods')).status).toBe(200);
  });

  test('other statuses, for one method', async () => {
    sandbox.api.faults.add({path: CONFIG_MAPS, method: 'POST', status: 503, times: 1});
    expect((await ask(sandbox.url, 'GET', CONFIG_MAPS)).status).toBe(200);
    expect((await ask(sandbox.url, 'POST', CONFIG_MAPS, {body: configMap('a')})).status).toBe(503);
    expect((await ask(sandbox.url, 'POST', CONFIG_MAPS, {body: configMap('a')})).status).toBe(201);
  });

  test('a slow answer', async () => {
    sandbox.api.faults.add({path: '^/version', delay: 0.3, times: 1});
    const order: string[] = [];
    const slow = ask(sandbox.url, 'GET', '/version').then(() => order.push('slow'));
    await ask(sandbox.url, 'GET', '/api/v1/pods').then(() => order.push('quick'));
    await slow;
    expect(order).toEqual(['quick', 'slow']);
  });

  test('a stream that is cut', async () => {
    sandbox.api.faults.add({path: 'watch=true', cutAfter: 0.2, times: 1});
    const {status, text} = await ask(sandbox.url, 'GET', '/api/v1/namespaces?watch=true');
    expect([status, text.split('\n').length]).toEqual([200, 5]); // the four namespaces, and no more
  });
});

describe('what changes is told', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({scenarios: []});
  });
  afterAll(() => sandbox.stop());

  test('from the version on that a client has seen; a version that is forgotten is gone', async () => {
    const secrets = '/api/v1/namespaces/default/secrets'; // nobody else makes any
    const secret = (name: string): JsonObject => ({...configMap(name), kind: 'Secret'});
    const made = await ask(sandbox.url, 'POST', secrets, {body: secret('first')});
    const version = textAt(made.body, 'metadata', 'resourceVersion');
    await ask(sandbox.url, 'POST', secrets, {body: secret('second')});
    const watch = `${secrets}?watch=true&timeoutSeconds=1&resourceVersion=${version}`;
    const {text} = await ask(sandbox.url, 'GET', watch);
    const events = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as JsonObject);
    expect(events.map(event => [event['type'], textAt(event, 'object', 'metadata', 'name')])).toEqual([
      ['ADDED', 'second'],
    ]);
    const leases = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
    const lease = {apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: {name: 'l'}};
    for (let times = 0; times < 5001; times++) {
      await askInside(sandbox, 'POST', leases, lease);
      await askInside(sandbox, 'DELETE', `${leases}/l`);
    }
    const gone = await ask(sandbox.url, 'GET', `${leases}?watch=true&resourceVersion=${version}`);
    expect(numberAt(JSON.parse(gone.text) as JsonObject, 'object', 'code')).toBe(410);
  });

  test('a list in pages is the whole list', async () => {
    for (const name of ['p1', 'p2', 'p3']) await ask(sandbox.url, 'POST', CONFIG_MAPS, {body: configMap(name)});
    const whole = (await ask(sandbox.url, 'GET', CONFIG_MAPS)).body;
    const items: unknown[] = [];
    let next = '';
    do {
      const {body} = await ask(sandbox.url, 'GET', `${CONFIG_MAPS}?limit=2&continue=${next}`);
      items.push(...(body['items'] as unknown[]));
      next = textAt(body, 'metadata', 'continue') ?? '';
    } while (next !== '');
    expect(items).toEqual(whole['items']);
  });
});

/** A request without HTTP, for many of them. */
const askInside = (sandbox: Sandbox, method: string, path: string, body?: JsonObject): Promise<void> =>
  handleInside(sandbox.api, method, path, body);

async function handleInside(api: ApiServer, method: string, path: string, body?: JsonObject): Promise<void> {
  const answer = await api.handle({
    method,
    url: new URL(path, 'http://sandbox'),
    user: {name: 'test', groups: ['system:masters']},
    userAgent: 'test',
    accept: 'application/json',
    contentType: 'application/json',
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    signal: new AbortController().signal,
  });
  expect(answer.is).toBe('object');
}

test('500 nodes in one process', async () => {
  const [model] = loadScenario('healthy').nodes;
  if (model === undefined) throw new Error('healthy has no node');
  const nodes = Array.from({length: 500}, (_, index) => ({...model, name: `win-${index}`}));
  const sandbox = await startSandbox({scenarios: [{...loadScenario('healthy'), nodes}]});
  try {
    const {body} = await ask(sandbox.url, 'GET', '/api/v1/nodes');
    const ready = (body['items'] as JsonObject[]).filter(node =>
      (objectAt(node, 'status')['conditions'] as JsonObject[]).some(
        each => each['type'] === 'Ready' && each['status'] === 'True',
      ),
    );
    expect(ready).toHaveLength(500);
  } finally {
    await sandbox.stop();
  }
}, 60_000);

test('events are kept for an hour after they were last seen', async () => {
  let now = new Date('2026-01-01T00:00:00Z');
  const api = createApiServer({kubelets: () => null, now: () => now});
  const write = (name: string) =>
    handleInside(api, 'POST', '/api/v1/namespaces/default/events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {name},
      involvedObject: {kind: 'Pod', namespace: 'default', name: 'p'},
      lastTimestamp: now.toISOString(),
    });
  await write('old');
  now = new Date('2026-01-01T00:30:00Z');
  await write('young');
  now = new Date('2026-01-01T01:01:00Z');
  await write('new');
  const kept = api.store.list(resourceOf('Event'), null).map(event => textAt(event, 'metadata', 'name'));
  expect(kept).toEqual(['new', 'young']);
});

describe('rubbish and clients that do not read', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({scenarios: []});
  });
  afterAll(() => sandbox.stop());

  const alive = async (): Promise<void> => expect((await ask(sandbox.url, 'GET', '/version')).status).toBe(200);

  test.each(['/api/v1/namespaces/%zz/pods/x/exec', '//', '/api/v1/%', '/apis//x'])('%s', async path => {
    expect((await ask(sandbox.url, 'GET', path)).status).toBeGreaterThanOrEqual(400);
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'x',
    };
    const refused = await ask(sandbox.url, 'GET', path, {headers: upgrade}).catch(() => null);
    expect(refused === null || refused.status >= 400).toBe(true);
    await alive();
  });

  test('a watch that nobody reads ends at its time, and the others go on', async () => {
    const {port, pathname} = new URL(sandbox.url);
    const deaf = connect({host: '127.0.0.1', port: Number(port)});
    const path = `${pathname}${CONFIG_MAPS}?watch=true&timeoutSeconds=1`;
    deaf.write(`GET ${path} HTTP/1.1\r\nHost: sandbox\r\n\r\n`);
    deaf.pause();
    const watching = ask(sandbox.url, 'GET', `${CONFIG_MAPS}?watch=true&timeoutSeconds=2`);
    const big = {...configMap('big'), data: {text: 'x'.repeat(500_000)}};
    for (let times = 0; times < 20; times++) {
      await ask(sandbox.url, 'POST', CONFIG_MAPS, {body: big});
      await ask(sandbox.url, 'DELETE', `${CONFIG_MAPS}/big`);
    }
    expect((await watching).text).toContain('"type":"DELETED"');
    await ask(sandbox.url, 'POST', CONFIG_MAPS, {body: configMap('after')});
    await alive();
    deaf.destroy();
  });

  test('it ends although a fault holds answers back', async () => {
    const slow = await startSandbox({scenarios: [loadScenario('healthy')]});
    slow.api.faults.add({path: '.', delay: 3600});
    const waiting = ask(slow.url, 'GET', '/version').catch(() => 'broken off');
    await slow.stop();
    expect(await waiting).toBe('broken off');
  });
});
