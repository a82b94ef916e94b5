import {objectAt} from '../../src/kernel/objects.ts';
import {pointerSteps} from '../../src/kernel/pointer.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {sorted} from '../json.ts';
import {entriesOf, parseJson} from './body.ts';
import {objectShape} from './fields.ts';
import {goText} from './go-text.ts';
import {type Refusal, refuse} from './refusal.ts';
import {apiVersionOf, type Resource} from './resources.ts';
import {type Decoded, kindOf, read} from './schema.ts';
import {StrategicError, strategicMerge} from './strategic.ts';

export const JSON_PATCH = 'application/json-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';
export const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';

/**
 * The object that a patch makes of `live`, decoded (not yet with defaults), and what is to be said about unknown and doubled fields of
 * the patch. With `fieldValidation: 'Strict'` these refuse it. Server-side apply is in apply.ts.
 */
export function patched(asked: {
  resource: Resource;
  live: JsonObject;
  contentType: string;
  text: string;
  fieldValidation?: string;
}): Decoded {
  const {resource, live, contentType, text} = asked;
  const strategic = contentType === STRATEGIC_PATCH;
  const schemaless = objectShape(resource).is === 'any';
  if (![JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH].includes(contentType) || (strategic && schemaless))
    return unsupported(schemaless);
  const parsed = parseJson(text);
  const decoding = strategic ? '' : 'error decoding patch: ';
  if (!parsed.ok) return refuse(400, 'BadRequest', `${decoding}${parsed.error}`);
  const patch = parsed.value;
  const wanted = contentType === JSON_PATCH ? '[]handlers.jsonPatchOp' : 'map[string]interface {}';
  if (patch !== null && kindOf(patch) !== (contentType === JSON_PATCH ? 'array' : 'object'))
    return refuse(
      400,
      'BadRequest',
      `${decoding}json: cannot unmarshal ${kindOf(patch)} into Go value of type ${wanted}`,
    );
  const doubled =
    contentType === JSON_PATCH ? operationProblems((patch ?? []) as readonly Json[]) : doubledIn(patch, '');
  let result: Json;
  try {
    if (contentType === JSON_PATCH) result = jsonPatch(live, (patch ?? []) as readonly JsonObject[]);
    else if (contentType === MERGE_PATCH) result = mergePatch(live, patch ?? {});
    else result = strategicMerge(live, (patch ?? {}) as JsonObject, objectShape(resource));
  } catch (error) {
    if (error instanceof PatchError)
      return refuse(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
    if (error instanceof StrategicError) return refuse(500, '', error.message);
    throw error;
  }
  const shown = strategic ? goText(patch) : JSON.stringify(sorted(result));
  const whole = strategic ? {...(result as JsonObject), ...typeOf(resource)} : result;
  return decoded(asked, whole, {doubled, shown, reader: strategic ? 'converter' : 'decoder'});
}

const typeOf = (resource: Resource): JsonObject => ({apiVersion: apiVersionOf(resource), kind: resource.kind});

function decoded(
  {resource, fieldValidation}: {resource: Resource; fieldValidation?: string},
  result: Json,
  {doubled, shown, reader}: {doubled: readonly string[]; shown: string; reader: 'decoder' | 'converter'},
): Decoded {
  const {apiVersion, kind} = (result ?? {}) as JsonObject;
  const {value, problems, error} = read(resource, sorted(result), reader);
  const told = [...doubled, ...problems];
  let because = error;
  if (apiVersion !== apiVersionOf(resource) || kind !== resource.kind)
    because ??= `no kind ${JSON.stringify(kind ?? '')} is registered for version ${JSON.stringify(apiVersion ?? '')} in scheme "pkg/runtime/scheme.go:111"`;
  if (fieldValidation === 'Strict' && told.length > 0) because ??= `strict decoding error: ${told.join(', ')}`;
  if (because === null) return {ok: true, object: value, problems: fieldValidation === 'Ignore' ? [] : told};
  const message = `Invalid value: ${JSON.stringify(shown)}: ${because}`;
  return refuse(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{reason: 'FieldValueInvalid', message, field: 'patch'}],
  });
}

