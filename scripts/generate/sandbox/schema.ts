/**
 * Writes sandbox/api/schema.generated.ts from a real API server: `node scripts/generate/sandbox/schema.ts`. It starts a control plane
 * (test/cluster/controlplane.ts says how to get one), so it is no part of `npm run generate`; test/contract/schema.test.ts says when
 * the file is stale.
 */
import {writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {goType} from '../../../sandbox/api/fields.ts';
import {apiVersionOf, RESOURCES, type Resource} from '../../../sandbox/api/resources.ts';
import {valueAt} from '../../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../../src/kernel/subjects.ts';
import {createPath} from '../../../test/contract/ask.ts';

const FILE = join('sandbox', 'api', 'schema.generated.ts');

/** Puts one request to a real API server. */
export type Ask = (method: string, path: string, body?: Json) => Promise<{status: number; body: Json}>;

type OpenApi = {
  readonly $ref?: string;
  readonly allOf?: readonly OpenApi[];
  readonly type?: string;
  readonly format?: string;
  readonly default?: Json;
  readonly items?: OpenApi;
  readonly additionalProperties?: OpenApi;
  readonly properties?: {readonly [name: string]: OpenApi};
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-group-version-kind'?: readonly {group: string; version: string; kind: string}[];
};

/** What the API server makes of an object before it validates it: the object as admission sees it, null where admission is not asked. */
export type See = (resource: Resource, object: JsonObject) => Promise<Json | null>;

type Definitions = {readonly [name: string]: OpenApi};

/** Definitions that have a JSON of their own; everything else without properties is taken as it comes. */
const OWN_JSON = ['Quantity', 'IntOrString', 'Time', 'MicroTime'];

/** A struct without fields; other definitions without properties are any JSON. */
const EMPTY = /CustomResourceSubresourceStatus$/;

const refOf = (schema: OpenApi): string | null => schema.$ref ?? schema.allOf?.[0]?.$ref ?? null;
const definitionOf = (ref: string): string => ref.replace('#/components/schemas/', '');
const shortName = (definition: string): string => definition.split('.').at(-1) ?? definition;

/** Where a field stands: its definition is reached from `resource` over `path`; a number is an item, `*` a key of a map. */
type Place = {readonly resource: Resource; readonly path: readonly (string | number)[]};

/** The text of the generated file. */
export async function schemaText(ask: Ask, see: See): Promise<string> {
  const definitions: {[name: string]: OpenApi} = {};
  for (const version of new Set(RESOURCES.map(apiVersionOf))) {
    const path = version.includes('/') ? `apis/${version}` : `api/${version}`;
    const {body} = await ask('GET', `/openapi/v3/${path}`);
    Object.assign(definitions, (body as unknown as {components: {schemas: Definitions}}).components.schemas);
  }
  const places = reachable(definitions);
  const zeros = await zeroObjects(definitions, see);
  const written = new Map<string, string>();
  for (const definition of [...places.keys()].sort((a, b) => (shortName(a) < shortName(b) ? -1 : 1))) {
    const {properties = {}, ...own} = definitions[definition] ?? {};
    const fields: string[] = [];
    const place = places.get(definition);
    const empty = place && (await see(place.resource, objectAt(place, {})));
    for (const [name, schema] of Object.entries(properties)) {
      const type = typeOf(schema, definitions);
      const words = [name, type, ...structure(schema), ...(await goWords(ask, place, name, type))];
      const told = place && !(place.path.length === 0 && /^(?:apiVersion|kind)$/.test(name));
      const at = [...(place?.path ?? []), name];
      const filled = CONDITIONAL.test(`${shortName(definition)}.${name}`) ? undefined : valueAt(empty, at);
      if (told) words.push(...zeroWords(schema, filled, zeros.get(place.resource), at));
      fields.push(` ${words.join(' ')}`);
    }
    const short = shortName(definition);
    const text = [own['x-kubernetes-map-type'] === 'atomic' ? `${short} atomic` : short, ...fields].join('\n');
    const same = written.get(short);
    if (same !== undefined && withoutZeros(same) !== withoutZeros(text)) throw new Error(`two are called ${short}`);
    // of two groups that have the same definition the one that admission was asked about knows more
    if (same === undefined || text.length > same.length) written.set(short, text);
  }
  const lines = [...written.values()].join('\n');
  return `// Written by scripts/generate/sandbox/schema.ts from a real API server; sandbox/api/fields.ts reads it.\nexport const SCHEMA = ${JSON.stringify(lines).replaceAll('\\n', '\\n\\\n')};\n`;
}

function definitionName(definitions: Definitions, resource: Resource): string {
  const found = Object.entries(definitions).find(([, schema]) =>
    schema['x-kubernetes-group-version-kind']?.some(
      ({group, version, kind}) => group === resource.group && version === resource.version && kind === resource.kind,
    ),
  );
  if (!found) throw new Error(`the API server has no schema of ${resource.kind}`);
  return found[0];
}

/** Every definition with the first place where it stands. */
function reachable(definitions: Definitions): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const queue: [string, Place][] = [];
  for (const resource of RESOURCES) {
    queue.push([definitionName(definitions, resource), {resource, path: []}]);
  }
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [definition, place] = next;
    const {properties} = definitions[definition] ?? {};
    if (places.has(definition) || !properties) continue;
    places.set(definition, place);
    for (const [name, schema] of Object.entries(properties)) {
      let inner = schema;
      const path: (string | number)[] = [...place.path, name];
      for (; inner.items || inner.additionalProperties; inner = inner.items ?? inner.additionalProperties ?? {})
        path.push(inner.items ? 0 : '*');
      const ref = refOf(inner);
      if (ref) queue.push([definitionOf(ref), {...place, path}]);
    }
  }
  return places;
}

