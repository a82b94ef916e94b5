import {setTimeout as sleep} from 'node:timers/promises';
import {listAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {apiVersionOf, type Resource} from '../api/resources.ts';
import type {Api} from '../node/api.ts';

/** What became of one object: `before` is null for a new one, `after` for one that is gone. */
export type Change = (after: JsonObject | null, before: JsonObject | null) => void;

/** All objects of one kind as last heard of. They are never changed, only replaced. */
export type Collection = {
  readonly resource: Resource;
  /** Resolves when the first list is there. */
  readonly synced: Promise<void>;
  all(): Iterable<JsonObject>;
  get(namespace: string, name: string): JsonObject | undefined;
  byUid(uid: string): JsonObject | undefined;
  /** The objects that name `uid` as an owner. */
  ownedBy(uid: string): readonly JsonObject[];
  /** The pods that are bound to the node. */
  onNode(node: string): readonly JsonObject[];
  inNamespace(namespace: string): readonly JsonObject[];
  onChange(listener: Change): void;
  /** Takes over what the server answered, so that nobody does twice what he has just done. */
  take(object: JsonObject): void;
  /** Ends when the signal that it was made with aborts. */
  readonly ended: Promise<void>;
};

export const uidOf = (object: JsonObject): string => textAt(object, 'metadata', 'uid') ?? '';
export const nameOf = (object: JsonObject): string => textAt(object, 'metadata', 'name') ?? '';
export const namespaceOf = (object: JsonObject): string => textAt(object, 'metadata', 'namespace') ?? '';
/** `namespace/name`, as work queues call an object. */
export const keyOf = (object: JsonObject): string => `${namespaceOf(object)}/${nameOf(object)}`;
const versionOf = (object: JsonObject): number => Number(textAt(object, 'metadata', 'resourceVersion') ?? 0);

/** How many uids of deleted objects are remembered, so that a late answer about one does not bring it back. */
const REMEMBERED = 10_000;

type Index = {of(object: JsonObject): readonly string[]; readonly sets: Map<string, Map<string, JsonObject>>};

const index = (of: Index['of']): Index => ({of, sets: new Map()});

/** Where the collection is, of all namespaces or of one. */
export function pathOf(resource: Resource, namespace: string | null = null): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${apiVersionOf(resource)}`;
  return `${root}${namespace ? `/namespaces/${namespace}` : ''}/${resource.plural}`;
}

/** Lists and watches until `signal` aborts; whatever ends a watch leads to a new list. */
export function follow(api: Api, resource: Resource, signal: AbortSignal): Collection {
  const objects = new Map<string, JsonObject>();
  const gone = new Set<string>();
  const listeners: Change[] = [];
  const names = index(object => [keyOf(object)]);
  const owners = index(object =>
    listAt(object, 'metadata', 'ownerReferences').map(owner => textAt(owner, 'uid') ?? ''),
  );
  const nodes = index(object => (resource.plural === 'pods' ? [textAt(object, 'spec', 'nodeName') ?? ''] : []));
  const namespaces = index(object => [namespaceOf(object)]);
  const indices = [names, owners, nodes, namespaces];
  const found = (of: Index, key: string): readonly JsonObject[] => [...(of.sets.get(key)?.values() ?? [])];
  const kind = {apiVersion: apiVersionOf(resource), kind: resource.kind};

  function replace(uid: string, after: JsonObject | null): void {
    const before = objects.get(uid) ?? null;
    if (after === null && before === null) return;
    for (const {of, sets} of indices) {
      for (const key of before === null ? [] : of(before)) {
        sets.get(key)?.delete(uid);
        if (sets.get(key)?.size === 0) sets.delete(key);
      }
      for (const key of after === null ? [] : of(after)) {
        const set = sets.get(key);
        if (set) set.set(uid, after ?? {});
        else sets.set(key, new Map([[uid, after ?? {}]]));
      }
    }
    if (after === null) {
      objects.delete(uid);
      gone.add(uid);
      if (gone.size > REMEMBERED) gone.delete([...gone.keys()][0] ?? '');
    } else objects.set(uid, after);
    for (const listener of listeners) listener(after, before);
  }

  function take(object: JsonObject): void {
    const uid = uidOf(object);
    const known = objects.get(uid);
    if (uid === '' || gone.has(uid) || (known && versionOf(known) >= versionOf(object))) return;
    replace(uid, {...kind, ...object});
  }

  async function list(): Promise<string | null> {
    const {status, body} = await api.send('GET', pathOf(resource));
    if (status !== 200 || signal.aborted) return null;
    const version = textAt(body, 'metadata', 'resourceVersion') ?? '';
    const items = listAt(body, 'items') as readonly JsonObject[];
    const listed = new Set(items.map(uidOf));
    for (const item of items) take(item);
    // what is newer than the list came from an answer meanwhile; the watch will speak of it
    for (const [uid, object] of [...objects])
      if (!listed.has(uid) && versionOf(object) <= Number(version)) replace(uid, null);
    return version;
  }

  let synced: () => void = () => undefined;
  const firstList = new Promise<void>(resolve => {
    synced = resolve;
  });

  async function run(): Promise<void> {
    signal.addEventListener('abort', () => synced(), {once: true});
    while (!signal.aborted) {
      const version = await list();
      if (version !== null) {
        synced();
        const path = `${pathOf(resource)}?watch=true&allowWatchBookmarks=true&resourceVersion=${version}`;
        const onEvent: Parameters<Api['watch']>[1] = ({type, object}) => {
          if (signal.aborted || type === 'BOOKMARK' || type === 'ERROR') return;
          if (type === 'DELETED') replace(uidOf(object), null);
          else take(object);
        };
        await api.watch(path, onEvent, signal);
      }
      await sleep(version === null ? 300 : 50, undefined, {signal}).catch(() => undefined);
    }
  }

  return {
    resource,
    synced: firstList,
    all: () => objects.values(),
    get: (namespace, name) => found(names, `${namespace}/${name}`)[0],
    byUid: uid => objects.get(uid),
    ownedBy: uid => found(owners, uid),
    onNode: node => found(nodes, node),
    inNamespace: namespace => found(namespaces, namespace),
    onChange: listener => listeners.push(listener),
    take,
    ended: run(),
  };
}
