import {objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {badRequest, expired, type Failure, failed, isFailure, notFound} from './failure.ts';
import {apiVersionOf, type Resource} from './resources.ts';
import {fieldSelector, labelSelector, type Matches} from './selectors.ts';
import type {Store, StoredChange} from './store.ts';

/** One event of a watch. */
export type WatchEvent = {type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'; object: JsonObject};

/** A watch that begins when it is given somebody to tell; the function given back ends it. */
export type Watch = (tell: (event: WatchEvent) => void) => () => void;

/** An object as it is shown: of the version that was asked for. */
export const shown = (resource: Resource, object: JsonObject): JsonObject =>
  object['apiVersion'] === apiVersionOf(resource) ? object : {...object, apiVersion: apiVersionOf(resource)};

/** What a request's selectors leave. */
function matcher(resource: Resource, name: string | null, query: URLSearchParams): Matches | Failure {
  const labels = query.get('labelSelector') ?? '';
  const fields = [query.get('fieldSelector') ?? '', name === null ? '' : `metadata.name=${name}`];
  const tests: Matches[] = [];
  for (const selector of [
    labels === '' ? null : labelSelector(labels),
    ...fields.filter(text => text !== '').map(text => fieldSelector(resource, text)),
  ]) {
    if (selector === null) continue;
    if (isFailure(selector)) return selector;
    tests.push(selector);
  }
  return object => tests.every(test => test(object));
}

export function getOne(store: Store, resource: Resource, namespace: string | null, name: string): JsonObject | Failure {
  const object = store.get(resource, namespace, name);
  return object === null ? notFound(resource, name) : shown(resource, object);
}

export type Page = {items: readonly JsonObject[]; metadata: JsonObject};

/** A list, or a page of it: `limit` objects that come after the last one of the page before. */
export function listPage(
  store: Store,
  resource: Resource,
  namespace: string | null,
  query: URLSearchParams,
): Page | Failure {
  const matches = matcher(resource, null, query);
  if (isFailure(matches)) return matches;
  const token = query.get('continue') ?? '';
  const from = token === '' ? null : readToken(token);
  if (from !== null && isFailure(from)) return from;
  const all = store.list(resource, namespace).filter(matches);
  const version = from?.version ?? String(store.version());
  const rest = from === null ? all : all.filter(object => keyOf(object) > from.after);
  const limit = Number(query.get('limit') ?? 0);
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const last = items.at(-1);
  const remaining = rest.length - items.length;
  const metadata: JsonObject =
    remaining === 0 || last === undefined
      ? {resourceVersion: version}
      : {resourceVersion: version, continue: writeToken({version, after: keyOf(last)}), remainingItemCount: remaining};
  return {items: items.map(object => shown(resource, object)), metadata};
}

const keyOf = (object: JsonObject): string =>
  `${textAt(object, 'metadata', 'namespace') ?? ''}/${textAt(object, 'metadata', 'name') ?? ''}`;

type Token = {version: string; after: string};
const writeToken = ({version, after}: Token): string =>
  Buffer.from(JSON.stringify({v: 'meta.k8s.io/v1', rv: Number(version), start: after})).toString('base64url');

function readToken(text: string): Token | Failure {
  try {
    const {rv, start} = JSON.parse(Buffer.from(text, 'base64url').toString()) as {rv: number; start: string};
    if (typeof rv === 'number' && typeof start === 'string') return {version: String(rv), after: start};
  } catch {
    // what is no token is refused below
  }
  return badRequest('invalid continue token: continue key is not valid: it is not one of this server');
}

/**
 * A watch from `resourceVersion` on; without one (or with 0) it begins with what is there. An object that comes to match is
 * ADDED, one that no longer matches DELETED, as by the real server's cache.
 */
export function watchOf(
  store: Store,
  resource: Resource,
  place: {namespace: string | null; name: string | null},
  query: URLSearchParams,
): Watch | Failure {
  const {namespace, name} = place;
  const matches = matcher(resource, name, query);
  if (isFailure(matches)) return matches;
  const asked = query.get('resourceVersion') ?? '';
  // a client that asks for the initial events gets what is there, and then a bookmark that says that this was all
  const initial = query.get('sendInitialEvents') === 'true';
  const since = initial || asked === '' || asked === '0' ? null : Number(asked);
  if (since !== null && !Number.isInteger(since))
    return failed(
      400,
      'BadRequest',
      `invalid resource version "${asked}": strconv.ParseUint: parsing "${asked}": invalid syntax`,
    );
  const here = (object: JsonObject | null): boolean =>
    object !== null && (namespace === null || textAt(object, 'metadata', 'namespace') === namespace) && matches(object);
  return tell => {
    const translate = ({type, object, before, version}: StoredChange): void => {
      const now = type !== 'DELETED' && here(object);
      const was = type !== 'ADDED' && here(type === 'DELETED' && before === null ? object : before);
      if (now) tell({type: was ? 'MODIFIED' : 'ADDED', object: shown(resource, object)});
      else if (was)
        tell({
          type: 'DELETED',
          object: shown(resource, type === 'DELETED' ? object : leaving(before ?? object, version)),
        });
    };
    let from = since ?? store.version();
    if (since === null) {
      from = store.version();
      for (const object of store.list(resource, namespace))
        if (here(object)) tell({type: 'ADDED', object: shown(resource, object)});
    }
    if (initial) tell(bookmark(store, resource, {'k8s.io/initial-events-end': 'true'}));
    const stop = store.watch(resource, from, translate);
    if (typeof stop !== 'number') return stop;
    tell({type: 'ERROR', object: expired(from, stop).failure});
    return () => undefined;
  };
}

/** An object that has left a selection, as it was, at the version at which it left. */
const leaving = (object: JsonObject, version: number): JsonObject => ({
  ...object,
  metadata: {...objectAt(object, 'metadata'), resourceVersion: String(version)},
});

/** A sign that nothing has happened up to here. */
export const bookmark = (store: Store, resource: Resource, annotations?: JsonObject): WatchEvent => ({
  type: 'BOOKMARK',
  object: {
    kind: resource.kind,
    apiVersion: apiVersionOf(resource),
    metadata: {
      resourceVersion: String(store.version()),
      creationTimestamp: null,
      ...(annotations === undefined ? {} : {annotations}),
    },
  },
});
