import {textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {CHANGED, conflict, type Failure} from './failure.ts';
import type {Resource} from './resources.ts';

/** Whether the object only waits for its end. */
export const isEnding = (object: JsonObject): boolean => textAt(object, 'metadata', 'deletionTimestamp') !== null;

export const nameOf = (object: JsonObject): string => textAt(object, 'metadata', 'name') ?? '';

/** Whether the object is still the one that was meant. */
export function preconditions(
  resource: Resource,
  object: JsonObject,
  wanted: {uid: string | null; resourceVersion: string | null},
  deleting = false,
): Failure | null {
  const {kind} = resource;
  const uid = textAt(object, 'metadata', 'uid') ?? '';
  const version = textAt(object, 'metadata', 'resourceVersion') ?? '';
  const named = deleting ? {...resource, plural: kind, group: ''} : resource;
  if (wanted.uid && wanted.uid !== uid)
    return conflict(
      named,
      nameOf(object),
      deleting
        ? `the UID in the precondition (${wanted.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`
        : `Precondition failed: UID in precondition: ${wanted.uid}, UID in object meta: ${uid}`,
    );
  if (wanted.resourceVersion && wanted.resourceVersion !== version)
    return conflict(
      named,
      nameOf(object),
      deleting
        ? `the ResourceVersion in the precondition (${wanted.resourceVersion}) does not match the ResourceVersion in record (${version}). The object might have been modified`
        : CHANGED,
    );
  return null;
}
