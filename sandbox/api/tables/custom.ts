import {textAt, valueAt} from '../../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../../src/kernel/subjects.ts';
import {ageSince} from './age.ts';
import {AGE, type Column, NAME} from './column.ts';

/** The columns of a custom resource: those that its definition names, or its age where it names none. */
export function customColumns(printerColumns: readonly JsonObject[]): readonly Column[] {
  const named = printerColumns.map(
    (each): Column => ({
      name: textAt(each, 'name') ?? '',
      type: textAt(each, 'type') ?? '',
      format: textAt(each, 'format') ?? '',
      wide: Number(valueAt(each, ['priority']) ?? 0) > 0,
      cell: (object, now) => customCell(textAt(each, 'type') ?? '', find(object, textAt(each, 'jsonPath') ?? ''), now),
    }),
  );
  return [NAME, ...(named.length > 0 ? named : [{...AGE, type: 'date'}])];
}

function customCell(type: string, value: Json | undefined, now: Date): Json {
  if (value === undefined) return null;
  switch (type) {
    case 'string':
      if (value === null) return '<no value>';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'date':
      if (typeof value !== 'string') return null;
      return Number.isNaN(Date.parse(value)) ? '<invalid>' : ageSince(value, now);
    default:
      return typeof value === type ? value : null;
  }
}

/** A step of a simple JSONPath: `.name`, `['name']`, `[0]`, `[*]`, `[?(@.type=="Ready")]`. */
const STEP = /\.((?:\\.|[^.[\]])+)|\['([^']+)'\]|\[(-?\d+)\]|(\[\*\])|\[\?\(@\.([\w.]+)\s*==\s*["']([^"']*)["']\)\]/gy;

/** The first value that a column's JSONPath finds; undefined where there is none. */
function find(object: JsonObject, path: string): Json | undefined {
  let found: readonly (Json | undefined)[] = [object];
  for (const [, dotted, quoted, index, all, key, wanted] of path.matchAll(STEP)) {
    const name = (dotted ?? quoted)?.replace(/\\(.)/g, '$1');
    found = found.flatMap((value): readonly (Json | undefined)[] => {
      if (name !== undefined) return [valueAt(value, [name])];
      const list = Array.isArray(value) ? (value as readonly Json[]) : [];
      if (index !== undefined) return [list.at(Number(index))];
      return all === undefined ? list.filter(each => String(valueAt(each, (key ?? '').split('.'))) === wanted) : list;
    });
  }
  return found.find(value => value !== undefined);
}
