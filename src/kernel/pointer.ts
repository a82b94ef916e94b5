import type {Json, JsonObject, Path} from './subjects.ts';

/** The steps of a JSON pointer (RFC 6901): `/a/b~1c` is `['a', 'b/c']`. */
export const pointerSteps = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/**
 * A copy of `root` in which `change` was applied to what stands at `path` (undefined for nothing). Objects on the way are made, items
 * of lists are not; undefined where there is no such place.
 */
export function changeAt(
  root: Json | undefined,
  path: Path,
  change: (existing: Json | undefined) => Json,
): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(root);
  if (Array.isArray(root)) {
    const index = Number(step);
    if (!Number.isInteger(index) || index < 0 || index >= root.length) return undefined;
    const item = changeAt(root[index], rest, change);
    return item === undefined ? undefined : root.with(index, item);
  }
  if (root !== undefined && root !== null && typeof root !== 'object') return undefined;
  const object = (root ?? {}) as JsonObject;
  const child = changeAt(object[String(step)], rest, change);
  return child === undefined ? undefined : {...object, [String(step)]: child};
}
