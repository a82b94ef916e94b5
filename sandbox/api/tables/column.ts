import {listAt, objectAt, textAt, valueAt} from '../../../src/kernel/objects.ts';
import type {Json, JsonObject, Path} from '../../../src/kernel/subjects.ts';
import {ageSince} from './age.ts';

/** One column of a kind's table; `wide` ones are printed by `-o wide` only. */
export type Column = {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly wide: boolean;
  cell(object: JsonObject, now: Date): Json;
};

type Cell = (object: JsonObject, now: Date) => Json;

/** `Up-to-date` is a text; the type is said before it: `integer:Desired`, and `+` stands before wide ones: `+IP`. */
export function column(header: string, cell: Cell): Column {
  const [, plus = '', type = 'string', name = ''] = /^(\+?)(?:(integer|boolean|date):)?(.*)$/.exec(header) ?? [];
  return {name, type, format: name === 'Name' ? 'name' : '', wide: plus === '+', cell};
}

/** The text at `path`, and `absent` where there is none. */
export const text =
  (absent: string, ...path: Path): Cell =>
  object =>
    textAt(object, ...path) || absent;

/** The number at `path`; what is not set counts as 0. */
export const count =
  (...path: Path): Cell =>
  object =>
    valueAt(object, path) ?? 0;

/** `1/3`: two numbers of the object. */
export const outOf =
  (part: Path, whole: Path): Cell =>
  object =>
    `${count(...part)(object, NEVER)}/${count(...whole)(object, NEVER)}`;

/** How long ago the time at `path` was. */
export const age =
  (...path: Path): Cell =>
  (object, now) =>
    ageSince(textAt(object, ...path), now);

/** How many entries the lists or maps at `paths` have together. */
export const size =
  (...paths: readonly Path[]): Cell =>
  object =>
    paths.reduce((sum, path) => sum + Object.keys(valueAt(object, path) ?? {}).length, 0);

/** The list's entries' texts, as `join` writes them between commas. */
export const joined = (list: readonly Json[], join: string, ...path: Path): string =>
  list.map(each => textAt(each, ...path) ?? '').join(join);

export const NAME = column('Name', text('', 'metadata', 'name'));
export const AGE = column('Age', age('metadata', 'creationTimestamp'));
export const CREATED = column('date:Created At', text('', 'metadata', 'creationTimestamp'));

/** `a=b,c=d` */
export const labels =
  (...path: Path): Cell =>
  object =>
    equalities(objectAt(object, ...path)).join(',') || '<none>';

const equalities = (map: JsonObject): readonly string[] =>
  Object.keys(map)
    .sort()
    .map(key => `${key}=${map[key]}`);

/** A label selector as `kubectl get -l` takes it: `a=b,c in (d,e),!f`. */
export const selector =
  (...path: Path): Cell =>
  object =>
    selectorText(objectAt(object, ...path)) || '<none>';

function selectorText(of: JsonObject): string {
  const equal = equalities(objectAt(of, 'matchLabels')).map(each => ({key: each.split('=')[0] ?? '', text: each}));
  const expressions = listAt(of, 'matchExpressions').map(each => {
    const key = textAt(each, 'key') ?? '';
    return {key, text: requirementText(key, textAt(each, 'operator'), listAt(each, 'values').map(String).sort())};
  });
  return [...equal, ...expressions]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(each => each.text)
    .join(',');
}

function requirementText(key: string, operator: string | null, values: readonly string[]): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${operator === 'NotIn' ? 'notin' : 'in'} (${values.join(',')})`;
}

/** Names, images and labels of what a workload's pod template holds. */
export const templateColumns = (template: Path, ...selectorPath: Path): readonly Column[] => [
  column('+Containers', object => joined(listAt(object, ...template, 'spec', 'containers'), ',', 'name')),
  column('+Images', object => joined(listAt(object, ...template, 'spec', 'containers'), ',', 'image')),
  ...(selectorPath.length > 0 ? [column('+Selector', selector(...selectorPath))] : []),
];

const NEVER = new Date(0);
