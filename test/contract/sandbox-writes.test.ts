import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {apply} from '../../sandbox/api/apply.ts';
import {applyBody, decodeBody} from '../../sandbox/api/decode-body.ts';
import {patched} from '../../sandbox/api/patch.ts';
import {apiVersionOf, RESOURCES, type Resource} from '../../sandbox/api/resources.ts';
import {warningsOf} from '../../sandbox/api/schema.ts';
import {sorted} from '../../sandbox/json.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';
import {asksTo, createPath, type Said} from './ask.ts';
import {CREATED} from './created-objects.ts';
import {randomWrites, type Write} from './random-writes.ts';
import {APPLIED, BODIES, PATCHES, YAML_BODIES} from './write-bodies.ts';
import {written} from './writes.ts';

const SEEDS = Number(process.env['HOSTPROCESS_DIFFERENTIAL'] ?? 40);

const skip = suiteNeeds('sandbox-writes', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
});

const kind = (name: string): Resource => {
  const found = RESOURCES.find(resource => resource.kind === name);
  if (!found) throw new Error(`no kind ${name}`);
  return found;
};

describe.skipIf(skip)('what a write becomes in the sandbox and in the API server', () => {
  let plane: ControlPlane;
  let ask: Awaited<ReturnType<typeof asksTo>>;
  beforeAll(async () => {
    plane = await startControlPlane();
    ask = await asksTo(plane);
  }, 90_000);
  afterAll(() => plane?.stop());

  test.each(['Strict', 'Warn'])(
    'the words about bodies that cannot be read, fieldValidation=%s',
    async fieldValidation => {
      for (const [type, contentType, text] of [
        ...BODIES.map(([name, body]) => [name, 'application/json', body] as const),
        ...YAML_BODIES.map(([name, body]) => [name, 'application/yaml', body] as const),
      ]) {
        const resource = kind(type);
        const said = await ask('POST', `${createPath(resource)}&fieldValidation=${fieldValidation}`, text, contentType);
        const ours = decodeBody({resource, text, contentType, fieldValidation});
        expect(ours.ok ? warningsOf(ours.problems) : words(ours), text).toEqual(
          ours.ok ? said.warnings : words(refusalOf(said)),
        );
        // what decodes may still be invalid, which is said elsewhere
        if (ours.ok) expect([201, 422], `${text} ${JSON.stringify(said.body)}`).toContain(said.status);
      }
    },
  );

  test('what a create makes of valid objects of kinds that have defaults of their own', async () => {
    for (const [type, object] of CREATED) {
      const resource = kind(type);
      const {body} = await ask('POST', createPath(resource), object);
      const {uid} = (body as JsonObject)['metadata'] as JsonObject;
      const {metadata, ...rest} = object;
      const typed = {
        apiVersion: apiVersionOf(resource),
        kind: type,
        ...rest,
        metadata: {uid, ...(metadata as JsonObject)},
      };
      const ours = written(resource, null, {how: 'create', manager: 'node', force: false, body: typed as JsonObject});
      expect.soft(ours.ok && created(ours.object), type).toEqual(created(body));
    }
  });

  test('the words about patches, and what they change', async () => {
    const resource = kind('Deployment');
    const path = '/apis/apps/v1/namespaces/default/deployments/patched';
    await ask('POST', path.replace('/patched', ''), DEPLOYMENT);
    const live = (await ask('GET', path)).body as JsonObject;
    for (const [contentType, text, fieldValidation = 'Warn'] of PATCHES) {
      const said = await ask(
        'PATCH',
        `${path}?dryRun=All&fieldManager=m&fieldValidation=${fieldValidation}`,
        text,
        contentType,
      );
      const ours = patched({resource, live, contentType, text, fieldValidation});
      if (!ours.ok) expect.soft(words(ours), text).toEqual(words(refusalOf(said)));
      else {
        expect.soft(said.status, `${text} ${JSON.stringify(said.body)}`).toBe(200);
        expect.soft(warningsOf(ours.problems), text).toEqual(said.warnings);
        const spec = written(resource, live, {
          how: contentType,
          body: JSON.parse(text),
          manager: 'm',
          force: false,
        } as Write);
        expect.soft(spec.ok && comparable(spec.object), text).toEqual(comparable(said.body as JsonObject));
      }
    }
  });

  test('the words about applied objects that do not fit the schema', async () => {
    for (const [type, text] of APPLIED) {
      const resource = kind(type);
      const [path, query] = createPath(resource).split('?');
      const said = await ask('PATCH', `${path}/new?${query}&fieldManager=m`, text, 'application/apply-patch+yaml');
      const body = applyBody(text);
      const ours = body.ok
        ? apply({resource, live: null, applied: body.object, manager: 'm', force: false, time: ''})
        : body;
      expect(ours.ok ? null : inOrder(words(ours)), text).toEqual(inOrder(words(refusalOf(said))));
    }
  });

  test(`${SEEDS} times eight writes by three managers: the same objects, owners and conflicts`, {
    timeout: 120_000,
  }, async () => {
    const resource = kind('CronJob');
    const path = '/apis/batch/v1/namespaces/default/cronjobs';
    for (let seed = 1; seed <= SEEDS; seed++) {
      await ask('PATCH', `${path}/random`, {metadata: {finalizers: null}}, 'application/merge-patch+json');
      await ask('DELETE', `${path}/random`);
      let live: JsonObject | null = null;
      for (const [step, write] of randomWrites(seed, 8).entries()) {
        const said = await put(path, write);
        const ours = written(resource, live, write);
        const at = `seed ${seed}, write ${step}`;
        if (ours.ok && (said.body as JsonObject)['reason'] === 'Invalid') continue;
        expect(ours.ok ? comparable(ours.object) : words(ours), at).toEqual(
          said.status < 300 ? comparable(said.body as JsonObject) : words(refusalOf(said)),
        );
        if (ours.ok) live = said.body as JsonObject;
      }
    }
  });

  const put = (path: string, {how, manager, force, body}: Write): Promise<Said> => {
    const query = `fieldManager=${manager}`;
    if (how === 'create') return ask('POST', `${path}?${query}`, body);
    if (how === 'update') return ask('PUT', `${path}/random?${query}`, body);
    return how === 'apply'
      ? ask('PATCH', `${path}/random?${query}&force=${force}`, body, 'application/apply-patch+yaml')
      : ask('PATCH', `${path}/random?${query}`, body, how);
  };
});