function unsupported(schemaless: boolean): Refusal {
  const types = [JSON_PATCH, MERGE_PATCH, ...(schemaless ? [] : [STRATEGIC_PATCH]), 'application/apply-patch+yaml'];
  return refuse(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${types.join(', ')}`,
  );
}

function doubledIn(value: Json, at: string): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => doubledIn(item, `${at}[${index}]`));
  const seen = new Set<string>();
  return entriesOf(value as JsonObject).flatMap(([key, item]) => {
    const place = at === '' ? key : `${at}.${key}`;
    const twice = seen.has(key) ? [`duplicate field ${JSON.stringify(place)}`] : [];
    seen.add(key);
    return [...twice, ...doubledIn(item, place)];
  });
}

const OPERATION = ['op', 'path', 'from', 'value'];

const operationProblems = (patch: readonly Json[]): readonly string[] =>
  patch.flatMap((operation, index) =>
    Object.keys(objectAt(operation))
      .filter(key => !OPERATION.includes(key))
      .map(key => `json patch unknown field ${JSON.stringify(`[${index}].${key}`)}`),
  );

/** JSON merge patch (RFC 7386). */
function mergePatch(target: Json, patch: Json): Json {
  if (kindOf(patch) !== 'object' || patch === null) return patch;
  const result: {[key: string]: Json} = kindOf(target) === 'object' ? {...(target as JsonObject)} : {};
  for (const [key, value] of Object.entries(patch as JsonObject)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key] ?? null, value);
  }
  return result;
}

/** The server says the same about everything that is wrong with an operation. */
class PatchError extends Error {}

/** JSON patch (RFC 6902). As with the real server, `replace` and `copy` of a member that is not there are no errors. */
function jsonPatch(target: Json, operations: readonly JsonObject[]): Json {
  return operations.reduce<Json>((document, operation) => {
    const {op, path, from, value} = objectAt(operation);
    if (typeof path !== 'string') throw new PatchError();
    const steps = pointerSteps(path);
    const source = (): Json | undefined => {
      if (typeof from !== 'string') throw new PatchError();
      return found(document, pointerSteps(from));
    };
    switch (op) {
      case 'add':
        return changed(document, steps, 'add', value ?? null);
      case 'replace':
        return changed(document, steps, 'replace', value ?? null);
      case 'remove':
        return changed(document, steps, 'remove', null);
      case 'copy':
        return changed(document, steps, 'add', source() ?? null);
      case 'move': {
        const moved = source();
        if (moved === undefined) throw new PatchError();
        return changed(changed(document, pointerSteps(from as string), 'remove', null), steps, 'add', moved);
      }
      case 'test':
        if (JSON.stringify(sorted(found(document, steps) ?? null)) !== JSON.stringify(sorted(value ?? null)))
          throw new PatchError();
        return document;
      default:
        throw new PatchError();
    }
  }, target);
}

function found(document: Json, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((value, step) => {
    if (Array.isArray(value)) return value[indexOf(step, value.length - 1)];
    return value !== null && typeof value === 'object' ? (value as JsonObject)[step] : undefined;
  }, document);
}

function indexOf(step: string, last: number): number {
  const index = /^-?\d+$/.test(step) ? Number(step) : Number.NaN;
  const from = index < 0 ? index + last + 1 : index;
  if (!(from >= 0 && from <= last)) throw new PatchError();
  return from;
}

function changed(value: Json, [step, ...rest]: readonly string[], how: 'add' | 'replace' | 'remove', to: Json): Json {
  if (step === undefined) {
    if (how === 'remove') throw new PatchError();
    return to;
  }
  if (Array.isArray(value)) {
    if (rest.length > 0) {
      const at = indexOf(step, value.length - 1);
      return value.with(at, changed(value[at] ?? null, rest, how, to));
    }
    if (how === 'add') return value.toSpliced(step === '-' ? value.length : indexOf(step, value.length), 0, to);
    const at = indexOf(step, value.length - 1);
    return how === 'remove' ? value.toSpliced(at, 1) : value.with(at, to);
  }
  if (value === null || typeof value !== 'object') throw new PatchError();
  const object = value as JsonObject;
  if (rest.length > 0) {
    const inner = object[step];
    if (inner === undefined) throw new PatchError();
    return {...object, [step]: changed(inner, rest, how, to)};
  }
  if (how !== 'remove') return {...object, [step]: to};
  if (!(step in object)) throw new PatchError();
  const {[step]: _, ...kept} = object;
  return kept;
}
