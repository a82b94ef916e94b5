import {describe, expect, test} from 'vitest';
import {apply, track} from '../../sandbox/api/apply.ts';
import {applyBody, decodeBody} from '../../sandbox/api/decode-body.ts';
import {withDefaults} from '../../sandbox/api/defaults.ts';
import {JSON_PATCH, MERGE_PATCH, patched, STRATEGIC_PATCH} from '../../sandbox/api/patch.ts';
import {canonicalQuantity} from '../../sandbox/api/quantity.ts';
import {declaredResources, RESOURCES, type Resource} from '../../sandbox/api/resources.ts';
import {warningsOf} from '../../sandbox/api/schema.ts';
import {valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

const kind = (name: string): Resource => RESOURCES.find(resource => resource.kind === name) as Resource;

const [CUSTOM] = declaredResources({
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {kind: 'Thing', plural: 'things'},
    versions: [{name: 'v1', served: true, storage: true}],
  },
}) as readonly [Resource];

const POD: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'p'},
  spec: {
    containers: [
      {name: 'a', image: 'i'},
      {name: 'b', image: 'j'},
    ],
  },
};

/** What a patch of POD makes of `path`, or the refusal's message. */
function made(contentType: string, patch: Json, path: string, resource = kind('Pod'), live = POD): Json | undefined {
  const result = patched({resource, live, contentType, text: JSON.stringify(patch)});
  return result.ok ? valueAt(result.object, path.split('.')) : result.message;
}

