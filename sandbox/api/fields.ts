import type {Json} from '../../src/kernel/subjects.ts';
import {apiVersionOf, RESOURCES, type Resource} from './resources.ts';
import {SCHEMA} from './schema.generated.ts';

/** What the JSON of a field may be. Lists and maps say how server-side apply owns what is in them. */
export type Shape =
  | {readonly is: 'struct'; readonly name: string; readonly atomic: boolean}
  | {readonly is: 'list'; readonly of: Shape; readonly how: 'atomic' | 'set' | 'map'; readonly keys: readonly string[]}
  | {readonly is: 'map'; readonly of: Shape; readonly atomic: boolean}
  | {readonly is: 'scalar'; readonly type: string}
  | {readonly is: 'any'};

export type Field = {
  readonly name: string;
  readonly shape: Shape;
  /** Go's name of the type, as error texts print it: `[]v1.Container`. */
  readonly go: string;
  /** The Go struct that is embedded around the field; error texts name it on their way there. */
  readonly embedded: string | null;
  /** What becomes of a zero value (`""`, 0, false): left out, or kept where it was given. `written` and `null`
   * are there in any case; `filled` is filled in where it is absent. */
  readonly zero: 'omitted' | 'kept' | 'written' | 'filled' | 'null';
  readonly merges: boolean;
  readonly retainsKeys: boolean;
  /** The key by which strategic merge patch finds the items of a list of objects. */
  readonly mergeKey: string | null;
  readonly default: Json | undefined;
};

type Definition = {readonly atomic: boolean; readonly fields: ReadonlyMap<string, Field>};

let parsed: ReadonlyMap<string, Definition> | undefined;

function definitions(): ReadonlyMap<string, Definition> {
  if (parsed) return parsed;
  const texts = SCHEMA.split(/\n(?=\S)/).map(text => text.split('\n '));
  const atomic = new Set(texts.flatMap(([head = '']) => (head.endsWith(' atomic') ? [head.split(' ')[0]] : [])));
  parsed = new Map(
    texts.map(([head = '', ...lines]) => {
      const name = head.split(' ')[0] ?? '';
      const fields = lines.map(line => fieldOf(line.split(' '), type => atomic.has(type)));
      return [name, {atomic: atomic.has(name), fields: new Map(fields.map(field => [field.name, field]))}];
    }),
  );
  return parsed;
}

function fieldOf([name = '', type = 'any', ...words]: readonly string[], isAtomic: (type: string) => boolean): Field {
  const word = (key: string): string | null =>
    words.find(each => each.startsWith(`${key}=`))?.slice(key.length + 1) ?? null;
  const keys = word('map')?.split(',') ?? [];
  const patch = word('patch')?.split(',') ?? [];
  const given = word('default');
  const how = words.includes('set') ? 'set' : keys.length > 0 ? 'map' : 'atomic';
  const own = shapeOf(type, isAtomic);
  const shape: Shape =
    own.is === 'list'
      ? {...own, how, keys}
      : (own.is === 'map' || own.is === 'struct') && words.includes('atomic')
        ? {...own, atomic: true}
        : own;
  return {
    name,
    shape,
    go: word('go') ?? goType(type),
    embedded: word('in'),
    zero: ZEROS.find(zero => words.includes(zero)) ?? 'omitted',
    merges: patch.includes('merge'),
    retainsKeys: patch.includes('retainKeys'),
    mergeKey: word('by'),
    default: given === null ? undefined : (JSON.parse(given) as Json),
  };
}

const ZEROS = ['written', 'filled', 'null', 'kept'] as const;

const SCALARS = /^(?:string|bool|bytes|int32|int64|float64|Quantity|IntOrString|Time|MicroTime)$/;

function shapeOf(type: string, isAtomic: (type: string) => boolean): Shape {
  if (type.startsWith('[]')) return {is: 'list', of: shapeOf(type.slice(2), isAtomic), how: 'atomic', keys: []};
  if (type.startsWith('map:')) return {is: 'map', of: shapeOf(type.slice(4), isAtomic), atomic: false};
  if (type === 'any') return {is: 'any'};
  return SCALARS.test(type) ? {is: 'scalar', type} : {is: 'struct', name: type, atomic: isAtomic(type)};
}

/** The name that Go gives to a type which has no name of its own. */
export const goType = (type: string): string =>
  type.startsWith('[]')
    ? `[]${goType(type.slice(2))}`
    : type.startsWith('map:')
      ? `map[string]${goType(type.slice(4))}`
      : type === 'bytes'
        ? '[]uint8'
        : type === 'Quantity'
          ? 'resource.Quantity'
          : /^[A-Z]/.test(type)
            ? `v1.${type}`
            : type;

const NONE: ReadonlyMap<string, Field> = new Map();

/** The fields of a struct, by name. */
export const fieldsOf = (struct: string): ReadonlyMap<string, Field> => definitions().get(struct)?.fields ?? NONE;

/** The shape of a whole object; `any` for the kinds of CustomResourceDefinitions, whose fields are not known. */
export function objectShape(resource: Pick<Resource, 'group' | 'version' | 'kind'>): Shape {
  const known = RESOURCES.some(each => each.kind === resource.kind && apiVersionOf(each) === apiVersionOf(resource));
  return known ? {is: 'struct', name: resource.kind, atomic: false} : {is: 'any'};
}