/** An object that a patch made and that does not decode is quoted whole, in Go's order of its keys: that is left out. */
const words = ({status, message, reason}: {status: number; message: string; reason: string}): Json => ({
  status,
  message: message.replace(/Invalid value: "\{.*\}": /, 'Invalid value: …: '),
  reason,
});

/** With the lines in order: the real server goes through the fields of an object as Go goes through a map, in none. */
const inOrder = (said: Json): Json => {
  const {message = ''} = said as {message?: string};
  return {
    ...(said as JsonObject),
    message: message
      .replaceAll(/[",]+$/gm, '')
      .split('\n')
      .sort()
      .join('\n'),
  };
};

const refusalOf = ({status, body}: Said) => {
  const {message = '', reason = '', details} = body as {message?: string; reason?: string; details?: JsonObject};
  return {status, message, reason, ...(details ? {details} : {})};
};

/** Without what differs from one write to the next, and what controllers do. */
function comparable(object: JsonObject): Json {
  const {uid, creationTimestamp, resourceVersion, namespace, managedFields, ...metadata} = object[
    'metadata'
  ] as JsonObject;
  const owners = ((managedFields ?? []) as readonly JsonObject[])
    .filter(({manager}) => manager !== 'kube-controller-manager')
    .map(({time, ...entry}) => entry)
    .toSorted((a, b) => (`${a['operation']}${a['manager']}` < `${b['operation']}${b['manager']}` ? -1 : 1));
  const {status, ...rest} = object;
  return sorted({...rest, metadata: {...metadata, managedFields: owners}});
}

/** What admission adds to pods. */
const ADMITTED = /^(?:serviceAccount|serviceAccountName|priority|preemptionPolicy|tolerations|volumes|volumeMounts)$/;

/** A created object without what the server gives to it alone. */
const created = (given: Json): Json => {
  const text = JSON.stringify(sorted(given), (key, value) =>
    /^(?:uid|creationTimestamp|resourceVersion|namespace|managedFields)$/.test(key) || ADMITTED.test(key)
      ? undefined
      : value,
  );
  return JSON.parse(text.replaceAll(/"10\.0\.\d+\.\d+"/g, '"10.0.x.y"')) as Json;
};

const DEPLOYMENT: JsonObject = {
  metadata: {name: 'patched', finalizers: ['a.b/c']},
  spec: {
    replicas: 0,
    paused: true,
    selector: {matchLabels: {a: 'b'}},
    template: {
      metadata: {labels: {a: 'b'}},
      spec: {
        nodeSelector: {x: 'y'},
        tolerations: [{key: 'a', operator: 'Exists'}],
        volumes: [
          {name: 'v', emptyDir: {}},
          {name: 'w', hostPath: {path: '/x'}},
        ],
        containers: [
          {
            name: 'a',
            image: 'i',
            args: ['1', '2'],
            env: ['E', 'F', 'G'].map(name => ({name, value: '1'})),
            ports: [{containerPort: 80}],
          },
          {name: 'b', image: 'j'},
        ],
      },
    },
  },
};
