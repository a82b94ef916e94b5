import {apiKindOf, type KubeObject, kubectlKind, textAt} from '../kernel/objects.ts';
import {yamlText} from './yaml.ts';

/** Objects as kubectl prints them: YAML documents, JSON (a List when there are several), or `kind.group/name` lines. */
export function objectsText(
  objects: readonly KubeObject[],
  format: 'yaml' | 'json' | 'name',
  dryRun: 'none' | 'client' | 'server',
): string {
  if (format === 'yaml') return objects.map(object => yamlText(object)).join('---\n');
  const [only] = objects;
  if (format === 'json') {
    const value = objects.length === 1 ? only : {apiVersion: 'v1', kind: 'List', items: objects};
    return `${JSON.stringify(value, null, 2)}\n`;
  }
  const suffix = dryRun === 'none' ? '' : dryRun === 'client' ? ' (dry run)' : ' (server dry run)';
  return objects.map(object => `${nameOf(object)}${suffix}\n`).join('');
}

function nameOf(object: KubeObject): string {
  const kind = apiKindOf(object);
  return `${kind ? kubectlKind(kind) : String(object.kind).toLowerCase()}/${textAt(object, 'metadata', 'name') ?? ''}`;
}
