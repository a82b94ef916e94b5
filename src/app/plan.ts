import {
  API_KINDS,
  type ApiKind,
  apiKindOf,
  type KubeObject,
  kubectlKind,
  listAt,
  numberAt,
  objectAt,
  textAt,
  valueAt,
} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import {changeAt, pointerSteps} from '../kernel/pointer.ts';
import type {FilesPort, TerminalPort} from '../kernel/ports.ts';
import type {Json, Subject} from '../kernel/subjects.ts';
import {effectiveOptions} from '../windows/options.ts';
import {type Document, MANIFEST_LIMIT, readDocuments} from './documents.ts';

/** One workload that is to be created: its object, completed, and where it came from. */
export type Planned = {
  object: KubeObject;
  kind: ApiKind;
  namespace: string;
  name: string;
  source: string;
  locate: Document['locate'];
};

/** A value put at a JSON pointer of the object before anything is judged: `--set /metadata/name=x`. */
export type Setting = {pointer: string; value: Json};

/** The one workload of a file, before its namespace is decided. */
export type FileWorkload = Pick<Planned, 'object' | 'source' | 'locate'>;

/** Reads the one workload of a file. Refuses what is not exactly one workload, and says what to add where a fragment lacks something. */
export async function readWorkload(options: {
  path: string;
  settings: readonly Setting[];
  files: FilesPort;
  terminal: TerminalPort;
}): Promise<Outcome<FileWorkload>> {
  const source = options.path === '-' ? 'standard input' : options.path;
  const bytes = await options.files.read(options.path, MANIFEST_LIMIT);
  if (!bytes.ok) return bytes;
  const documents = readDocuments(source, bytes.value);
  if (!documents.ok) return documents;
  const [document, second] = documents.value;
  if (!document) return refuse('usage', `error: ${source} holds no object`, 'Give a manifest with one workload.');
  if (second)
    return refuse(
      'usage',
      `error: ${source} holds ${documents.value.length} documents; run takes one workload at a time`,
      'Split the file; apply namespaces, accounts and settings with kubectl first.',
    );
  const set = applySettings(document.value, options.settings);
  if (!set.ok) return set;
  const whole = await complete(set.value, source, options.terminal);
  if (!whole.ok) return whole;
  const kind = workloadKind(whole.value, source);
  return kind.ok ? done({object: whole.value, source, locate: document.locate}) : kind;
}

/** Decides the namespace as kubectl does, and refuses kinds that carry no pod template. */
export function place(
  object: KubeObject,
  source: string,
  locate: Document['locate'],
  namespace: {flag: string | null; fallback: string},
): Outcome<Planned> {
  const kind = workloadKind(object, source);
  if (!kind.ok) return kind;
  const own = textAt(object, 'metadata', 'namespace');
  if (own !== null && namespace.flag !== null && own !== namespace.flag)
    return refuse(
      'usage',
      `error: the namespace from the provided object "${own}" does not match the namespace "${namespace.flag}". You must pass '--namespace=${own}' to perform this operation.`,
    );
  const chosen = own ?? namespace.flag ?? namespace.fallback;
  const name = textAt(object, 'metadata', 'name') ?? '';
  const placed = {...object, metadata: {...objectAt(object, 'metadata'), namespace: chosen}};
  return done({object: placed, kind: kind.value, namespace: chosen, name, source, locate});
}

function workloadKind(object: KubeObject, source: string): Outcome<ApiKind> {
  const kind = apiKindOf(object);
  if (kind?.template) return done(kind);
  const workloads = API_KINDS.filter(each => each.template !== null).map(each => each.kind);
  const given = `${String(object.kind)}${object.apiVersion ? ` (${object.apiVersion})` : ''}`;
  return refuse(
    'usage',
    `error: ${source}: a ${given} makes no pods`,
    `run takes ${workloads.join(', ')}; apply other objects with kubectl apply.`,
  );
}

