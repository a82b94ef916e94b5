import {objectAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {sorted} from '../json.ts';
import {withDefaults} from './defaults.ts';
import {
  compare,
  difference,
  type Fields,
  fieldsOfValue,
  intersection,
  merged,
  pathsOf,
  union,
  without,
} from './field-set.ts';
import {fieldsOf, objectShape, type Shape} from './fields.ts';
import {
  called,
  type Entry,
  entriesOf,
  onlyOwn,
  SYSTEM_FIELDS,
  withEntries,
  withoutSystem,
  withSystem,
} from './managers.ts';
import {type Refusal, refuse} from './refusal.ts';
import {apiVersionOf, type Resource} from './resources.ts';
import {read, zeroOf} from './schema.ts';
import {typedProblems} from './typed.ts';

/**
 * Server-side apply: the object with defaults and managedFields, or the refusal (409 with the conflicts, unless forced). `live` is null
 * when the object is to be created. When nothing changes the result is `live` itself. `time` as in metadata.
 */
export function apply(asked: {
  resource: Resource;
  live: JsonObject | null;
  applied: JsonObject;
  manager: string;
  force: boolean;
  time: string;
  subresource?: string;
}): {ok: true; object: JsonObject} | Refusal {
  const {resource, live, applied, manager, force, time, subresource} = asked;
  const shape = objectShape(resource);
  const {apiVersion = '', kind = ''} = applied;
  if (apiVersion !== apiVersionOf(resource) || kind !== resource.kind)
    return refuse(400, 'BadRequest', `invalid object type: ${gvk(String(apiVersion))}, Kind=${kind}`);
  if (objectAt(applied['metadata'])['managedFields'] !== undefined)
    return refuse(400, 'BadRequest', 'metadata.managedFields must be nil');
  const problems = typedProblems(applied, shape);
  if (problems.length > 0) return refuse(500, '', untyped(resource, applied, problems));

  const before = withoutSystem(live ?? zeroObject(shape));
  const config = withoutSystem(applied);
  const entries = entriesOf(live);
  const isMine = (entry: Entry): boolean =>
    entry.operation === 'Apply' && entry.manager === manager && entry.subresource === subresource;
  const mine: Entry = {
    manager,
    operation: 'Apply',
    apiVersion: apiVersionOf(resource),
    ...(subresource === undefined ? {} : {subresource}),
    time,
    fields: onlyOwn(difference(fieldsOfValue(applied, shape), SYSTEM_FIELDS), resource, subresource),
  };
  const last = entries.find(isMine)?.fields ?? null;
  const others = entries.filter(entry => !isMine(entry));
  const owned = [mine, ...others].reduce<Fields>((all, {fields}) => union(all, fields), null);
  let next = merged(before, config, shape);
  if (last !== null) next = without(next, last, owned, shape);
  const {changed, removed} = compare(before, next, shape);
  const conflicts = others
    .map(entry => ({entry, fields: intersection(entry.fields, changed)}))
    .filter(({fields}) => fields !== null);
  if (conflicts.length > 0 && !force) return conflictOf(conflicts);

  const taken = union(changed, removed);
  const {value, error} = read(resource, withSystem(next as JsonObject, live ?? applied));
  if (error !== null)
    return refuse(
      500,
      '',
      `failed to convert new object (${name(applied)}; ${gvk(String(apiVersion))}, Kind=${kind}) to smd typed: ${error}`,
    );
  const result = withDefaults(resource, value);
  const kept = others.map(entry => ({...entry, fields: difference(entry.fields, taken)}));
  const managed = withEntries(result, mine.fields === null ? kept : [mine, ...kept]);
  const old = entries.find(isMine);
  const same = withEntries(result, mine.fields === null ? kept : [{...mine, time: old?.time ?? time}, ...kept]);
  return {
    ok: true,
    object: live !== null && JSON.stringify(sorted(same)) === JSON.stringify(sorted(live)) ? live : managed,
  };
}

/**
 * The object after a create (`before` null), update or patch, with managedFields: what changed belongs to `manager` now. `after` has
 * its defaults, and not yet what admission adds: the real server counts only what the request and the defaults say.
 */
export function track(asked: {
  resource: Resource;
  before: JsonObject | null;
  after: JsonObject;
  manager: string;
  operation: 'Update';
  subresource?: string;
  time: string;
}): JsonObject {
  const {resource, before, after, manager, operation, subresource, time} = asked;
  const shape = objectShape(resource);
  const given = objectAt(after['metadata'])['managedFields'];
  const reset = Array.isArray(given) && given.every(each => Object.keys(objectAt(each)).length === 0);
  const entries = reset ? [] : entriesOf(Array.isArray(given) ? after : before);
  const old = before === null ? zeroObject(shape) : before;
  const {changed, removed} = compare(withoutSystem(old), withoutSystem(after), shape);
  const taken = onlyOwn(changed, resource, subresource);
  const isMine = (entry: Entry): boolean =>
    entry.operation === operation && entry.manager === manager && entry.subresource === subresource;
  const kept = entries.map(entry => ({
    ...entry,
    fields: difference(difference(entry.fields, taken), removed),
  }));
  const mine = entries.find(isMine);
  if (taken === null) return withEntries(after, kept);
  const entry: Entry = {
    manager,
    operation,
    apiVersion: apiVersionOf(resource),
    ...(subresource === undefined ? {} : {subresource}),
    time,
    fields: union(taken, mine ? difference(mine.fields, removed) : null),
  };
  return withEntries(after, [...kept.filter(each => !isMine(each)), entry]);
}

const gvk = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion : `/${apiVersion}`);

const name = (applied: JsonObject): string => {
  const {namespace, name: own} = objectAt(applied['metadata']);
  return `${namespace ?? ''}/${own ?? ''}`;
};

function untyped(resource: Resource, applied: JsonObject, problems: readonly string[]): string {
  const of = `${name(applied)}; ${gvk(apiVersionOf(resource))}, Kind=${resource.kind}`;
  const list = problems.length === 1 ? problems[0] : `errors:\n${problems.map(each => `  ${each}`).join('\n')}`;
  return `failed to create typed patch object (${of}): ${list}`;
}

function conflictOf(conflicts: readonly {entry: Entry; fields: Fields}[]): Refusal {
  const all = conflicts
    .map(({entry, fields}) => ({who: called(entry), paths: pathsOf(fields)}))
    .toSorted((a, b) => (a.who < b.who ? -1 : a.who > b.who ? 1 : 0));
  const causes = all.flatMap(({who, paths}) =>
    paths.map(field => ({reason: 'FieldManagerConflict', message: `conflict with ${who}`, field})),
  );
  const [only] = causes;
  const message =
    causes.length === 1
      ? `Apply failed with 1 conflict: ${only?.message}: ${only?.field}`
      : `Apply failed with ${causes.length} conflicts: ${all
          .flatMap(({who, paths}) => [`conflicts with ${who}:`, ...paths.map(path => `- ${path}`)])
          .join('\n')}`;
  return refuse(409, 'Conflict', message, {causes});
}

/** An object of Go's before anything is set: what Go writes even then is no change that somebody made. */
function zeroObject(shape: Shape): JsonObject {
  if (shape.is !== 'struct') return {};
  const fields = [...fieldsOf(shape.name).values()].flatMap(field => {
    if (field.zero === 'null') return [[field.name, null] as const];
    if (field.zero !== 'written') return [];
    return [[field.name, field.shape.is === 'struct' ? zeroObject(field.shape) : zeroOf(field.shape)] as const];
  });
  return Object.fromEntries(fields);
}
