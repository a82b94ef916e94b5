import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {declaredResources, RESOURCES, type Resource, resourceName} from '../../sandbox/api/resources.ts';
import {humanDuration} from '../../sandbox/api/tables/age.ts';
import {metadataListOf, metadataOf, tableOf} from '../../sandbox/api/tables/index.ts';
import {collectionPath, type KubeObject, listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';
import {administrator, requestsTo} from './post.ts';
import {randomPodState} from './random-pod-status.ts';

/** How many pods in random states are compared. */
const COUNT = Number(process.env['HOSTPROCESS_DIFFERENTIAL'] ?? 300);
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

const skip = suiteNeeds('tables', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
});

const objectsIn = (file: string): readonly KubeObject[] =>
  parse(readFileSync(join(import.meta.dirname, file), 'utf8'), {merge: true}) as KubeObject[];

const objects = objectsIn('table-objects.yaml');
const customs = objectsIn('table-customs.yaml');
const RESOURCES_HERE: readonly Resource[] = [
  ...RESOURCES,
  ...objects.filter(each => each.kind === 'CustomResourceDefinition').flatMap(declaredResources),
];

function resourceOf(object: KubeObject): Resource {
  const [version, group = ''] = (object.apiVersion ?? '').split('/').reverse();
  const found = RESOURCES_HERE.find(
    each => each.kind === object.kind && each.version === version && each.group === group,
  );
  if (!found) throw new Error(`no such kind: ${object.kind}`);
  return found;
}

const collection = (resource: Resource): string =>
  collectionPath(
    {
      apiVersion: resource.group === '' ? resource.version : `${resource.group}/${resource.version}`,
      kind: resource.kind,
      resource: resource.plural,
      namespaced: resource.namespaced,
      template: null,
    },
    'default',
  );

