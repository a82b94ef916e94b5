import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {sorted} from '../json.ts';
import {fieldsOf, type Shape} from './fields.ts';

/**
 * A set of fields as managedFields has it (FieldsV1): `f:name`, `k:{"name":"a"}` and `v:"x"` lead down, a leaf or `.` says that the
 * field itself is in the set.
 */
export type FieldSet = {readonly [step: string]: FieldSet};

const LEAF: FieldSet = {};

const isEmpty = (value: Json): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value as JsonObject).length === 0);

/** What a value has inside, by step; null for what is owned as a whole. */
function childrenOf(value: Json | undefined, shape: Shape): readonly (readonly [string, Json, Shape])[] | null {
  if (value === undefined || value === null || typeof value !== 'object') return null;
  if (Array.isArray(value)) {
    if (shape.is !== 'list' || shape.how === 'atomic') return null;
    return value.map(item => [stepOf(item, shape), item, shape.of] as const);
  }
  if ((shape.is === 'struct' || shape.is === 'map') && shape.atomic) return null;
  return Object.entries(value as JsonObject).map(([key, item]) => [`f:${key}`, item, shapeIn(shape, key)] as const);
}

export const shapeIn = (shape: Shape, key: string): Shape =>
  shape.is === 'struct'
    ? (fieldsOf(shape.name).get(key)?.shape ?? {is: 'any'})
    : shape.is === 'map'
      ? shape.of
      : {is: 'any'};

/** The step to an item of a list: its keys, defaults included, or its value. */
export function stepOf(item: Json, shape: Shape & {is: 'list'}): string {
  if (shape.how === 'set' || shape.of.is !== 'struct') return `v:${JSON.stringify(item)}`;
  const fields = fieldsOf(shape.of.name);
  const keys = shape.keys.flatMap(key => {
    const value =
      (item as JsonObject | null)?.[key] ?? fields.get(key)?.default ?? (shape.keys.length === 1 ? '' : undefined);
    return value === undefined ? [] : [[key, value] as const];
  });
  return `k:${JSON.stringify(sorted(Object.fromEntries(keys)))}`;
}

/** Whether a field has a name in the schema: such a one is no member for having members inside. */
const isNamed = (step: string, shape: Shape): boolean =>
  shape.is === 'struct' && step.startsWith('f:') && fieldsOf(shape.name).has(step.slice(2));

/** Everything that an applied object says; an empty list says nothing. */
export function fieldsOfValue(value: Json, shape: Shape): Fields {
  const children = childrenOf(value, shape);
  if (children === null) return LEAF;
  if (children.length === 0) return Array.isArray(value) ? null : LEAF;
  return normal(
    children.flatMap(([step, item, inner]) => {
      const named = isNamed(step, shape);
      const set = fieldsOfValue(item, inner);
      if (set === null) return named ? [] : [[step, LEAF] as const];
      return [[step, isLeaf(set) || named ? set : {'.': LEAF, ...set}] as const];
    }),
  );
}

const isLeaf = (set: FieldSet): boolean => Object.keys(set).length === 0;
const isMember = (set: FieldSet | undefined): boolean => set !== undefined && (isLeaf(set) || '.' in set);

const ABSENT: FieldSet = {'': LEAF};
const normal = (entries: readonly (readonly [string, FieldSet])[]): FieldSet | null => {
  if (entries.length === 0) return null;
  const set = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  return entries.length === 1 && '.' in set ? LEAF : set;
};
const itself = (set: FieldSet): FieldSet => (isLeaf(set) ? {'.': LEAF} : set);

function combine(a: FieldSet, b: FieldSet, keep: (inA: boolean, inB: boolean) => boolean): FieldSet | null {
  const [left, right] = [a === ABSENT ? LEAF : itself(a), b === ABSENT ? LEAF : itself(b)];
  const steps = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return normal(
    steps.flatMap(step => {
      if (step === '.') return keep('.' in left, '.' in right) ? [['.', LEAF] as const] : [];
      const inner = combine(left[step] ?? ABSENT, right[step] ?? ABSENT, keep);
      return inner === null ? [] : [[step, inner] as const];
    }),
  );
}

/** Sets of whole objects: the empty one is null. */
export type Fields = FieldSet | null;
const rooted = (set: Fields): FieldSet => (set === null ? ABSENT : set);
export const union = (a: Fields, b: Fields): Fields => combine(rooted(a), rooted(b), (inA, inB) => inA || inB);
export const difference = (a: Fields, b: Fields): Fields => combine(rooted(a), rooted(b), (inA, inB) => inA && !inB);
export const intersection = (a: Fields, b: Fields): Fields => combine(rooted(a), rooted(b), (inA, inB) => inA && inB);

