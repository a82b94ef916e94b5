import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {onCreate, onUpdate} from './creation.ts';
import {declaredResources, type Resource} from './resources.ts';

/** The declared kinds are served at once. */
function definitionStatus(definition: JsonObject, now: string): JsonObject {
  const [first] = declaredResources(definition);
  const condition = (type: string, reason: string, message: string): JsonObject => ({
    lastTransitionTime: now,
    message,
    reason,
    status: 'True',
    type,
  });
  const {plural = '', singular = '', kind = ''} = first ?? {};
  const names = objectAt(definition, 'spec', 'names');
  return {
    acceptedNames: {...names, plural, singular, kind, listKind: textAt(names, 'listKind') ?? `${kind}List`},
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    storedVersions: listAt(definition, 'spec', 'versions')
      .filter(version => valueAt(version, ['storage']) === true)
      .map(version => textAt(version, 'name') ?? ''),
  };
}

/** Metadata that only the server writes. */
const SYSTEM = [
  'uid',
  'creationTimestamp',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'resourceVersion',
  'selfLink',
];

const withoutSystem = (metadata: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(metadata).filter(([key]) => !SYSTEM.includes(key)));

/** A new object as the registry stores it: identity, time, generation, first status. */
export function prepared(resource: Resource, object: JsonObject, stamp: {uid: string; now: string}): JsonObject {
  const metadata = {...withoutSystem(objectAt(object, 'metadata')), uid: stamp.uid, creationTimestamp: stamp.now};
  const created = onCreate(resource, {...object, metadata});
  return resource.kind === 'CustomResourceDefinition'
    ? {...created, status: definitionStatus(created, stamp.now)}
    : created;
}

/**
 * An object that is to take the place of `before`: through the main resource without its status, through `status` without
 * anything else of its own.
 */
export function replaced(resource: Resource, before: JsonObject, after: JsonObject, subresource: string): JsonObject {
  const theirs = objectAt(before, 'metadata');
  const kept = Object.fromEntries(SYSTEM.flatMap(key => (theirs[key] === undefined ? [] : [[key, theirs[key]]])));
  const metadata = {...withoutSystem(objectAt(after, 'metadata')), ...kept} as JsonObject;
  if (subresource === 'ephemeralcontainers') {
    const ephemeralContainers = objectAt(after, 'spec')['ephemeralContainers'] ?? [];
    return onUpdate(resource, before, {...before, spec: {...objectAt(before, 'spec'), ephemeralContainers}});
  }
  if (subresource !== 'status') return onUpdate(resource, before, {...after, metadata});
  const {status: _, ...rest} = before;
  const status = after['status'];
  return {...rest, ...(status === undefined ? {} : {status}), metadata};
}
