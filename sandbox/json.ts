import type {Json, JsonObject} from '../src/kernel/subjects.ts';

/** With the keys of every object in order, as Go writes maps. */
export function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const object = value as JsonObject;
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map(key => [key, sorted(object[key] ?? null)]),
  );
}

/** JSON with sorted keys: equal values have equal texts. */
export const canonical = (value: Json): string => JSON.stringify(sorted(value));

/** Whether two values are the same JSON, whatever the order of keys; made for comparing what is mostly the same object. */
export function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, at) => equal(each, other[at]))
    );
  }
  const [mine, yours] = [one as JsonObject, other as JsonObject];
  const keys = Object.keys(mine);
  return keys.length === Object.keys(yours).length && keys.every(key => key in yours && equal(mine[key], yours[key]));
}