/** A fragment (a `spec` without kind or name, as documentation pages print) is completed by asking, or refused with what it lacks. */
async function complete(object: KubeObject, source: string, terminal: TerminalPort): Promise<Outcome<KubeObject>> {
  const isPodSpec = Array.isArray(valueAt(object, ['spec', 'containers']));
  const lacking = [
    ...(object.apiVersion === undefined ? ['apiVersion'] : []),
    ...(object.kind === undefined ? ['kind'] : []),
    ...(textAt(object, 'metadata', 'name') === null ? ['metadata.name'] : []),
  ];
  if (lacking.length === 0) return done(object);
  const fragment = isPodSpec && object.kind === undefined && object.apiVersion === undefined;
  const remedy = fragment
    ? 'It is the spec of a Pod. Add them to the file, or: --set /apiVersion=v1 --set /kind=Pod --set /metadata/name=NAME'
    : `Add ${lacking.length === 1 ? 'it' : 'them'} to the file, or with --set ${lacking.map(field => `/${field.replace('.', '/')}=…`).join(' --set ')}`;
  const askable = terminal.interactive && (fragment || (lacking.length === 1 && lacking[0] === 'metadata.name'));
  if (!askable) return refuse('usage', `error: ${source} lacks ${lacking.join(', ')}`, remedy);
  const name = await terminal.input(
    fragment ? `${source} is the spec of a Pod. Name of the pod:` : 'Name of the object:',
    null,
  );
  if (!name.ok) return name;
  const metadata = {...objectAt(object, 'metadata'), name: name.value};
  return done(fragment ? {apiVersion: 'v1', kind: 'Pod', ...object, metadata} : {...object, metadata});
}

function applySettings(object: KubeObject, settings: readonly Setting[]): Outcome<KubeObject> {
  let changed: Json = object;
  for (const {pointer, value} of settings) {
    if (!pointer.startsWith('/'))
      return refuse(
        'usage',
        `error: --set ${pointer}: a file has no holes to fill`,
        'Name the place by JSON pointer: --set /metadata/name=NAME',
      );
    const next = changeAt(changed, pointerSteps(pointer), () => value);
    if (next === undefined)
      return refuse(
        'usage',
        `error: --set ${pointer}: there is no such place in the object`,
        'Check the path; list items are counted from 0.',
      );
    changed = next;
  }
  return done(changed as KubeObject);
}

export const workloadSubject = (planned: Planned): Subject<'workload'> => ({
  kind: 'workload',
  apiVersion: planned.kind.apiVersion,
  type: planned.kind.kind,
  namespace: planned.namespace,
  name: planned.name,
});

/** The object as kubectl writes it: `daemonset.apps/x`. */
export const objectName = (planned: {kind: ApiKind; name: string}): string =>
  `${kubectlKind(planned.kind)}/${planned.name}`;

/** What a plan shows of its objects: the accounts and images of their containers, and after how many seconds all of them end by themselves. */
export function traitsOf(planned: readonly Planned[]): {
  accounts: readonly string[];
  images: readonly string[];
  endsAfterSeconds: number | null;
} {
  const specs = planned.map(each => objectAt(each.object, ...(each.kind.template ?? []), 'spec'));
  const containers = specs.flatMap(spec => effectiveOptions(spec, []));
  const images = specs.flatMap(spec => listAt(spec, 'containers').map(container => textAt(container, 'image')));
  const deadlines = planned.map(each => numberAt(each.object, 'spec', 'activeDeadlineSeconds'));
  return {
    accounts: distinct(containers.map(container => container.runAsUserName)),
    images: distinct(images),
    endsAfterSeconds: deadlines.includes(null) ? null : Math.max(...deadlines.map(Number)),
  };
}

const distinct = (texts: readonly (string | null)[]): readonly string[] =>
  [...new Set(texts.filter(text => text !== null))].sort();
