import {apiKindOf, type KubeObject} from '../kernel/objects.ts';
import type {Json} from '../kernel/subjects.ts';
import {table} from './table.ts';

/** A template, as far as it is shown. */
export type TemplateWords = {
  name: string;
  summary: string;
  each: 'node' | null;
  ephemeral: boolean;
  holes: readonly {name: string; default: Json; help: string; required: boolean}[];
  manifest: KubeObject;
  manifestText: string;
};

/** All templates, one line each. */
export const templateTable = (templates: readonly TemplateWords[]): string =>
  table(
    ['name', 'kind', 'made', 'summary'],
    templates.map(({name, manifest, each, summary}) => [
      name,
      manifest.kind ?? '',
      each === null ? 'once' : 'once for each node',
      summary,
    ]),
  );

/** One template: what it is for, the rights it needs, what may be filled in, and its manifest. */
export function templateText({name, summary, ephemeral, holes, manifest, manifestText}: TemplateWords): string {
  const rows = holes.map(hole => [hole.name, hole.required ? '(required)' : defaultText(hole.default), hole.help]);
  const kind = apiKindOf(manifest)?.resource ?? manifest.kind ?? '';
  return `${name}: ${summary}.
${ephemeral ? 'It is short-lived: it removes itself.' : 'It stays until you delete it.'}
To run it you must be allowed to get, create and patch ${kind}, to list and watch pods and events, and to get pods/log.

${table(['place', 'default', 'meaning'], rows)}
${manifestText.trimEnd()}
`;
}

const defaultText = (value: Json): string =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
