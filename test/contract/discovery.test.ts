import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer, type Server} from 'node:http';
import {request} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {stringify} from 'yaml';
import {discoveryAnswer, discoveryOf} from '../../sandbox/api/discovery.ts';
import {RESOURCES, REVIEWS, type Resource} from '../../sandbox/api/resources.ts';
import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';
import {administrator, type Credentials, requestsTo} from './post.ts';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
const KINDS = [...RESOURCES, ...REVIEWS];
const GROUP_VERSIONS = [
  ...new Set(KINDS.map(each => (each.group === '' ? '/api/v1' : `/apis/${each.group}/${each.version}`))),
];

const skip = suiteNeeds('discovery', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
});

describe.skipIf(skip)('what clients learn of our kinds, here and from the real API server', () => {
  let plane: ControlPlane;
  let credentials: Credentials;
  let real: (path: string, accept?: string) => Promise<Json>;
  let proxy: Proxy;

  beforeAll(async () => {
    plane = await startControlPlane({controllers: 'none'});
    credentials = await administrator(plane);
    await plane.kubectl(['apply', '-f', '-'], {input: stringify(deployment(['a', 'b', 'c']))});
    const send = requestsTo(plane.server, credentials);
    real = async (path, accept) => (await send('GET', path, accept === undefined ? {} : {accept})).body;
    proxy = await proxyWithOurDiscovery(plane.server, credentials);
  });
  afterAll(async () => {
    await proxy?.stop();
    await plane?.stop();
  });

  test.each(GROUP_VERSIONS)('%s', async path => {
    const ours = discoveryOf(path, 'application/json', KINDS);
    const names = new Set(listAt(ours, 'resources').map(each => textAt(each, 'name')));
    const resources = listAt(await real(path), 'resources')
      .filter(each => names.has(textAt(each, 'name')))
      .map(each => without(objectAt(each), 'storageVersionHash'));
    expect(resources).toEqual(listAt(ours, 'resources'));
  });

  test.each(['/api', '/apis'])('%s, aggregated', async path => {
    const ours = discoveryOf(path, AGGREGATED, KINDS) ?? {};
    expect(kept((await real(path, AGGREGATED)) as JsonObject, ours)).toEqual(ours);
  });

  test('/apis and one group of it', async () => {
    const ours = discoveryOf('/apis', 'application/json', KINDS);
    const names = listAt(ours, 'groups').map(each => textAt(each, 'name'));
    const groups = listAt(await real('/apis'), 'groups').filter(each => names.includes(textAt(each, 'name')));
    expect(listAt(ours, 'groups')).toEqual(groups);
    expect(discoveryOf('/apis/apps', 'application/json', KINDS)).toEqual(await real('/apis/apps'));
  });

  test('/version says the same fields', async () => {
    const ours = discoveryOf('/version', 'application/json', KINDS) ?? {};
    expect(Object.keys(ours).sort()).toEqual(Object.keys((await real('/version')) as JsonObject).sort());
  });

  test('what is no discovery is null', () => {
    expect(discoveryOf('/api/v1/pods', 'application/json', KINDS)).toBeNull();
    expect(discoveryOf('/apis/none', 'application/json', KINDS)).toBeNull();
  });

  test('later versions come first', () => {
    const one = KINDS[0];
    if (!one) throw new Error('no kinds');
    const versions = ['v1alpha1', 'v1', 'v2beta2', 'odd', 'v2', 'v2beta10'].map(
      (version): Resource => ({...one, group: 'a.b', version}),
    );
    const answer = discoveryOf('/apis/a.b', 'application/json', versions);
    expect(listAt(answer, 'versions').map(each => textAt(each, 'version'))).toEqual([
      'v2',
      'v1',
      'v2beta10',
      'v2beta2',
      'v1alpha1',
      'odd',
    ]);
  });

  // kubectl talks with the real API server in both, but learns what there is from us in the second
  test.each(COMMANDS())('kubectl %s', async (command, input) => {
    const args = command.split(' ');
    const options = input === null ? {} : {input: stringify(input)};
    const [there, here] = [
      await plane.kubectl(args, options),
      await plane.kubectl(args, {...options, kubeconfig: proxy.kubeconfig}),
    ];
    expect(here).toEqual(there);
  });

  test('kubectl version says what it talks with', async () => {
    const {stdout} = await plane.kubectl(['version'], {kubeconfig: proxy.kubeconfig});
    expect(stdout).toContain('Server Version: v1.36.3+hostprocess-sandbox');
  });
});

