import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type Field, fieldsOf, type Shape} from './fields.ts';
import {goText} from './go-text.ts';

/** A strategic merge patch that cannot be carried out. The real server answers it with 500. */
export class StrategicError extends Error {}

type Mutable = {[key: string]: Json};

const ORDER = '$setElementOrder/';
const DELETE = '$deleteFromPrimitiveList/';

const isObject = (value: Json | undefined): value is JsonObject =>
  value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * Strategic merge patch (apimachinery/pkg/util/strategicpatch): lists with a merge key are merged item by item, `$patch: delete` and
 * `replace`, `$setElementOrder/…`, `$deleteFromPrimitiveList/…` and `$retainKeys` do what kubectl means by them.
 */
export function strategicMerge(original: JsonObject, patch: JsonObject, shape: Shape): JsonObject {
  const {$patch: directive, $retainKeys: retained, ...changes} = patch;
  if (directive === 'replace') return changes;
  if (directive === 'delete') return {};
  if (directive !== undefined)
    throw new StrategicError(`unknown patch type: ${goText(directive)} in map: ${goText(patch)}`);
  const result: Mutable = Array.isArray(retained) ? retaining(original, changes, retained) : {...original};
  for (const [key, order] of Object.entries(changes)) {
    if (!key.startsWith(ORDER)) continue;
    const name = key.slice(ORDER.length);
    reorder(result, changes, name, order, fieldIn(shape, name));
  }
  for (const [key, value] of Object.entries(changes)) {
    const name = key.startsWith(DELETE) ? key.slice(DELETE.length) : key;
    if (key.startsWith(ORDER) || `${ORDER}${key}` in changes) continue;
    if (name === key) merge(result, name, value, shape);
    else if (Array.isArray(result[name]) && Array.isArray(value))
      result[name] = (result[name] as readonly Json[]).filter(item => !value.includes(item));
  }
  return result;
}

const fieldIn = (shape: Shape, name: string): Field | undefined =>
  shape.is === 'struct' ? fieldsOf(shape.name).get(name) : undefined;

const innerShape = (shape: Shape, name: string): Shape =>
  fieldIn(shape, name)?.shape ?? (shape.is === 'map' ? shape.of : {is: 'any'});

function retaining(original: JsonObject, changes: JsonObject, retained: readonly Json[]): Mutable {
  const extra = Object.keys(changes).filter(
    key => !key.startsWith('$') && changes[key] !== null && !retained.includes(key),
  );
  if (extra.length > 0) throw new StrategicError('$retainKeys directive is present but some of the keys are missing');
  return Object.fromEntries(Object.entries(original).filter(([key]) => retained.includes(key)));
}

function merge(result: Mutable, name: string, value: Json, shape: Shape): void {
  const before = result[name];
  const field = fieldIn(shape, name);
  if (value === null) delete result[name];
  else if (isObject(before) && isObject(value)) result[name] = strategicMerge(before, value, innerShape(shape, name));
  else if (Array.isArray(before) && Array.isArray(value) && field?.merges)
    result[name] = mergedList(before, value, field);
  else result[name] = withoutDirectives(value);
}

/** What is new is taken without nulls and directives. */
function withoutDirectives(value: Json): Json {
  if (Array.isArray(value)) return value.filter(item => !isObject(item) || !('$patch' in item)).map(withoutDirectives);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, item]) =>
          item !== null && !/^\$(?:patch|retainKeys|setElementOrder\/|deleteFromPrimitiveList\/)/.test(key),
      )
      .map(([key, item]) => [key, withoutDirectives(item)]),
  );
}

function keyOf(item: Json, mergeKey: string): Json {
  const key = isObject(item) ? item[mergeKey] : undefined;
  if (key === undefined)
    throw new StrategicError(`map: ${goText(item)} does not contain declared merge key: ${mergeKey}`);
  return key;
}

