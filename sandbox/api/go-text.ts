import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

/** A value as Go's `%v` prints it: `map[data:map[a:5]]`. */
export function goText(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const object = value as JsonObject;
  const entries = Object.keys(object)
    .sort()
    .map(key => `${key}:${goText(object[key] ?? null)}`);
  return `map[${entries.join(' ')}]`;
}

/** A value as Go's `%#v` prints it: `[]interface {}{"x"}`. */
export function goSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value as JsonObject).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[string]interface {}{${entries.map(([key, item]) => `${JSON.stringify(key)}:${goSyntax(item)}`).join(', ')}}`;
}