test('quantities get the form in which the API server writes them', () => {
  const pairs = [
    ['0.5', '500m'],
    ['1024Mi', '1Gi'],
    ['1000', '1k'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['100m', '100m'],
    ['-1', '-1'],
    ['0Mi', '0'],
    ['x', null],
    ['', null],
    ['1.', '1'],
    ['.5', '500m'],
  ] as const; // prettier-ignore
  expect(pairs.map(([text]) => [text, canonicalQuantity(text)])).toEqual(pairs);
});

describe('a body', () => {
  const text = '{"metadata":{"name":"p","name":"p"},"spec":{"foo":1,"containers":[{"name":"a","bar":[]}]}}';
  const read = (fieldValidation: string) =>
    decodeBody({resource: kind('Pod'), text, contentType: 'application/json', fieldValidation});

  test('with unknown and doubled fields loses them and says so', () => {
    const read_ = read('Warn');
    expect(read_).toMatchObject({ok: true, object: {spec: {containers: [{name: 'a'}]}}});
    expect(read_.ok && warningsOf(read_.problems)).toEqual([
      '299 - "duplicate field \\"metadata.name\\""',
      '299 - "unknown field \\"spec.foo\\""',
      '299 - "unknown field \\"spec.containers[0].bar\\""',
    ]);
    expect(read_.ok && valueAt(read_.object, ['spec', 'foo'])).toBeUndefined();
  });

  test('is refused for them when fieldValidation is Strict, and not when it is Ignore', () => {
    expect(read('Strict')).toMatchObject({
      ok: false,
      status: 400,
      message: expect.stringContaining('strict decoding error: duplicate'),
    });
    expect(read('Ignore')).toMatchObject({ok: true, problems: []});
  });

  test('of a custom resource keeps everything', () => {
    const custom = decodeBody({
      resource: CUSTOM,
      text: '{"spec":{"x":{"y":[0]}}}',
      contentType: 'application/json',
      fieldValidation: 'Strict',
    });
    expect(custom).toMatchObject({
      ok: true,
      object: {kind: 'Thing', apiVersion: 'example.com/v1', spec: {x: {y: [0]}}},
    });
  });
});

describe('a patch', () => {
  test('merges lists by their key when it is strategic, and replaces them when it is not', () => {
    const patch = {spec: {containers: [{name: 'b', image: 'k'}]}};
    expect(made(STRATEGIC_PATCH, patch, 'spec.containers')).toEqual([
      {name: 'a', image: 'i'},
      {name: 'b', image: 'k'},
    ]);
    expect(made(MERGE_PATCH, patch, 'spec.containers')).toEqual([{name: 'b', image: 'k'}]);
  });

  test('deletes, replaces and orders as kubectl apply says', () => {
    const containers = (value: Json, order?: Json) => ({
      spec: {containers: value, ...(order ? {'$setElementOrder/containers': order} : {})},
    });
    expect(made(STRATEGIC_PATCH, containers([{name: 'a', $patch: 'delete'}]), 'spec.containers')).toEqual([
      {name: 'b', image: 'j'},
    ]);
    expect(made(STRATEGIC_PATCH, containers([{name: 'c'}, {$patch: 'replace'}]), 'spec.containers')).toEqual([
      {name: 'c'},
    ]);
    expect(
      made(STRATEGIC_PATCH, containers([{name: 'c'}], [{name: 'b'}, {name: 'c'}, {name: 'a'}]), 'spec.containers'),
    ).toMatchObject([{name: 'b'}, {name: 'c'}, {name: 'a'}]);
  });

  test('of JSON carries out its operations or nothing', () => {
    expect(
      made(
        JSON_PATCH,
        [
          {op: 'add', path: '/spec/containers/0', value: {name: 'z'}},
          {op: 'remove', path: '/spec/containers/1'},
        ],
        'spec.containers',
      ),
    ).toMatchObject([{name: 'z'}, {name: 'b'}]);
    expect(made(JSON_PATCH, [{op: 'test', path: '/metadata/name', value: 'q'}], '')).toBe(
      'the server rejected our request due to an error in our request',
    );
  });

  test('leaves the object that it is given as it is', () => {
    const before = JSON.stringify(POD);
    made(STRATEGIC_PATCH, {spec: {containers: [{name: 'a', $patch: 'delete'}], hostNetwork: true}}, 'spec');
    expect(JSON.stringify(POD)).toBe(before);
  });

  test('of a custom resource cannot be strategic', () => {
    const live = {apiVersion: 'example.com/v1', kind: 'Thing', metadata: {name: 't'}, spec: {a: [1]}};
    expect(patched({resource: CUSTOM, live, contentType: STRATEGIC_PATCH, text: '{}'})).toMatchObject({
      ok: false,
      status: 415,
    });
    expect(made(MERGE_PATCH, {spec: {b: 1}}, 'spec', CUSTOM, live)).toEqual({a: [1], b: 1});
  });
});

test('defaults are filled in once, and where they depend on something, by it', () => {
  const once = withDefaults(kind('Pod'), POD);
  expect(withDefaults(kind('Pod'), once)).toEqual(once);
  expect(once).toMatchObject({
    spec: {
      restartPolicy: 'Always',
      enableServiceLinks: true,
      securityContext: {},
      containers: [{imagePullPolicy: 'Always', resources: {}}, {}],
    },
  });
  expect(
    valueAt(withDefaults(kind('Deployment'), {spec: {template: {spec: {}}}}), [
      'spec',
      'template',
      'spec',
      'enableServiceLinks',
    ]),
  ).toBeUndefined();
});

describe('server-side apply', () => {
  const config = (data: JsonObject): JsonObject => ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'c'}, data});
  const applied = (live: JsonObject | null, data: JsonObject, manager: string, force = false) =>
    apply({resource: kind('ConfigMap'), live, applied: config(data), manager, force, time: '2026-01-01T00:00:00Z'});
  const created = track({
    resource: kind('ConfigMap'),
    before: null,
    after: config({a: '1', b: '2'}),
    manager: 'kubectl-create',
    operation: 'Update',
    time: '2026-01-01T00:00:00Z',
  });

  test('names the manager and the field of a conflict, and takes the field when it is forced', () => {
    expect(applied(created, {a: '9'}, 'm')).toMatchObject({
      status: 409,
      message: 'Apply failed with 1 conflict: conflict with "kubectl-create" using v1: .data.a',
      details: {causes: [{reason: 'FieldManagerConflict', field: '.data.a'}]},
    });
    expect(applied(created, {a: '9'}, 'm', true)).toMatchObject({
      object: {
        data: {a: '9', b: '2'},
        metadata: {
          managedFields: [
            {manager: 'm', operation: 'Apply', fieldsV1: {'f:data': {'f:a': {}}}},
            {manager: 'kubectl-create', operation: 'Update', fieldsV1: {'f:data': {'.': {}, 'f:b': {}}}},
          ],
        },
      },
    });
  });

  test('removes what only this manager said and says no more', () => {
    const first = applied(null, {a: '1', b: '2'}, 'm');
    const shared = first.ok ? applied(first.object, {b: '2'}, 'other') : first;
    expect(shared.ok && applied(shared.object, {}, 'm')).toMatchObject({object: {data: {b: '2'}}});
  });

  test('is the same object when nothing changes', () => {
    const first = applied(null, {a: '1'}, 'm');
    expect(first.ok && applied(first.object, {a: '1'}, 'm')).toMatchObject({ok: true});
    const again = first.ok ? applied(first.object, {a: '1'}, 'm') : first;
    expect(again.ok && first.ok && again.object === first.object).toBe(true);
  });

  test('of a field that is not in the schema answers 500, as the real server does', () => {
    const body = applyBody('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndota: 1\n');
    expect(body).toMatchObject({ok: true});
    if (!body.ok) return;
    expect(
      apply({resource: kind('ConfigMap'), live: null, applied: body.object, manager: 'm', force: false, time: ''}),
    ).toMatchObject({
      status: 500,
      message: 'failed to create typed patch object (/c; /v1, Kind=ConfigMap): .dota: field not declared in schema',
    });
  });
});
