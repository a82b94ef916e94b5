import {listAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {RESOURCES} from '../api/resources.ts';
import type {ApiAnswer} from '../node/api.ts';
import {namespaceOf, pathOf, uidOf} from './cache.ts';
import {isTerminating} from './pods.ts';
import type {Next} from './queue.ts';
import {nextOf, type World} from './world.ts';

/** How many removed objects are remembered: a dependent that comes later than so many removals is asked about. */
const REMEMBERED = 10_000;
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** Whether an object that somebody names as its owner is there: to stay, until its dependents are gone, or no more. */
type Owner = 'stays' | 'waits' | 'gone';

/** Deletes what belongs to nobody any more, and lets owners go whose dependents are gone (or orphaned, as asked). */
export function collectGarbage(world: World): void {
  const collections = RESOURCES.filter(each => each.kind !== 'Event').map(each => world.of(each.kind));
  const queue = world.queue(sync);
  const gone = new Set<string>();

  for (const collection of collections)
    collection.onChange((after, before) => {
      if (after === null) {
        const uid = uidOf(before ?? {});
        gone.add(uid);
        const [oldest] = gone;
        if (gone.size > REMEMBERED && oldest !== undefined) gone.delete(oldest);
        for (const each of dependentsOf(uid)) queue.add(uidOf(each));
        for (const owner of ownersOf(before ?? {})) queue.add(textAt(owner, 'uid') ?? '');
      } else if (isTerminating(after) ? finalizersOf(after).length > 0 : ownersOf(after).some(isNews)) {
        queue.add(uidOf(after));
      }
    });

  const find = (uid: string): JsonObject | undefined => {
    for (const collection of collections) {
      const found = collection.byUid(uid);
      if (found) return found;
    }
    return undefined;
  };
  const dependentsOf = (uid: string): readonly JsonObject[] => collections.flatMap(each => each.ownedBy(uid));
  /** An owner that is on its way out, or that we do not know. */
  const isNews = (owner: Json): boolean => {
    const found = find(textAt(owner, 'uid') ?? '');
    return found === undefined || isTerminating(found);
  };

  async function sync(uid: string): Promise<Next> {
    const object = find(uid);
    if (!object) return 'done';
    if (!isTerminating(object)) return keepOrDelete(object);
    const finalizers = finalizersOf(object);
    if (finalizers.includes(ORPHAN)) return orphanDependents(object);
    return finalizers.includes(FOREGROUND) ? deleteDependents(object) : 'done';
  }

  async function keepOrDelete(object: JsonObject): Promise<Next> {
    const owners = ownersOf(object);
    if (owners.length === 0) return 'done';
    const states = await Promise.all(owners.map(owner => stateOf(owner, namespaceOf(object))));
    if (states.includes(null)) return 'retry';
    if (!states.includes('stays')) {
      const blocked = states.includes('waits') && dependentsOf(uidOf(object)).length > 0;
      return nextOf(await world.remove(object, {propagationPolicy: blocked ? 'Foreground' : 'Background'}));
    }
    const left = owners.filter((_, at) => states[at] === 'stays');
    return left.length === owners.length ? 'done' : nextOf(await disown(object, left));
  }

  /** What has become of an owner; null when the server does not say. */
  async function stateOf(owner: Json, namespace: string): Promise<Owner | null> {
    const uid = textAt(owner, 'uid') ?? '';
    if (gone.has(uid)) return 'gone';
    const known = find(uid);
    if (known) return isTerminating(known) && finalizersOf(known).includes(FOREGROUND) ? 'waits' : 'stays';
    const resource = RESOURCES.find(each => each.kind === textAt(owner, 'kind'));
    if (!resource) return 'stays'; // of a kind that nobody here can look for
    const place = resource.namespaced ? namespace : null;
    const {status, body} = await world.api.send('GET', `${pathOf(resource, place)}/${textAt(owner, 'name')}`);
    if (status === 404) return 'gone';
    return status !== 200 ? null : uidOf(body) === uid ? 'stays' : 'gone';
  }

  async function orphanDependents(owner: JsonObject): Promise<Next> {
    const uid = uidOf(owner);
    const answers = await Promise.all(
      dependentsOf(uid).map(each =>
        disown(
          each,
          ownersOf(each).filter(other => textAt(other, 'uid') !== uid),
        ),
      ),
    );
    return nextOf(...answers) === 'done' ? nextOf(await release(owner, ORPHAN)) : 'retry';
  }

  async function deleteDependents(owner: JsonObject): Promise<Next> {
    const blocking = dependentsOf(uidOf(owner)).filter(each =>
      ownersOf(each).some(ref => textAt(ref, 'uid') === uidOf(owner) && valueAt(ref, ['blockOwnerDeletion']) === true),
    );
    if (blocking.length === 0) return nextOf(await release(owner, FOREGROUND));
    for (const each of blocking) if (!isTerminating(each)) queue.add(uidOf(each));
    return 'done';
  }

  const disown = (object: JsonObject, owners: readonly Json[]): Promise<ApiAnswer> =>
    world.patch(object, {metadata: {...versionOf(object), ownerReferences: owners}});

  const release = (object: JsonObject, finalizer: string): Promise<ApiAnswer> =>
    world.patch(object, {
      metadata: {...versionOf(object), finalizers: finalizersOf(object).filter(each => each !== finalizer)},
    });
}

const ownersOf = (object: JsonObject): readonly Json[] => listAt(object, 'metadata', 'ownerReferences');
const finalizersOf = (object: JsonObject): readonly Json[] => listAt(object, 'metadata', 'finalizers');
const versionOf = (object: JsonObject): JsonObject => ({
  uid: uidOf(object),
  resourceVersion: textAt(object, 'metadata', 'resourceVersion') ?? '',
});
