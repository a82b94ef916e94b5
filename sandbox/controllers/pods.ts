import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {canonical} from '../json.ts';
import {LETTERS} from '../letters.ts';
import type {ApiAnswer} from '../node/api.ts';
import {hasEnded} from '../node/pod-status.ts';
import type {Recorder} from '../node/recorder.ts';
import {nameOf, namespaceOf, uidOf} from './cache.ts';
import type {Queue} from './queue.ts';
import {succeeded, type World} from './world.ts';

/** The owner that looks after the object, as the object names it. */
export const controllerOf = (object: JsonObject): Json | undefined =>
  listAt(object, 'metadata', 'ownerReferences').find(owner => valueAt(owner, ['controller']) === true);

export const isTerminating = (object: JsonObject): boolean => textAt(object, 'metadata', 'deletionTimestamp') !== null;

/** The objects of a kind that `owner` looks after. */
export const controlled = (world: World, kind: string, owner: JsonObject): readonly JsonObject[] =>
  world
    .of(kind)
    .ownedBy(uidOf(owner))
    .filter(each => textAt(controllerOf(each), 'uid') === uidOf(owner));

/** Puts every object of `kind` into the queue when it changes, or when something that it looks after does. */
export function enqueueOwners(world: World, kind: string, dependents: readonly string[], queue: Queue): void {
  world.of(kind).onChange(after => {
    if (after) queue.add(`${namespaceOf(after)}/${nameOf(after)}`);
  });
  for (const each of dependents)
    world.of(each).onChange((after, before) => {
      const object = after ?? before ?? {};
      const owner = controllerOf(object);
      if (textAt(owner, 'kind') === kind) queue.add(`${namespaceOf(object)}/${textAt(owner, 'name')}`);
    });
}

export const ownerReference = (owner: JsonObject): JsonObject => ({
  apiVersion: owner['apiVersion'] ?? '',
  kind: owner['kind'] ?? '',
  name: nameOf(owner),
  uid: uidOf(owner),
  controller: true,
  blockOwnerDeletion: true,
});

const readyCondition = (pod: JsonObject): Json | undefined =>
  listAt(pod, 'status', 'conditions').find(each => textAt(each, 'type') === 'Ready');

export const isReady = (pod: JsonObject): boolean => textAt(readyCondition(pod), 'status') === 'True';

/** How long until the pod has been ready for `minReadySeconds`: 0 when it is available, null while it is not ready. */
export function availableInMs(pod: JsonObject, minReadySeconds: number): number | null {
  if (!isReady(pod)) return null;
  const since = Date.parse(textAt(readyCondition(pod), 'lastTransitionTime') ?? '');
  return minReadySeconds === 0 ? 0 : Math.max(0, since + minReadySeconds * 1000 - Date.now());
}

/** Not ended, and nobody has asked it to end. */
export const isActive = (pod: JsonObject): boolean => !hasEnded(pod) && !isTerminating(pod);

/** A pod made after the template of its owner; `labels` and `spec` are added to it. */
export function podFrom(
  owner: JsonObject,
  template: JsonObject,
  more: {labels?: JsonObject; spec?: JsonObject; finalizers?: readonly string[]} = {},
): JsonObject {
  const {labels = {}, annotations = {}} = objectAt(template, 'metadata') as {
    labels?: JsonObject;
    annotations?: JsonObject;
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${nameOf(owner)}-`,
      namespace: namespaceOf(owner),
      labels: {...labels, ...more.labels},
      ...(Object.keys(annotations).length > 0 ? {annotations} : {}),
      ...(more.finalizers ? {finalizers: more.finalizers} : {}),
      ownerReferences: [ownerReference(owner)],
    },
    spec: {...objectAt(template, 'spec'), ...more.spec},
  };
}

/** Whether the namespace is being removed: nobody is told, and nothing is tried again. */
const namespaceEnds = ({body}: ApiAnswer): boolean =>
  listAt(body, 'details', 'causes').some(cause => textAt(cause, 'reason') === 'NamespaceTerminating');

/**
 * Creates pods, in batches of 1, 2, 4 …, so that a refusal is met once and not a hundred times
 * (k8s.io/kubernetes pkg/controller slowStartBatch). Gives back how many are there and the last refusal.
 */
export async function createPods(
  world: World,
  recorder: Recorder,
  owner: JsonObject,
  pods: readonly JsonObject[],
): Promise<{created: number; refusal: ApiAnswer | null}> {
  let created = 0;
  for (let start = 0, size = 1; start < pods.length; start += size / 2) {
    const answers = await Promise.all(pods.slice(start, start + size).map(pod => world.create(pod)));
    size *= 2;
    for (const answer of answers) {
      if (succeeded(answer)) {
        created += 1;
        recorder.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${nameOf(answer.body)}`);
      } else if (answer.status !== 0 && !namespaceEnds(answer)) {
        recorder.event(owner, 'Warning', 'FailedCreate', `Error creating: ${textAt(answer.body, 'message')}`);
      }
    }
    const refusal = answers.find(answer => !succeeded(answer));
    if (refusal) return {created, refusal: namespaceEnds(refusal) ? null : refusal};
  }
  return {created, refusal: null};
}

/** Deletes pods of the owner; one that is gone already is nobody's business. */
export function deletePods(
  world: World,
  recorder: Recorder,
  owner: JsonObject,
  pods: readonly JsonObject[],
): Promise<readonly ApiAnswer[]> {
  return Promise.all(
    pods.map(async pod => {
      const answer = await world.remove(pod);
      if (succeeded(answer)) recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${nameOf(pod)}`);
      return answer;
    }),
  );
}

/** A short name for a template: FNV-1a over its JSON in the letters of Kubernetes' names, which spell no words. */
export function templateHash(template: Json): string {
  let hash = 0x811c9dc5;
  for (const letter of canonical(template)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return [...String(hash)].map(digit => LETTERS[digit.charCodeAt(0) % LETTERS.length]).join('');
}

/** `value` as it stands or, for a percentage, of `total`. */
export function scaled(value: Json | undefined, total: number, rounding: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const share = (Number.parseInt(String(value ?? '0'), 10) * total) / 100;
  return rounding === 'up' ? Math.ceil(share) : Math.floor(share);
}

/** The fields that are not 0 or absent, as Go leaves out empty ones. */
export const filled = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== 0 && value !== undefined)) as JsonObject;
