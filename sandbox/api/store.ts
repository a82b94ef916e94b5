import {textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Resource} from './resources.ts';

/** One change of one object. `before` lets a selector see that an object has left it. */
export type StoredChange = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly version: number;
  readonly object: JsonObject;
  readonly before: JsonObject | null;
};

/** All objects, in memory, immutable, with one version counter for the whole world, as etcd has. */
export type Store = {
  /** The version of the last change. */
  version(): number;
  get(resource: Resource, namespace: string | null, name: string): JsonObject | null;
  /** In the order of namespace and name, as etcd's keys. */
  list(resource: Resource, namespace: string | null): readonly JsonObject[];
  /** Puts the object in the place of the one with its name, and gives it with its new resourceVersion. */
  write(resource: Resource, object: JsonObject): JsonObject;
  remove(resource: Resource, object: JsonObject): JsonObject;
  /**
   * Every change after version `since`: those already made at once, later ones as they come, until the function given back
   * is called. A number is the oldest version that is still known, when `since` is older.
   */
  watch(resource: Resource, since: number, listen: (change: StoredChange) => void): (() => void) | number;
};

/** How many changes of a kind are remembered for watches that come back. */
const HISTORY = 5000;

type Shelf = {
  objects: Map<string, JsonObject>;
  /** Sorted keys; null after a change. */
  keys: string[] | null;
  changes: StoredChange[];
  /** Changes up to this version are forgotten. */
  forgotten: number;
  listeners: Set<(change: StoredChange) => void>;
};

const keyOf = (namespace: string | null, name: string): string => `${namespace ?? ''}/${name}`;

export function createStore(history = HISTORY): Store {
  const shelves = new Map<string, Shelf>();
  let last = 1;
  const shelf = ({group, plural}: Resource): Shelf => {
    const key = `${group}/${plural}`;
    let found = shelves.get(key);
    if (found === undefined) {
      found = {objects: new Map(), keys: null, changes: [], forgotten: 0, listeners: new Set()};
      shelves.set(key, found);
    }
    return found;
  };
  /** A listener may change something at once: everybody hears the first change first all the same. */
  const told: {entry: StoredChange; on: Shelf}[] = [];
  let telling = false;
  const tell = (): void => {
    if (telling) return;
    telling = true;
    try {
      for (let next = told.shift(); next !== undefined; next = told.shift()) {
        const {entry, on} = next;
        for (const listen of [...on.listeners]) if (on.listeners.has(listen)) listen(entry);
      }
    } finally {
      telling = false;
    }
  };
  const change = (on: Shelf, type: StoredChange['type'], object: JsonObject, before: JsonObject | null): JsonObject => {
    last += 1;
    const metadata = {...(object['metadata'] as JsonObject), resourceVersion: String(last)};
    const stamped = {...object, metadata};
    const key = keyOf(textAt(stamped, 'metadata', 'namespace'), textAt(stamped, 'metadata', 'name') ?? '');
    if (type === 'DELETED') on.objects.delete(key);
    else on.objects.set(key, stamped);
    if (type !== 'MODIFIED') on.keys = null;
    const entry: StoredChange = {type, version: last, object: stamped, before};
    on.changes.push(entry);
    if (on.changes.length > history * 2) {
      const dropped = on.changes.splice(0, on.changes.length - history);
      on.forgotten = dropped.at(-1)?.version ?? on.forgotten;
    }
    told.push({entry, on});
    tell();
    return stamped;
  };
  const present = (on: Shelf, object: JsonObject): JsonObject | null =>
    on.objects.get(keyOf(textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name') ?? '')) ?? null;
  return {
    version: () => last,
    get: (resource, namespace, name) => shelf(resource).objects.get(keyOf(namespace, name)) ?? null,
    list(resource, namespace) {
      const on = shelf(resource);
      on.keys ??= [...on.objects.keys()].sort();
      const prefix = namespace === null ? '' : `${namespace}/`;
      const objects: JsonObject[] = [];
      for (const key of on.keys) {
        const object = key.startsWith(prefix) ? on.objects.get(key) : undefined;
        if (object !== undefined) objects.push(object);
      }
      return objects;
    },
    write(resource, object) {
      const on = shelf(resource);
      const before = present(on, object);
      return change(on, before === null ? 'ADDED' : 'MODIFIED', object, before);
    },
    remove(resource, object) {
      const on = shelf(resource);
      return change(on, 'DELETED', object, present(on, object));
    },
    watch(resource, since, listen) {
      const on = shelf(resource);
      if (since < on.forgotten) return on.forgotten;
      for (const each of on.changes) if (each.version > since) listen(each);
      on.listeners.add(listen);
      return () => on.listeners.delete(listen);
    },
  };
}