/** How items of this list are told apart: by their merge key, or, plain ones, by themselves. */
const identity =
  (field: Field | undefined) =>
  (item: Json): Json =>
    field?.mergeKey ? keyOf(item, field.mergeKey) : item;

function mergedList(original: readonly Json[], patch: readonly Json[], field: Field): readonly Json[] {
  const all = [...original, ...patch];
  if (all.some(isObject) && !all.every(isObject))
    throw new StrategicError(`list element types are not identical: [${goText(original)} ${goText(patch)}]`);
  const id = identity(field);
  const {mergeKey, shape} = field;
  if (mergeKey === null)
    return inOrder(new Map([...original, ...patch].map(item => [item, item])), patch, original, id);
  const items = patch as readonly JsonObject[];
  if (items.some(item => item['$patch'] === 'replace'))
    return items.filter(item => !('$patch' in item)).map(withoutDirectives);
  const deleted = items.filter(item => item['$patch'] === 'delete').map(id);
  const kept = original.filter(item => !deleted.includes(id(item)));
  const merged = new Map(kept.map(item => [id(item), item]));
  const changes = items.filter(item => !('$patch' in item));
  for (const item of changes) {
    const before = merged.get(id(item));
    const of: Shape = shape.is === 'list' ? shape.of : {is: 'any'};
    merged.set(id(item), isObject(before) ? strategicMerge(before, item, of) : withoutDirectives(item));
  }
  return inOrder(merged, changes, kept, id);
}

/** Carries out `$setElementOrder/<name>`, together with the change of the list itself. */
function reorder(result: Mutable, changes: JsonObject, name: string, order: Json, field: Field | undefined): void {
  if (!Array.isArray(order)) throw new StrategicError(`expected a []interface {}, but received a ${goKind(order)}`);
  const before = result[name];
  if (before !== undefined && !Array.isArray(before))
    throw new StrategicError(`expected a []interface {}, but received a ${goKind(before)}`);
  const id = identity(field);
  const ids = order.map(id);
  const patch = changes[name];
  if (Array.isArray(patch)) {
    const listed = patch.filter(item => !isObject(item) || !('$patch' in item));
    const places = listed.map(item => ids.indexOf(id(item)));
    if (places.some((place, index) => place < 0 || place <= (places[index - 1] ?? -1)))
      throw new StrategicError(
        `The order in patch list:\n${goText(listed)}\n doesn't match $setElementOrder list:\n${goText(order)}\n`,
      );
  }
  const removed = changes[`${DELETE}${name}`];
  const kept = Array.isArray(removed) ? before?.filter(item => !removed.includes(item)) : before;
  const merged = Array.isArray(patch)
    ? kept && field?.merges
      ? mergedList(kept, patch, field)
      : (withoutDirectives(patch) as readonly Json[])
    : kept;
  if (merged) result[name] = inOrder(new Map(merged.map(item => [id(item), item])), order, before ?? [], id);
}

const goKind = (value: Json): string => (isObject(value) ? 'map[string]interface {}' : typeof value);

/** Items named in `first` in its order, the others where they stood in relation to them. */
function inOrder(
  items: ReadonlyMap<Json, Json>,
  first: readonly Json[],
  before: readonly Json[],
  id: (item: Json) => Json,
): readonly Json[] {
  const stood = before.map(id);
  const named = [...new Set(first.map(id))].filter(key => items.has(key));
  const others = [...items.keys()]
    .filter(key => !named.includes(key))
    .sort((a, b) => stood.indexOf(a) - stood.indexOf(b));
  const result: Json[] = [];
  while (named.length + others.length > 0) {
    const [left, right] = [others[0] ?? null, named[0] ?? null];
    const at = [stood.indexOf(left), stood.indexOf(right)] as const;
    const fromOthers = named.length === 0 || (others.length > 0 && at[0] >= 0 && at[1] >= 0 && at[0] < at[1]);
    const key = (fromOthers ? others : named).shift() ?? null;
    result.push(items.get(key) ?? null);
  }
  return result;
}
