import type {Json, JsonObject} from '../../kernel/subjects.ts';

/**
 * A question of the closed vocabulary with the reader of its answer. `read` gets the answer's value, or null when the thing is
 * absent on the node, and returns null for an absence that is a proper answer, undefined when the shape is wrong. Use it as
 * `askFact({id, about: 'node', ask: () => x.ask, read: x.read})`.
 */
export type NodeAsk<T> = {readonly ask: JsonObject & {readonly kind: string}; read(value: Json): T | undefined};

/** A reader of one shape: the value without what else stands beside it, or undefined when anything is missing or of another type. */
export type Reader<T> = (json: Json) => T | undefined;

/** A string, the empty one included. */
export const text: Reader<string> = json => (typeof json === 'string' ? json : undefined);
/** A number; JSON knows no NaN. */
export const number: Reader<number> = json => (typeof json === 'number' ? json : undefined);
export const flag: Reader<boolean> = json => (typeof json === 'boolean' ? json : undefined);
/** A moment as the collector writes it: ISO 8601 in UTC. */
export const time: Reader<string> = json =>
  typeof json === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(json) ? json : undefined;
/** A security identifier, `S-1-5-18`. */
export const sid: Reader<string> = json =>
  typeof json === 'string' && /^S-1-\d{1,15}(-\d{1,10})+$/.test(json) ? json : undefined;

/** One of a few strings. */
export const oneOf =
  <const T extends string>(...words: readonly T[]): Reader<T> =>
  json =>
    words.find(word => word === json);

/** null where the node has nothing to say, else what `reader` reads. */
export const orNull =
  <T>(reader: Reader<T>): Reader<T | null> =>
  json =>
    json === null ? null : reader(json);

/** A list whose every item reads. */
export const listOf =
  <T>(reader: Reader<T>): Reader<T[]> =>
  json => {
    if (!Array.isArray(json)) return undefined;
    const items = json.map(reader);
    return items.some(item => item === undefined) ? undefined : (items as T[]);
  };

/** An object whose every named field is there and reads. */
export const record =
  <T extends {[field: string]: unknown}>(fields: {readonly [P in keyof T]: Reader<T[P]>}): Reader<T> =>
  json => {
    if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
    const entries = Object.entries(fields).map(([name, reader]) => {
      const value = (json as JsonObject)[name];
      return [name, value === undefined ? undefined : (reader as Reader<unknown>)(value)] as const;
    });
    return entries.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(entries) as T);
  };
