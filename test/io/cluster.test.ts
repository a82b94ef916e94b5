import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Nodes} from '../../sandbox/node/index.ts';
import {sleep} from '../../src/io/clock.ts';
import type {ClusterConnection} from '../../src/io/kube/index.ts';
import {type ApiKind, apiKindOf, type KubeObject, listAt, textAt} from '../../src/kernel/objects.ts';
import type {Outcome} from '../../src/kernel/outcome.ts';
import {createAuthority} from '../cluster/certificates.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {joinNodes} from '../cluster/pretend-nodes.ts';
import {suiteNeeds} from '../skips.ts';
import {connection, folder, never, problemOf} from './server.ts';

const skip = suiteNeeds('cluster-port', () => {
  const found = findControlPlane();
  if ('missing' in found) return found.missing;
  return found.controllers ? null : 'KUBEBUILDER_ASSETS has no scheduler and no controllers';
});

let plane: ControlPlane;
let cluster: ClusterConnection;
let nodes: Nodes | null = null;
const PODS = '/api/v1/namespaces/default/pods';
const POD = apiKindOf({apiVersion: 'v1', kind: 'Pod'}) as ApiKind;

beforeAll(async () => {
  if (skip) return;
  plane = await startControlPlane();
  cluster = await connection({kubeconfig: plane.kubeconfig});
  while ((await plane.kubectl(['get', 'serviceaccount', 'default'])).code !== 0) await sleep(100);
}, 90_000);
afterAll(async () => {
  cluster?.close();
  await nodes?.stop();
  await plane?.stop();
});

const pod = (name: string, spec: object = {}, container: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name},
    spec: {
      nodeSelector: {none: 'such'},
      terminationGracePeriodSeconds: 1,
      containers: [{name: 'c', image: 'i', ...container}],
      ...spec,
    },
  }) as unknown as KubeObject;

const uidOf = (outcome: Outcome<{object: KubeObject}>): string => {
  if (!outcome.ok) throw new Error(outcome.problem.text);
  return textAt(outcome.value.object, 'metadata', 'uid') ?? '';
};

/** What kubectl says last on standard error, without naming the file that the object came from. */
async function kubectl(args: readonly string[], input?: KubeObject, kubeconfig?: string): Promise<string> {
  const ran = await plane.kubectl(args, {
    ...(input ? {input: JSON.stringify(input)} : {}),
    ...(kubeconfig ? {kubeconfig} : {}),
  });
  const text = ran.stderr.replace(/^E\d{4} .*\n/gm, '').replace(/^Warning: .*\n/gm, '');
  // Go adds which certificate of the file it tried; Node does not know
  return text
    .replace('error when creating "STDIN": ', '')
    .replace(/ \(possibly because of .*\)/, '')
    .trimEnd();
}