describe.skipIf(skip)('the tables that kubectl prints, here and from the real API server', () => {
  let plane: ControlPlane;
  let send: ReturnType<typeof requestsTo>;

  beforeAll(async () => {
    plane = await startControlPlane({controllers: 'none'});
    send = requestsTo(plane.server, await administrator(plane));
    for (const object of objects) await write(object);
    for (const object of customs) await write(object);
    for (let seed = 1; seed <= COUNT; seed++) {
      const {pod, status, deleted} = randomPodState(seed);
      await write({...pod, status});
      if (deleted) await send('DELETE', `/api/v1/namespaces/default/pods/${textAt(pod, 'metadata', 'name')}`);
    }
    await send('DELETE', '/apis/batch/v1/namespaces/default/jobs/terminating');
  }, 120_000);
  afterAll(() => plane?.stop());

  /** Creates the object, and writes its status behind it as its controller would. */
  async function write(object: KubeObject): Promise<void> {
    const path = collection(resourceOf(object));
    let created = await send('POST', path, {body: object});
    // a definition's kind is there a moment after the definition
    for (const end = Date.now() + 20_000; created.status === 404 && Date.now() < end; await sleep(50))
      created = await send('POST', path, {body: object});
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const status = object['status'];
    if (status === undefined || resourceOf(object).group === 'example.com') return;
    const name = textAt(object, 'metadata', 'name');
    const written = await send('PUT', `${path}/${name}/status`, {body: {...(created.body as JsonObject), status}});
    expect(written.status, JSON.stringify(written.body)).toBe(200);
  }

  /** The server's table of `path`, and ours of the same objects at the moments before and after. */
  async function both(resource: Resource, path: string, more = '') {
    const before = new Date();
    const {body} = await send('GET', `${path}?includeObject=Object${more}`, {accept: TABLE});
    const after = new Date();
    const rows = listAt(body, 'rows');
    const options = {includeObject: 'Object', listMeta: objectAt(body, 'metadata')} as const;
    const ours = (now: Date): JsonObject =>
      tableOf(
        resource,
        rows.map(row => objectAt(row, 'object')),
        {...options, now},
      );
    return {real: withoutDescriptions(body as JsonObject), ours: [ours(before), ours(after)].map(withoutDescriptions)};
  }

  test.each(RESOURCES_HERE.map(resource => [resourceName(resource), resource] as const))(
    '%s',
    async (_name, resource) => {
      const {real, ours} = await both(resource, collection(resource));
      expect(listAt(real, 'rows').length).toBeGreaterThan(0);
      // a second may have passed in between: each row is one of the two
      const differences = listAt(real, 'rows').flatMap((row, index) => {
        const rows = ours.map(each => listAt(each, 'rows')[index] ?? null);
        return rows.some(each => JSON.stringify(each) === JSON.stringify(row)) ? [] : [{real: row, ours: rows}];
      });
      expect(differences).toEqual([]);
      expect({...ours[0], rows: []}).toEqual({...real, rows: []});
    },
  );

  test.each(['None', 'Metadata'] as const)('rows with includeObject=%s', async includeObject => {
    const pods = RESOURCES_HERE.find(each => each.plural === 'pods');
    if (!pods) throw new Error('no pods');
    const {body: list} = await send('GET', '/api/v1/namespaces/default/pods?limit=3');
    const {body} = await send('GET', `/api/v1/namespaces/default/pods?limit=3&includeObject=${includeObject}`, {
      accept: TABLE,
    });
    const table = tableOf(pods, listAt(list, 'items') as readonly JsonObject[], {
      includeObject,
      now: new Date(),
      listMeta: objectAt(body, 'metadata'),
    });
    const carried = (of: Json) => listAt(of, 'rows').map(row => objectAt(row)['object']);
    expect(carried(table)).toEqual(carried(body));
  });

  test('metadata alone', async () => {
    const path = '/api/v1/namespaces/default/configmaps';
    const as = (kind: string): string => `application/json;as=${kind};v=v1;g=meta.k8s.io`;
    const {body: list} = await send('GET', path);
    const items = listAt(list, 'items') as readonly JsonObject[];
    expect(metadataListOf(items, objectAt(list, 'metadata'))).toEqual(
      (await send('GET', path, {accept: as('PartialObjectMetadataList')})).body,
    );
    expect(metadataOf(items[0] ?? {})).toEqual(
      (await send('GET', `${path}/${textAt(items[0], 'metadata', 'name')}`, {accept: as('PartialObjectMetadata')}))
        .body,
    );
  });

  test('ages of every length', async () => {
    const path = '/api/v1/namespaces/default/events';
    for (const seconds of AGES) {
      const time = new Date(Date.now() - seconds * 1000).toISOString().replace('Z', '000Z');
      const involvedObject = {kind: 'Node', name: 'n', namespace: 'default'};
      const body = {
        metadata: {name: 'age'},
        involvedObject,
        firstTimestamp: null,
        lastTimestamp: null,
        eventTime: time,
      };
      const more = {reportingComponent: 'a/b', reportingInstance: 'c', action: 'd', reason: 'e', type: 'Normal'};
      expect((await send('POST', path, {body: {...body, ...more}})).status).toBe(201);
      const earliest = Date.now() - Date.parse(time);
      const {body: table} = await send('GET', `${path}/age`, {accept: TABLE});
      const latest = Date.now() - Date.parse(time);
      expect([humanDuration(earliest), humanDuration(latest)]).toContain(listAt(table, 'rows', 0, 'cells')[0]);
      await send('DELETE', `${path}/age`);
    }
  });
});

const [MINUTE, HOUR, DAY, YEAR] = [60, 3600, 86400, 365 * 86400];
const EDGES = [0, 2 * MINUTE, 10 * MINUTE, 3 * HOUR, 8 * HOUR, 2 * DAY, 8 * DAY, 2 * YEAR, 8 * YEAR];
/** Around every edge between two ways of writing a duration, and ahead of now. */
const AGES = [
  ...EDGES.flatMap(edge => [edge - 3, edge - 1.5, edge - 0.5, edge + 0.5, edge + MINUTE, edge + HOUR, edge + DAY]),
  20 * YEAR,
];

function withoutDescriptions(table: JsonObject): JsonObject {
  const columns = listAt(table, 'columnDefinitions').map(each => ({...objectAt(each), description: ''}));
  return {...table, columnDefinitions: columns};
}