function typeOf(schema: OpenApi, definitions: Definitions): string {
  const ref = refOf(schema);
  if (ref) {
    const name = definitionOf(ref);
    if (OWN_JSON.includes(shortName(name)) || EMPTY.test(name) || definitions[name]?.properties) return shortName(name);
    return 'any';
  }
  if (schema.items) return `[]${typeOf(schema.items, definitions)}`;
  if (schema.additionalProperties) return `map:${typeOf(schema.additionalProperties, definitions)}`;
  if (schema.type === 'integer') return schema.format ?? 'int64';
  if (schema.type === 'number') return 'float64';
  if (schema.type === 'boolean') return 'bool';
  return schema.type === 'string' ? (schema.format === 'byte' ? 'bytes' : 'string') : 'any';
}

function structure(schema: OpenApi): string[] {
  const words: string[] = [];
  const list = schema['x-kubernetes-list-type'];
  if (list === 'map') words.push(`map=${schema['x-kubernetes-list-map-keys']?.join(',')}`);
  else if (list === 'set') words.push('set');
  if (schema['x-kubernetes-map-type'] === 'atomic') words.push('atomic');
  if (schema['x-kubernetes-patch-strategy']) words.push(`patch=${schema['x-kubernetes-patch-strategy']}`);
  if (schema['x-kubernetes-patch-merge-key']) words.push(`by=${schema['x-kubernetes-patch-merge-key']}`);
  return words;
}

/** What the API server calls the field's type, and the struct that is embedded around it: it says so when the type is wrong. */
async function goWords(ask: Ask, place: Place | undefined, name: string, type: string): Promise<string[]> {
  if (!place || type === 'any' || type === 'Quantity') return [];
  const wrong: Json =
    type === 'string' || type === 'Time' || type === 'MicroTime' ? 7 : type === 'IntOrString' ? true : 'x?';
  const body = objectAt({...place, path: [...place.path, name]}, wrong);
  const answer = (await ask('POST', createPath(place.resource), body)).body as {message?: string};
  const said = /Go struct field (\S+?)\.(\S+) of type (\S+)$/.exec(answer.message ?? '');
  if (!said) return [];
  const words: string[] = [];
  const embedded = said[2]?.split('.').at(-2);
  const expected = place.path.filter(step => typeof step === 'string' && step !== '*').at(-1);
  if (embedded !== undefined && embedded !== expected && /^[A-Z]/.test(embedded)) words.push(`in=${embedded}`);
  const go = type === 'Time' || type === 'MicroTime' || type === 'IntOrString' ? null : said[3];
  if (go && go !== goType(type)) words.push(`go=${go}`);
  return words;
}