describe.skipIf(skip)('the cluster port on a real control plane', () => {
  test('an apply is imagined, made, and kept apart from other managers', async () => {
    const imagined = await cluster.apply(pod('a'), POD, {dryRun: true, force: false});
    expect(imagined).toMatchObject({ok: true, value: {object: {metadata: {name: 'a'}}}});
    expect(problemOf(await cluster.get(`${PODS}/a`)).is).toBe('not-found');
    const made = await cluster.apply(pod('a'), POD, {dryRun: false, force: false});
    const fields = made.ok ? listAt(made.value.object, 'metadata', 'managedFields') : [];
    expect(fields.map(entry => [textAt(entry, 'manager'), textAt(entry, 'operation')])).toContainEqual([
      'kubectl-hostprocess',
      'Apply',
    ]);
    await plane.kubectl(['label', 'pod', 'a', 'x=theirs']);
    const mine = {...pod('a'), metadata: {name: 'a', labels: {x: 'mine'}}} as KubeObject;
    expect(problemOf(await cluster.apply(mine, POD, {dryRun: false, force: false}))).toMatchObject({
      is: 'conflict',
      remedy: expect.stringContaining('--force-conflicts'),
    });
    expect(await cluster.apply(mine, POD, {dryRun: false, force: true})).toMatchObject({
      ok: true,
      value: {object: {metadata: {labels: {x: 'mine'}}}},
    });
  });

  test('exactly the object with that UID is deleted', async () => {
    const uid = uidOf(await cluster.create(pod('b'), POD, {dryRun: false}));
    const how = {background: true};
    expect(await cluster.remove(`${PODS}/b`, 'another-uid', how)).toEqual({ok: true, value: 'absent'});
    expect(await cluster.get(`${PODS}/b`)).toMatchObject({ok: true});
    expect(await cluster.remove(`${PODS}/b`, uid, how)).toEqual({ok: true, value: 'deleted'});
    expect(await cluster.remove(`${PODS}/b`, uid, how)).toEqual({ok: true, value: 'absent'});
  });

  test('more objects than a page has are all listed, each with its kind', async () => {
    const config = apiKindOf({apiVersion: 'v1', kind: 'Event'}) as ApiKind;
    const event = (name: string): KubeObject =>
      ({
        apiVersion: 'v1',
        kind: 'Event',
        metadata: {name},
        involvedObject: {kind: 'Node', namespace: 'default', name: 'paged'},
      }) as KubeObject;
    const names = Array.from({length: 520}, (_, at) => `e-${at}`);
    const made = await Promise.all(names.map(name => cluster.create(event(name), config, {dryRun: false})));
    expect(made.filter(each => !each.ok)).toEqual([]);
    const listed = await cluster.list('/api/v1/events', {fieldSelector: 'involvedObject.name=paged'}, object =>
      object.kind === 'Event' ? textAt(object, 'metadata', 'name') : undefined,
    );
    expect(listed.ok ? [...listed.value].sort() : listed).toEqual([...names].sort());
  });

  test('the server says who we are and what we may do', async () => {
    const jane = await connection({kubeconfig: await plane.user('jane', ['devs'])});
    const review = {verb: 'create', group: '', resource: 'pods', subresource: 'exec', namespace: 'default'};
    expect(await jane.whoAmI()).toEqual({ok: true, value: 'jane'});
    expect(await jane.allowed(review)).toMatchObject({ok: true, value: {allowed: false}});
    expect(await cluster.allowed(review)).toMatchObject({ok: true, value: {allowed: true}});
    jane.close();
    const as = await connection({kubeconfig: plane.kubeconfig, as: 'joe', asGroups: ['system:masters', 'x']});
    expect(await as.whoAmI()).toEqual({ok: true, value: 'joe'});
    expect(await as.allowed(review)).toMatchObject({value: {allowed: true}});
    as.close();
  });

  test('a watch sees what happens, also after the API server was killed and started again', async () => {
    const control = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const change of cluster.watch(PODS, {labelSelector: 'watched'}, control.signal)) {
        if (change.is === 'problem') throw new Error(change.problem.text);
        const objects = change.is === 'snapshot' ? change.objects : [change.object];
        seen.push(...objects.map(object => `${change.is} ${textAt(object, 'metadata', 'name')}`));
        if (seen.includes('put w2') || seen.includes('snapshot w2')) control.abort();
      }
    })();
    const watched = (name: string): KubeObject => ({...pod(name), metadata: {name, labels: {watched: ''}}});
    await cluster.create(watched('w1'), POD, {dryRun: false});
    while (!seen.some(each => each.endsWith(' w1'))) await sleep(20);
    await plane.restartApiServer();
    expect(await cluster.create(watched('w2'), POD, {dryRun: false})).toMatchObject({ok: true});
    await watching;
    expect(seen.filter(each => each === 'put w1').length).toBeLessThanOrEqual(2); // created, then marked unschedulable
  }, 60_000);

  test('refusals read as kubectl’s', async () => {
    const create = ['create', '-f', '-'];
    const text = async (
      asked: Promise<{ok: true} | {ok: false; problem: {is: string; text: string; remedy: string | null}}>,
    ) => problemOf(await asked).text.trimEnd();
    const made = (object: KubeObject) => text(cluster.create(object, POD, {dryRun: false}));
    await plane.kubectl(['create', 'namespace', 'strict']);
    await plane.kubectl(['label', 'namespace', 'strict', 'pod-security.kubernetes.io/enforce=restricted']);
    await cluster.create(pod('there'), POD, {dryRun: false});
    for (const object of [
      pod('there'),
      pod('x', {}, {name: 'A_'}),
      pod('x', {}, {name: 'A_', image: ''}),
      pod('x', {securityContext: {windowsOptions: {hostProcess: true}}}),
      {...pod('x', {hostNetwork: true}), metadata: {name: 'x', namespace: 'strict'}} as KubeObject,
      {...pod('x'), metadata: {name: 'x', namespace: 'missing'}} as KubeObject,
    ]) {
      const theirs = await kubectl(create, object);
      expect(theirs).toMatch(/^(Error from server|The Pod)/);
      expect(await made(object)).toBe(theirs);
    }
    const janes = await plane.user('jane');
    const jane = await connection({kubeconfig: janes});
    expect(await text(jane.list(PODS, {}, object => object))).toBe(await kubectl(['get', 'pods'], undefined, janes));
    expect(await text(jane.create(pod('y'), POD, {dryRun: false}))).toBe(await kubectl(create, pod('y'), janes));
    expect(await text(cluster.get(`${PODS}/nope`))).toBe(await kubectl(['get', 'pod', 'nope']));
    jane.close();
  });

  test('an unreachable, distrusted or unwilling server reads as in kubectl', async () => {
    const other = (await createAuthority(folder())).ca;
    const bare = join(folder(), 'config');
    const refused = 'https://127.0.0.1:1';
    const config = (user: object, server = plane.server, ca = plane.ca): string => {
      writeFileSync(
        bare,
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Config',
          'current-context': 'x',
          clusters: [{name: 'c', cluster: {server, 'certificate-authority': ca}}],
          users: [{name: 'u', user}],
          contexts: [{name: 'x', context: {cluster: 'c', user: 'u'}}],
        }),
      );
      return bare;
    };
    const cases: (() => string)[] = [
      () => config({token: 'bad'}),
      () => config({token: 'bad'}, refused),
      () => config({token: 'bad'}, plane.server, other),
    ];
    for (const write of cases) {
      const kubeconfig = write();
      const made = await connection({kubeconfig});
      expect(problemOf(await made.get(`${PODS}/x`)).text).toBe(
        await kubectl(['get', 'pod', 'x'], undefined, kubeconfig),
      );
      made.close();
    }
  });

  test('logs and exec go through to a node', async () => {
    nodes = await joinNodes(plane, 'healthy');
    const spec = {
      hostNetwork: true,
      restartPolicy: 'Never',
      nodeSelector: {'kubernetes.io/os': 'windows'},
      securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}},
    };
    const command = ['cmd', '/c', 'echo one& echo two& timeout 3& echo three'];
    expect(await cluster.create(pod('p', spec, {command}), POD, {dryRun: false})).toMatchObject({ok: true});
    for (;;) {
      const now = await cluster.get(`${PODS}/p`);
      if (now.ok && textAt(now.value, 'status', 'phase') === 'Running') break;
      await sleep(100);
    }
    const ref = {namespace: 'default', name: 'p'};
    const output: string[] = [];
    const onOutput = (stream: string, data: Uint8Array) =>
      void output.push(`${stream}:${Buffer.from(data).toString().trim()}`);
    const request = {container: 'c', stdin: null, tty: false, sizes: null, onOutput};
    expect(await cluster.exec(ref, {...request, command: ['cmd', '/c', 'exit 3']}, never())).toEqual({
      ok: true,
      value: 3,
    });
    expect(await cluster.exec(ref, {...request, command: ['whoami']}, never())).toEqual({ok: true, value: 0});
    expect(output).toEqual(['stdout:nt authority\\system']);
    expect(problemOf(await cluster.exec({...ref, name: 'nope'}, {...request, command: ['x']}, never()))).toMatchObject({
      is: 'not-found',
      text: 'Error from server (NotFound): pods "nope" not found',
    });
    const lines: (string | null)[] = [];
    const query = {container: null, follow: true, previous: false, tailLines: null, since: null};
    for await (const event of cluster.logs(ref, query, never()))
      lines.push(event.is === 'line' ? event.text.trim() : event.problem.text);
    expect(lines).toEqual(['one', 'two', 'three']);
  }, 60_000);
});
