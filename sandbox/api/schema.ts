import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {entriesOf} from './body.ts';
import {type Field, fieldsOf, objectShape, type Shape} from './fields.ts';
import {canonicalQuantity} from './quantity.ts';
import {type Refusal, refuse} from './refusal.ts';
import type {Resource} from './resources.ts';

/** What the server understands of an object, and what it says about fields that it does not know or that are there twice. */
export type Decoded = {ok: true; object: JsonObject; problems: readonly string[]} | Refusal;

/**
 * Reads an object as the server's Go types do: unknown fields are left out and told in `problems` (`unknown field "spec.foo"`), null
 * and zero values become absent where Go leaves them out, quantities and times get their canonical form. A field of another type is
 * refused with Go's words. Kinds of CustomResourceDefinitions are taken as they are.
 */
export function decode(resource: Resource, object: Json): Decoded {
  const {value, problems, error} = read(resource, object);
  if (error !== null)
    return refuse(
      400,
      'BadRequest',
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${error}`,
    );
  return {ok: true, object: value, problems};
}

/** The refusal for `fieldValidation=Strict`; null where nothing is to be refused. */
export function strictRefusal(resource: Resource, problems: readonly string[]): Refusal | null {
  if (problems.length === 0) return null;
  const {kind, version} = resource;
  const text = `strict decoding error: ${problems.join(', ')}`;
  return refuse(400, 'BadRequest', `${kind} in version "${version}" cannot be handled as a ${kind}: ${text}`);
}

/** The values of the `Warning` headers for `fieldValidation=Warn`; doubled keys of YAML are told one by one. */
export const warningsOf = (problems: readonly string[]): readonly string[] =>
  problems
    .flatMap(problem => problem.replace(/^yaml: unmarshal errors:\n {2}/, '').split('\n  '))
    .map(problem => `299 - ${JSON.stringify(problem)}`);

/** As `decode`; `error` is Go's own text, that of its JSON decoder or of its converter, which reads what strategic merge patch made. */
export function read(
  resource: Pick<Resource, 'group' | 'version' | 'kind'>,
  object: Json,
  reader: State['reader'] = 'decoder',
): {value: JsonObject; problems: readonly string[]; error: string | null} {
  const state: State = {problems: [], error: null, reader};
  try {
    const root: At = {at: '', go: [], struct: '', type: `v1.${resource.kind}`};
    const value = (readValue(object, objectShape(resource), root, state) ?? {}) as JsonObject;
    return {value, problems: state.problems, error: state.error};
  } catch (error) {
    if (error instanceof Abort) return {value: {}, problems: [], error: error.message};
    throw error;
  }
}

/** Where a value stands: in the words for unknown fields (`spec.containers[0]`) and in Go's (`PodSpec`, `spec.containers`, its type). */
type At = {readonly at: string; readonly go: readonly string[]; readonly struct: string; readonly type: string};

type State = {readonly problems: string[]; error: string | null; readonly reader: 'decoder' | 'converter'};

/** Errors of types that read their own JSON end the decoding; all others are told at its end, the first one only. */
class Abort extends Error {}

const KINDS = {boolean: 'bool', number: 'number', string: 'string'} as const;

export const kindOf = (value: Json): string =>
  Array.isArray(value) ? 'array' : ((KINDS as {[type: string]: string})[typeof value] ?? 'object');

const mismatch = (what: string, {struct, go, type}: At): string =>
  struct === ''
    ? `json: cannot unmarshal ${what} into Go value of type ${type}`
    : `json: cannot unmarshal ${what} into Go struct field ${struct}.${go.join('.')} of type ${type}`;

/** apimachinery/pkg/runtime/converter.go: what Go can convert it refuses in other words than what it cannot. */
function unconvertible(value: Json, shape: Shape): string {
  const from =
    typeof value === 'number'
      ? Number.isInteger(value)
        ? 'int64'
        : 'float64'
      : (CONTAINERS[kindOf(value)] ?? kindOf(value));
  if (shape.is === 'struct') return `cannot restore struct from: ${from}`;
  if (shape.is !== 'scalar') return `cannot restore ${shape.is === 'list' ? 'slice' : 'map'} from ${from}`;
  const convertible = typeof value === 'number' && (shape.type === 'string' ? from === 'int64' : shape.type !== 'bool');
  return convertible ? `cannot convert ${from} to ${shape.type}` : `unrecognized type: ${shape.type}`;
}

const CONTAINERS: {readonly [kind: string]: string} = {object: 'map', array: 'slice'};

function readValue(value: Json, shape: Shape, at: At, state: State): Json | undefined {
  if (shape.is === 'any') return value;
  if (value === null) return undefined;
  const wrong = (what = kindOf(value)): undefined => {
    state.error ??= state.reader === 'decoder' ? mismatch(what, at) : unconvertible(value, shape);
    return undefined;
  };
  if (shape.is === 'scalar') return scalarOf(value, shape.type, at, wrong);
  if (shape.is === 'list') {
    if (!Array.isArray(value)) return wrong();
    const type = at.type.startsWith('[]') ? at.type.slice(2) : at.type;
    return value.map((item, index) => {
      const read = readValue(item, shape.of, {...at, at: `${at.at}[${index}]`, type}, state);
      return read ?? zeroOf(shape.of);
    });
  }
  if (typeof value !== 'object' || Array.isArray(value)) return wrong();
  if (shape.is === 'struct') return structOf(value as JsonObject, shape.name, at, state);
  const type = at.type.replace(/^map\[[^\]]*\]/, '');
  const inner = {...at, type: type === at.type && shape.of.is === 'scalar' ? shape.of.type : type};
  const result: {[key: string]: Json} = {};
  for (const [key, item] of entriesOf(value as JsonObject)) {
    const place = at.at === '' ? key : `${at.at}.${key}`;
    if (Object.hasOwn(result, key)) state.problems.push(`duplicate field ${JSON.stringify(place)}`);
    result[key] = readValue(item, shape.of, {...inner, at: place}, state) ?? zeroOf(shape.of);
  }
  return result;
}

function structOf(value: JsonObject, struct: string, at: At, state: State): JsonObject {
  const fields = fieldsOf(struct);
  const result: {[key: string]: Json} = {};
  const seen = new Set<string>();
  for (const [name, item] of entriesOf(value)) {
    const place = at.at === '' ? name : `${at.at}.${name}`;
    const field = fields.get(name);
    if (!field || seen.has(name))
      state.problems.push(`${field ? 'duplicate' : 'unknown'} field ${JSON.stringify(place)}`);
    if (!field) continue;
    seen.add(name);
    delete result[name];
    const go = [...at.go, ...(field.embedded === null ? [] : [field.embedded]), name];
    const read = readValue(item, field.shape, {at: place, go, struct, type: field.go}, state);
    if (read !== undefined && !isDropped(read, field)) result[name] = read;
  }
  return result;
}

/** Go leaves out empty lists and maps, and zero values of everything that is no pointer. */
function isDropped(value: Json, {name, zero, shape}: Field): boolean {
  // `[]` here means that nobody shall own anything any more: `track` looks for it
  if (name === 'managedFields') return false;
  if (shape.is === 'struct' || shape.is === 'any') return false;
  if (shape.is === 'list' || shape.is === 'map')
    return zero !== 'null' && Object.keys(value as JsonObject).length === 0;
  return zero === 'omitted' && (value === '' || value === 0 || value === false);
}

const ZEROS: JsonObject = {string: '', bytes: '', bool: false, Quantity: '0', Time: null, MicroTime: null};

export const zeroOf = (shape: Shape): Json =>
  shape.is === 'scalar' ? (ZEROS[shape.type] ?? (shape.type in ZEROS ? null : 0)) : shape.is === 'struct' ? {} : null;

const LIMITS: {readonly [type: string]: number} = {int32: 2 ** 31, int64: 2 ** 63};

function scalarOf(value: Json, type: string, at: At, wrong: (what?: string) => undefined): Json | undefined {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? value : wrong();
    case 'string':
      return typeof value === 'string' ? value : wrong();
    case 'bytes':
      return typeof value === 'string' ? base64(value) : wrong();
    case 'float64':
      return typeof value === 'number' ? value : wrong();
    case 'int32':
    case 'int64':
      return typeof value === 'number' && isInteger(value, type) ? value : wrong(numberText(value));
    case 'IntOrString':
      if (typeof value === 'string') return value;
      if (typeof value === 'number' && isInteger(value, 'int32')) return value;
      throw new Abort(mismatch(numberText(value), {...at, type: 'int32'}));
    case 'Quantity': {
      const text = typeof value === 'number' || typeof value === 'string' ? canonicalQuantity(String(value)) : null;
      if (text === null)
        throw new Abort("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
      return text;
    }
    default:
      if (typeof value !== 'string') throw new Abort(mismatch(kindOf(value), {...at, type: 'string'}));
      return time(value, type === 'MicroTime');
  }
}

const isInteger = (value: number, type: string): boolean =>
  Number.isInteger(value) && value < (LIMITS[type] ?? 0) && value >= -(LIMITS[type] ?? 0);

const numberText = (value: Json): string => (typeof value === 'number' ? `number ${value}` : kindOf(value));

function base64(value: string): string {
  const plain = value.replaceAll(/[\r\n]/g, '');
  const bad = plain.search(/[^A-Za-z0-9+/=]|=(?!=?$)/);
  const at = bad >= 0 ? bad : plain.length % 4 === 0 ? -1 : plain.length - (plain.length % 4);
  if (at >= 0) throw new Abort(`illegal base64 data at input byte ${at}`);
  return plain;
}

function time(value: string, micro: boolean): string {
  const refused = (rest: string, expected: string): Abort => {
    const layout = `2006-01-02T15:04:05${micro ? '.000000' : ''}Z07:00`;
    return new Abort(
      `parsing time ${JSON.stringify(value)} as "${layout}": cannot parse ${JSON.stringify(rest)} as "${expected}"`,
    );
  };
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(value);
  if (!match || Number.isNaN(Date.parse(value))) throw refused(value, '2006');
  const [, fraction = '', zone = ''] = match;
  if (micro && fraction.length !== 7) throw refused(`${fraction}${zone}`, '.000000');
  return `${new Date(Date.parse(value)).toISOString().slice(0, 19)}${micro ? fraction : ''}Z`;
}