/** The object that has `value` at the place and nothing else. */
const objectAt = ({path}: Place, value: Json): JsonObject =>
  path.reduceRight<Json>((inner, step) => (typeof step === 'number' ? [inner] : {[step]: inner}), value) as JsonObject;

/** Filled in only where something else is or is not there: sandbox/api/defaults.ts knows when. */
const CONDITIONAL = new RegExp(
  `^(?:${[
    'CustomResourceConversion.strategy',
    '(?:Ephemeral)?Container.imagePullPolicy',
    '(?:DaemonSetUpdate|Deployment|StatefulSetUpdate)Strategy.rollingUpdate',
    'ImageVolumeSource.pullPolicy',
    'JobSpec.(?!template).*',
    'ObjectMeta.namespace',
    'PodSpec.enableServiceLinks',
    'ServicePort.targetPort',
    'ServiceSpec.internalTrafficPolicy',
    'Volume.emptyDir',
  ].join('|')})$`,
);

/** Of each kind an object with every field, all zero, as admission sees it. */
async function zeroObjects(definitions: Definitions, see: See): Promise<ReadonlyMap<Resource, Json | null>> {
  const zero = (schema: OpenApi, above: readonly string[]): Json => {
    const ref = refOf(schema);
    if (ref !== null) {
      const name = definitionOf(ref);
      const {properties} = definitions[name] ?? {};
      if (!properties) return OWN_ZEROS[shortName(name)] ?? null;
      return above.includes(name) ? {} : struct(properties, [...above, name]);
    }
    if (schema.items) return [zero(schema.items, above)];
    if (schema.additionalProperties) return {'*': zero(schema.additionalProperties, above)};
    if (schema.type === 'integer' || schema.type === 'number') return 0;
    return schema.type === 'boolean' ? false : schema.type === 'string' ? '' : null;
  };
  const struct = (properties: Definitions, above: readonly string[]): JsonObject =>
    Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, zero(schema, above)]));
  const seen = new Map<Resource, Json | null>();
  for (const resource of RESOURCES) {
    const {properties = {}} = definitions[definitionName(definitions, resource)] ?? {};
    const {apiVersion, kind, ...fields} = properties;
    seen.set(resource, await see(resource, struct(fields, [])));
  }
  return seen;
}

const OWN_ZEROS: JsonObject = {Quantity: '0', IntOrString: 0};

/** What becomes of the field's zero value, and what is filled in where it is absent. */
function zeroWords(
  schema: OpenApi,
  filled: Json | undefined,
  all: Json | null | undefined,
  path: Place['path'],
): string[] {
  if (all === null || all === undefined) {
    if (schema.default === undefined) return [];
    return isZero(schema.default) ? ['written'] : [`default=${JSON.stringify(schema.default)}`];
  }
  const zero = valueAt(all, path);
  const kept =
    zero !== undefined && !schema.items && !schema.additionalProperties && (typeof zero === 'object' || isZero(zero));
  if (filled === undefined) return kept ? ['kept'] : [];
  if (filled === null) return ['null'];
  // Go writes what is no pointer; the rest the server fills in
  if (isZero(filled) || typeof filled === 'object') return [schema.default === undefined ? 'filled' : 'written'];
  return [...(kept ? ['kept'] : []), `default=${JSON.stringify(filled)}`];
}

const withoutZeros = (text: string): string => text.replaceAll(/ (?:kept|written|filled|null|default=\S+)/g, '');

const isZero = (value: Json): boolean => ['null', '0', 'false', '""', '{}', '[]'].includes(JSON.stringify(value));

if (import.meta.main) {
  const {startControlPlane} = await import('../../../test/cluster/controlplane.ts');
  const {asksTo} = await import('../../../test/contract/ask.ts');
  const {seesIn, WITHOUT_ADMISSION} = await import('../../../test/contract/see.ts');
  const plane = await startControlPlane({apiserverFlags: WITHOUT_ADMISSION});
  const seer = await seesIn(plane);
  try {
    const root = resolve(import.meta.dirname, '../../..');
    writeFileSync(join(root, FILE), await schemaText(await asksTo(plane), seer.see));
  } finally {
    await seer.stop();
    await plane.stop();
  }
}