/** What differs between two objects. */
type Comparison = {readonly removed: Fields; readonly changed: Fields};

export function compare(before: Json | undefined, after: Json | undefined, shape: Shape): Comparison {
  if (JSON.stringify(before) === JSON.stringify(after)) return {removed: null, changed: null};
  const [left, right] = [childrenOf(before, shape), childrenOf(after, shape)];
  const nothing = (value: Json | undefined): boolean => value === undefined || isEmpty(value);
  const own: Comparison = {
    removed: after === undefined ? LEAF : null,
    changed: after !== undefined && before === undefined ? LEAF : null,
  };
  if ((left === null && right === null) || (nothing(before) && nothing(after)))
    return after === undefined || before === undefined
      ? own
      : {removed: null, changed: sameJson(before, after) ? null : LEAF};
  const steps = new Map<string, {before?: Json; after?: Json; shape: Shape}>();
  for (const [step, item, inner] of left ?? []) steps.set(step, {before: item, shape: inner});
  for (const [step, item, inner] of right ?? []) steps.set(step, {...steps.get(step), after: item, shape: inner});
  const inner = [...steps].map(([step, sides]) => [step, compare(sides.before, sides.after, sides.shape)] as const);
  const collect = (which: 'removed' | 'changed'): Fields =>
    normal([
      ...(own[which] === null ? [] : [['.', LEAF] as const]),
      ...inner.flatMap(([step, each]) => (each[which] === null ? [] : [[step, each[which]] as const])),
    ]);
  return {removed: collect('removed'), changed: collect('changed')};
}

const sameJson = (a: Json, b: Json): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** The object without the items and fields that are in `set` and not in `kept`. */
export function without(value: Json, set: FieldSet, kept: Fields, shape: Shape): Json {
  const children = childrenOf(value, shape);
  if (children === null) return value;
  const left = children.flatMap(([step, item, inner]) => {
    const [gone, stays] = [set[step], kept?.[step]];
    if (gone === undefined) return [[step, item] as const];
    const named = isNamed(step, shape);
    if ((named || isMember(gone)) && !(named ? stays !== undefined : isMember(stays))) return [];
    return [[step, without(item, gone, stays ?? null, inner)] as const];
  });
  if (Array.isArray(value)) return left.map(([, item]) => item);
  return Object.fromEntries(left.map(([step, item]) => [step.slice(2), item]));
}

/** `applied` laid over `live`: lists with keys and sets are merged, everything else is replaced. */
export function merged(live: Json | undefined, applied: Json, shape: Shape): Json {
  const [old, fresh] = [childrenOf(live, shape), childrenOf(applied, shape)];
  if (old === null || fresh === null || fresh.length === 0) {
    const keeps = fresh !== null && old !== null && fresh.length === 0;
    return keeps ? (live as Json) : applied;
  }
  const given = new Map(fresh.map(([step, item, inner]) => [step, [item, inner] as const]));
  const before = new Map(old.map(([step, item]) => [step, item]));
  const both = (step: string): Json => {
    const [item, inner] = given.get(step) ?? [null, {is: 'any'} as Shape];
    return merged(before.get(step), item, inner);
  };
  if (!Array.isArray(applied))
    return {
      ...(live as JsonObject),
      ...Object.fromEntries(fresh.map(([step]) => [step.slice(2), both(step)])),
    };
  return mergedOrder([...before.keys()], [...given.keys()]).map(step =>
    given.has(step) ? both(step) : (before.get(step) ?? null),
  );
}

/** Items that were there stay in front of those that followed them; applied ones come in their own order. */
function mergedOrder(live: readonly string[], applied: readonly string[]): readonly string[] {
  const result: string[] = [];
  let next = 0;
  for (const step of applied) {
    if (live.includes(step)) {
      for (; next < live.length && live[next] !== step; next++) {
        const other = live[next] ?? '';
        if (!applied.includes(other)) result.push(other);
      }
      next = Math.max(next, live.indexOf(step) + 1);
    }
    result.push(step);
  }
  return [...result, ...live.slice(next).filter(step => !applied.includes(step))];
}

/** The members of a set as error texts write them, in order: `.spec.containers[name="a"].image`. */
export function pathsOf(set: Fields, at = ''): readonly string[] {
  const steps = Object.entries(set ?? {}).filter(([step]) => step !== '.');
  const members = steps.filter(([, each]) => isMember(each)).map(([step]) => at + textOf(step));
  return [...members, ...steps.flatMap(([step, each]) => pathsOf(each, at + textOf(step)))];
}

export function textOf(step: string): string {
  if (step.startsWith('f:')) return `.${step.slice(2)}`;
  if (step.startsWith('v:')) return `[=${step.slice(2)}]`;
  const keys = Object.entries(JSON.parse(step.slice(2)) as JsonObject);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}
