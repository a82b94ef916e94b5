import {readFile} from 'node:fs/promises';
import {delimiter, dirname, join, resolve} from 'node:path';
import {parse} from 'yaml';
import {listAt, objectAt, textAt} from '../../kernel/objects.ts';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {Json, JsonObject} from '../../kernel/subjects.ts';
import {KUBECTL_YAML} from '../../kernel/yaml.ts';
import type {ClusterOptions} from './options.ts';

/** A named entry of a kubeconfig: its content, and the folder that relative paths in it are meant from. */
export type Entry = {value: JsonObject; folder: string};

/** All kubeconfig files that were found, merged as kubectl does: the first file that says something wins, name by name. */
export type Kubeconfig = {
  clusters: ReadonlyMap<string, Entry>;
  users: ReadonlyMap<string, Entry>;
  contexts: ReadonlyMap<string, Entry>;
  current: string | null;
  /** The files that were there, in order. */
  files: readonly string[];
};

/** Where kubectl looks, in order; `required` when the user named the file (k8s.io/client-go/tools/clientcmd/loader.go). */
export function kubeconfigFiles(options: ClusterOptions): {files: readonly string[]; required: boolean} {
  if (options.kubeconfig) return {files: [resolve(options.kubeconfig)], required: true};
  const list = (options.env['KUBECONFIG'] ?? '').split(delimiter).filter(file => file !== '');
  return {
    files: list.length > 0 ? list.map(file => resolve(file)) : [join(options.home, '.kube', 'config')],
    required: false,
  };
}

/** Reads and merges the files. A missing file is a problem only when it was named with --kubeconfig. */
export async function loadKubeconfig(options: ClusterOptions): Promise<Outcome<Kubeconfig>> {
  const {files, required} = kubeconfigFiles(options);
  const merged = {
    clusters: new Map<string, Entry>(),
    users: new Map<string, Entry>(),
    contexts: new Map<string, Entry>(),
    current: null as string | null,
    files: [] as string[],
  };
  for (const file of new Set(files)) {
    const read = await readKubeconfig(file);
    if (!read.ok) return read;
    if (read.value === null) {
      if (required)
        return refuse(
          'usage',
          `error: the kubeconfig file ${file} does not exist`,
          'Check the path after --kubeconfig, or leave the flag out to use $KUBECONFIG or ~/.kube/config.',
        );
      continue;
    }
    merged.files.push(file);
    merged.current ??= textAt(read.value, 'current-context') || null;
    for (const [into, list, key] of [
      [merged.clusters, 'clusters', 'cluster'],
      [merged.users, 'users', 'user'],
      [merged.contexts, 'contexts', 'context'],
    ] as const) {
      const entries = namedEntries(read.value, list, key, file);
      if (!entries.ok) return entries;
      for (const [name, value] of entries.value) if (!into.has(name)) into.set(name, {value, folder: dirname(file)});
    }
  }
  return done(merged);
}

/** The file's content; an empty file is an empty object, a missing one null. */
async function readKubeconfig(file: string): Promise<Outcome<JsonObject | null>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return done(null);
    return refuse(
      'usage',
      `error: the kubeconfig file ${file} cannot be read: ${code === 'EISDIR' ? 'it is a directory' : code}`,
      'Check the path and who may read the file.',
    );
  }
  try {
    const value = parse(text.replace(/^\uFEFF/, ''), {...KUBECTL_YAML, uniqueKeys: false}) as Json | undefined;
    if (value === null || value === undefined) return done({});
    if (typeof value === 'object' && !Array.isArray(value)) return done(value as JsonObject);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/:$/, '') : String(error);
    return refuse('usage', `error: error loading config file "${file}": ${reason}`, 'Mend the file, or name another.');
  }
  return refuse('usage', `error: error loading config file "${file}": it is not a kubeconfig`, 'Name another file.');
}

/** `[{name, <key>: {…}}]` as pairs. The same name twice in one file is refused, as kubectl does. */
function namedEntries(
  config: JsonObject,
  list: string,
  key: string,
  file: string,
): Outcome<ReadonlyMap<string, JsonObject>> {
  const found = new Map<string, JsonObject>();
  for (const item of listAt(config, list)) {
    const name = textAt(item, 'name');
    if (name === null || name === '') continue;
    if (found.has(name))
      return refuse(
        'usage',
        `error: error loading config file "${file}": duplicate name "${name}" in ${list}`,
        'Remove one of the two.',
      );
    found.set(name, objectAt(item, key));
  }
  return done(found);
}
