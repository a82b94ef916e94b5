import {type KubeObject, valueAt} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import {changeAt, pointerSteps} from '../kernel/pointer.ts';
import type {Json, JsonObject} from '../kernel/subjects.ts';
import {type Hole, placeHole} from './holes.ts';
import {TEMPLATES as GENERATED} from './templates.generated.ts';

export {type Hole, type HoleType, parseHole} from './holes.ts';

/** A manifest that is valid as it stands, and what may be filled in where. */
export type Template = {
  readonly name: string;
  readonly summary: string;
  /** `node`: one object is made for each node. */
  readonly each: 'node' | null;
  /** Removes itself, and belongs to one run of the program. */
  readonly ephemeral: boolean;
  readonly holes: readonly Hole[];
  readonly manifest: KubeObject;
  readonly manifestText: string;
};

/** Every template there is, by name: the folders of `templates/`, put in here by `npm run generate`. */
export const TEMPLATES: readonly Template[] = GENERATED;

/**
 * The template's manifest with the holes filled, one object for each of `nodes` where the template is made so; else `nodes`, if
 * any, restrict where it runs. `values` are by name of the hole, null standing for what the manifest says. An unknown hole, a
 * missing one or a value of another type is a usage problem.
 */
export function fill(
  template: Template,
  values: {readonly [hole: string]: Json},
  nodes: readonly string[],
): Outcome<readonly KubeObject[]> {
  const unknown = Object.keys(values).find(name => !template.holes.some(hole => hole.name === name));
  if (unknown !== undefined)
    return refuse(
      'usage',
      `error: template ${template.name} has nothing called "${unknown}" to fill in`,
      `It has ${template.holes.map(hole => hole.name).join(', ')}.`,
    );
  const nodeHole = template.holes.find(hole => hole.type === 'node-names');
  const given = nodeHole === undefined || nodes.length === 0 ? values : {...values, [nodeHole.name]: nodes};
  const absent = template.holes.find(hole => hole.required && (given[hole.name] ?? null) === null);
  if (absent !== undefined)
    return refuse('usage', `error: template ${template.name} needs ${absent.name}`, `${absent.name}: ${absent.help}`);
  if (template.each === null || nodeHole === undefined) return one(template, given);

  const names = given[nodeHole.name];
  const checked = placeHole(nodeHole, names ?? null);
  if (!checked.ok) return checked;
  const objects: KubeObject[] = [];
  for (const node of new Set(names as readonly string[])) {
    const base = given['name'] ?? template.holes.find(hole => hole.name === 'name')?.default ?? template.name;
    const filled = one(template, {...given, name: base, [nodeHole.name]: [node]});
    if (!filled.ok) return filled;
    objects.push(...filled.value.map(object => renamed(object, perNode(String(base), node))));
  }
  return done(objects);
}

/**
 * The name of a node's own object: `base-node`, a DNS label. Where the node's name has dots, or both together are longer than 63
 * characters (the limit of the label that carries a Job's name), the end gives way to a hash of the node's name.
 */
export function perNode(base: string, node: string): string {
  const plain = `${base}-${node.replaceAll('.', '-')}`;
  if (plain.length <= 63 && !node.includes('.')) return plain;
  return `${plain.slice(0, 54).replace(/-+$/, '')}-${hash(node)}`;
}

/** Which run of the program an object belongs to; `expires` is RFC 3339, `owner` the name the server knows the user by. */
export type Run = {id: string; owner: string | null; expires: string};

/** The object with its run in the annotations that `cleanup` reads, on itself and on its pods. */
export function stampRun(object: KubeObject, run: Run): KubeObject {
  const annotations: JsonObject = {
    'hostprocess.dev/run-id': run.id,
    ...(run.owner === null ? {} : {'hostprocess.dev/owner': run.owner}),
    'hostprocess.dev/expires': run.expires,
  };
  const pointers = ['/metadata/annotations', '/spec/template/metadata/annotations'];
  return pointers
    .map(pointerSteps)
    .reduce<Json>(
      (root, path) =>
        valueAt(root, path.slice(0, -1)) === undefined
          ? root
          : (changeAt(root, path, existing => ({...(existing as JsonObject | undefined), ...annotations})) ?? root),
      object,
    ) as KubeObject;
}

function one(template: Template, values: {readonly [hole: string]: Json}): Outcome<readonly KubeObject[]> {
  let object: Json = template.manifest;
  for (const hole of template.holes) {
    const value = values[hole.name] ?? null;
    if (value === null) continue;
    const placed = placeHole(hole, value);
    if (!placed.ok) return placed;
    for (const pointer of hole.sets) object = changeAt(object, pointerSteps(pointer), placed.value) ?? object;
  }
  return done([object as KubeObject]);
}

const renamed = (object: KubeObject, name: string): KubeObject => ({...object, metadata: {...object.metadata, name}});

/** FNV-1a, eight hexadecimal digits: tells names apart, secures nothing. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const unit of text) value = Math.imul(value ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
