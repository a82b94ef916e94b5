import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Controllers, startControllers} from '../../sandbox/controllers/index.ts';
import {createApi} from '../../sandbox/node/api.ts';
import type {Nodes} from '../../sandbox/node/index.ts';
import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {joinNodes} from '../cluster/pretend-nodes.ts';
import {suiteNeeds} from '../skips.ts';
import {EVERY_MINUTE, LATECOMER, WORKLOADS} from './controllers.workloads.ts';

const skip = suiteNeeds('controllers', () => {
  const found = findControlPlane();
  if ('missing' in found) return found.missing;
  return found.controllers ? null : 'this control plane has no scheduler and no controllers';
});

const GRACE_SECONDS = 6;

/** One control plane with pretend nodes, under the real controllers or under the sandbox's. */
type Side = {plane: ControlPlane; nodes: Nodes; controllers: Controllers | null};

async function start(controllers: 'real' | 'ours'): Promise<Side> {
  const plane = await startControlPlane({
    nodeGraceSeconds: GRACE_SECONDS,
    ...(controllers === 'real' ? {} : {controllers: 'others'}),
  });
  if (controllers === 'real') return {plane, controllers: null, nodes: await joinNodes(plane, ...SCENARIOS)};
  const {cert, key} = await plane.certificate('controllers', ['system:masters']);
  const [ca, certificate, privateKey] = await Promise.all([plane.ca, cert, key].map(file => readFile(file)));
  if (!ca || !certificate || !privateKey) throw new Error('a certificate file could not be read');
  const api = createApi({server: plane.server, ca, cert: certificate, key: privateKey});
  const running = await startControllers(api, {ca: ca.toString(), nodeGraceSeconds: GRACE_SECONDS});
  const stop = (): Promise<void> => running.stop().then(() => api.close());
  return {plane, nodes: await joinNodes(plane, ...SCENARIOS), controllers: {stop}};
}

const SCENARIOS = ['healthy-mixed', 'tainted'];