/** Command lines whose output depends on discovery and OpenAPI; each can be given twice and says the same again. */
function COMMANDS(): readonly (readonly [string, JsonObject | null])[] {
  const map: JsonObject = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'a'}, data: {a: 'b'}};
  const changed: JsonObject = {...map, data: {a: 'c'}};
  const unknown: JsonObject = {...map, dat: {}};
  const pod: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'p'},
    spec: {containers: [{name: 'a', image: 'b', imagee: 'c'}]},
  };
  return [
    ['get cm,po,ds,deploy,sa,svc,no,ns -o name', null],
    ['get all -o name', null],
    ['api-resources --api-group=nothing', null],
    ['get nothing', null],
    ['get pods.apps', null],
    ['get crds -o name', null],
    ['get validatingwebhookconfigurations', null],
    ['create -f - --dry-run=server', pod],
    ['create -f - --dry-run=server --validate=false', {...pod, spec: {containers: [{name: 'a', image: 'b'}]}}],
    ['create -f - --dry-run=client', map],
    ['create -f - --dry-run=server', map],
    ['create -f - --dry-run=server', unknown],
    ['create -f - --dry-run=server', {...map, kind: 'Nothing'}],
    ['create -f -', {...map, apiVersion: 'none/v1'}],
    ['apply -f - --dry-run=server', map],
    ['apply -f - --dry-run=client', map],
    ['apply -f - --server-side --dry-run=server', changed],
    ['apply -f - --server-side --dry-run=server', unknown],
    // merged by the types that kubectl has built in, because our OpenAPI has no schemas
    ['apply -f - --dry-run=server -o jsonpath={.spec.template.spec.containers}', deployment(['c', 'a', 'd'])],
    ['explain nothing', null],
    ['auth can-i get pods', null],
    ['auth can-i create pods/exec', null],
    ['auth can-i get nothing', null],
    ['label cm a b=c --dry-run=server', null],
  ];
}

const deployment = (containers: readonly string[]): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web'},
  spec: {
    selector: {matchLabels: {app: 'web'}},
    template: {
      metadata: {labels: {app: 'web'}},
      spec: {containers: containers.map(name => ({name, image: 'i', env: [{name: containers.join(''), value: 'x'}]}))},
    },
  },
});

const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** Of the real server's aggregated list what ours has, too: groups, versions, resources and subresources by name. */
function kept(real: JsonObject, ours: JsonObject): JsonObject {
  const only = (
    a: readonly Json[],
    b: readonly Json[],
    name: (of: Json) => string | null,
    inner: (a: Json, b: Json) => Json,
  ) =>
    b.map(mine => {
      const theirs = a.find(each => name(each) === name(mine));
      return theirs === undefined ? null : inner(theirs, mine);
    });
  const nested =
    (key: string, name: (of: Json) => string | null, inner: (a: Json, b: Json) => Json) =>
    (a: Json, b: Json): Json => {
      const list = only(listAt(a, key), listAt(b, key), name, inner);
      return list.length > 0 ? {...objectAt(a), [key]: list} : without(objectAt(a), key);
    };
  const same = (a: Json): Json => a;
  const resources = nested('subresources', of => textAt(of, 'subresource'), same);
  const versions = nested('resources', of => textAt(of, 'resource'), resources);
  const groups = nested('versions', of => textAt(of, 'version'), versions);
  return nested('items', of => textAt(of, 'metadata', 'name'), groups)(real, ours) as JsonObject;
}

type Proxy = {kubeconfig: string; stop(): Promise<void>};

/** A server that answers discovery as the sandbox does and puts everything else to the real API server. */
async function proxyWithOurDiscovery(target: string, credentials: Credentials): Promise<Proxy> {
  const server: Server = createServer((asked, response) => {
    const path = new URL(asked.url ?? '/', target).pathname;
    const answer = asked.method === 'GET' ? discoveryAnswer(path, asked.headers.accept ?? '', KINDS) : null;
    if (answer !== null) {
      response.setHeader('content-type', answer.contentType);
      response.end(answer.body);
      return;
    }
    const {method, headers} = asked;
    const sent = request(new URL(asked.url ?? '/', target), {...credentials, method, headers}, from => {
      response.writeHead(from.statusCode ?? 500, from.headers);
      from.pipe(response);
    });
    asked.pipe(sent);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const dir = await mkdtemp(join(tmpdir(), 'hostprocess-proxy-'));
  const kubeconfig = join(dir, 'kubeconfig');
  await writeFile(
    kubeconfig,
    stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{name: 'proxy', cluster: {server: `http://127.0.0.1:${port}`}}],
      contexts: [{name: 'proxy', context: {cluster: 'proxy', user: ''}}],
      'current-context': 'proxy',
    }),
  );
  return {
    kubeconfig,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(dir, {recursive: true});
    },
  };
}