/** Names that are made up: of pods, of templates, of what a CronJob starts. */
const HASH = /(?<=[a-z])-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?![a-z0-9])/g;
const SUFFIX = /(?<=[a-z0-9]|-HASH|-MINUTE)-[bcdfghjklmnpqrstvwxz2456789]{5}(?![a-z0-9])/g;
const stable = (text: string): string =>
  text
    .replace(HASH, '-HASH')
    .replace(/(?<=tick)-\d{8}/g, '-MINUTE')
    .replace(SUFFIX, '-ID')
    .replace(/(?<="(?:controller-revision|pod-template)-hash":")\w+/g, 'HASH')
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"TIME"')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UID')
    .replace(/ to win-\d/g, ' to NODE');

/** What is in the cluster as a reader of it sees it: by kind and name, without what no two runs have in common. */
async function snapshot({plane}: Side, kinds: string): Promise<readonly string[]> {
  const {stdout, stderr} = await plane.kubectl(['get', kinds, '-A', '-o', 'json']);
  if (stdout === '') throw new Error(stderr);
  const lines = listAt(JSON.parse(stdout), 'items').map(item => {
    const {metadata, spec, status, data} = item as {
      metadata: JsonObject;
      spec?: JsonObject;
      status?: JsonObject;
      data?: JsonObject;
    };
    const {uid, resourceVersion, creationTimestamp, managedFields, generation, ...rest} = metadata;
    const shown = {kind: textAt(item, 'kind'), ...rest, spec, status, data};
    return stable(JSON.stringify(shown, (key, value) => (LEFT_OUT.has(key) ? undefined : value)));
  });
  return [...new Set(lines)].sort();
}

const LEFT_OUT = new Set([
  'nodeName',
  'containerID',
  'containerStatuses',
  'volumes',
  'volumeMounts',
  'affinity',
  'ca.crt',
  'client-ca-file',
  'kubernetes.io/description',
  'Port',
  'node.alpha.kubernetes.io/ttl',
  'kubectl.kubernetes.io/last-applied-configuration',
]);

const ROLLED = ['daemonset/agent', 'deployment/web', 'deployment/once'];
const EVERYTHING = 'daemonsets,controllerrevisions,deployments,replicasets,jobs,cronjobs,pods';

/** Whether there is such an event depends on how often something was tried. */
const combined = (event: Json): boolean => textAt(event, 'message')?.startsWith('(combined from') ?? false;

/** Every event of the controllers once: about what, its kind and its words. */
async function events({plane}: Side): Promise<readonly string[]> {
  const {stdout} = await plane.kubectl(['get', 'events', '-A', '-o', 'json']);
  const lines = listAt(JSON.parse(stdout), 'items')
    .filter(event => textAt(event, 'source', 'component') !== 'kubelet' && !combined(event))
    .map(event => {
      const about = objectAt(event, 'involvedObject');
      const words = ['reportingComponent', 'type', 'reason', 'action', 'message'].map(field => textAt(event, field));
      return stable(JSON.stringify([about['kind'], about['namespace'], about['name'], ...words]));
    });
  return [...new Set(lines)].sort();
}

describe.skipIf(skip)('the sandbox’s controllers against the real ones', () => {
  let real: Side;
  let ours: Side;
  beforeAll(async () => {
    [real, ours] = await Promise.all([start('real'), start('ours')]);
  }, 120_000);
  afterAll(async () => {
    for (const side of [real, ours]) {
      await side?.nodes.stop();
      await side?.controllers?.stop();
      await side?.plane.stop();
    }
  }, 60_000);

  const both = async <T>(work: (side: Side) => Promise<T>): Promise<readonly [T, T]> =>
    Promise.all([work(real), work(ours)]);
  /** Does something on both sides until it gives the same, for 20 s. */
  const same = async (look: (side: Side) => Promise<readonly string[]>): Promise<void> => {
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(300)) {
      const [one, other] = await both(look);
      if (JSON.stringify(one) === JSON.stringify(other)) break;
    }
    const [wanted, got] = await both(look);
    expect(got.filter(line => !wanted.includes(line))).toEqual(wanted.filter(line => !got.includes(line)));
  };
  const kubectl = async (...args: readonly string[]): Promise<void> => {
    const answers = await both(({plane}) => plane.kubectl(args));
    expect(answers.map(({stderr, code}) => (code === 0 ? '' : stderr))).toEqual(['', '']);
  };
  const apply = async (objects: readonly JsonObject[]): Promise<void> => {
    const input = JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects});
    const answers = await both(({plane}) => plane.kubectl(['apply', '-f', '-'], {input}));
    expect(answers.map(({stderr, code}) => (code === 0 ? '' : stderr))).toEqual(['', '']);
  };

  test('namespaces are furnished, nodes are welcome', {timeout: 60_000}, async () => {
    await kubectl('create', 'namespace', 'strict');
    await kubectl('label', 'namespace', 'strict', 'pod-security.kubernetes.io/enforce=baseline');
    await same(side => snapshot(side, 'namespaces,serviceaccounts,nodes'));
    await same(side => snapshot(side, 'configmaps'));
  });

  test('workloads come to the same', {timeout: 90_000}, async () => {
    await apply(WORKLOADS);
    await kubectl('rollout', 'status', ...ROLLED, '--timeout=20s');
    await kubectl('wait', '--for=condition=complete', 'job/ok', 'job/two', '--timeout=20s');
    await kubectl('wait', '--for=condition=failed', 'job/broken', 'job/late', 'job/again', '--timeout=20s');
    await same(side => snapshot(side, 'daemonsets,controllerrevisions'));
    await same(side => snapshot(side, 'deployments,replicasets'));
    await same(side => snapshot(side, 'jobs'));
    await same(side => snapshot(side, 'pods'));
    await same(events);
  });

  test('roll-outs, scaling and pausing come to the same', {timeout: 60_000}, async () => {
    await kubectl('rollout', 'restart', ...ROLLED, 'daemonset/manual');
    await kubectl('patch', 'job/paused', '-p', '{"spec":{"suspend":false}}');
    await kubectl('rollout', 'status', ...ROLLED, '--timeout=20s');
    await kubectl('wait', '--for=jsonpath={.status.ready}=1', 'job/paused', '--timeout=20s');
    await kubectl('patch', 'job/paused', '-p', '{"spec":{"suspend":true}}');
    await kubectl('scale', 'deployment/web', '--replicas=3');
    await kubectl('rollout', 'status', 'deployment/web', '--timeout=20s');
    await same(side => snapshot(side, 'daemonsets,controllerrevisions,deployments,replicasets'));
    await kubectl('rollout', 'undo', 'deployment/web');
    await kubectl('rollout', 'status', 'deployment/web', '--timeout=20s');
    await same(side => snapshot(side, 'deployments,replicasets,jobs,pods'));
    await same(events);
  });

  test('what is deleted goes as asked', {timeout: 60_000}, async () => {
    await kubectl(
      'delete',
      'deployment/web',
      'deployment/once',
      'job/endless',
      '--cascade=foreground',
      '--timeout=20s',
    );
    await kubectl('delete', 'daemonset/agent', '--cascade=orphan', '--timeout=20s');
    await kubectl('delete', 'job', '--all', '--timeout=20s');
    await same(side => snapshot(side, EVERYTHING));
    await kubectl('delete', 'namespace', 'strict', '--timeout=30s');
    await same(side => snapshot(side, EVERYTHING));
    await same(side => snapshot(side, 'namespaces,serviceaccounts'));
  });

  test('a silent node becomes unknown and loses its pods', {timeout: 60_000}, async () => {
    await both(({nodes}) => nodes.silence('win-1'));
    await kubectl('wait', '--for=condition=Ready=unknown', 'node/win-1', '--timeout=30s');
    await same(side => snapshot(side, 'nodes'));
    await same(side => snapshot(side, 'pods'));
    await kubectl('delete', 'node', 'win-1');
    // how often the real scheduler tries in vain again is a matter of its timing
    await same(async side => (await events(side)).filter(line => !line.includes('FailedScheduling')));
  });

  test('a CronJob starts its Job at the minute', {timeout: 120_000}, async () => {
    await apply([EVERY_MINUTE]);
    await kubectl('wait', '--for=jsonpath={.status.lastSuccessfulTime}', 'cronjob/tick', '--timeout=80s');
    await kubectl('patch', 'cronjob/tick', '-p', '{"spec":{"suspend":true}}');
    await same(side => snapshot(side, 'cronjobs,jobs'));
    await same(async side => (await events(side)).filter(line => line.includes('tick')));
  });

  test('they outlive a restart of the API server', {timeout: 60_000}, async () => {
    await ours.plane.restartApiServer();
    await ours.plane.kubectl(['apply', '-f', '-'], {input: JSON.stringify(LATECOMER)});
    const rolled = await ours.plane.kubectl(['rollout', 'status', 'daemonset/latecomer', '--timeout=20s']);
    expect(rolled).toMatchObject({code: 0, stderr: ''});
  });
});
