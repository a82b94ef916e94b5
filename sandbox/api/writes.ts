import {randomUUID} from 'node:crypto';
import {listAt, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {judged, mutated, NAMESPACE, namespaceProblem, suffix} from './admission.ts';
import {track} from './apply.ts';
import {onCreate} from './creation.ts';
import {withDefaults} from './defaults.ts';
import {alreadyExists, type Failure, invalid, isFailure} from './failure.ts';
import {isEnding, nameOf, preconditions} from './preconditions.ts';
import type {Resource} from './resources.ts';
import type {Store} from './store.ts';
import {equal, prepared, replaced} from './strategy.ts';
import {timeOf} from './time.ts';
import {problemsOf, updateProblems} from './validation.ts';

/** Where an object is, and whether its kind was declared by a CustomResourceDefinition. */
export type Target = {resource: Resource; namespace: string | null; name: string; custom: boolean};

/** How a write is meant. */
export type Manner = {
  dryRun: boolean;
  /** Whose fields they become. */
  manager: string;
};

export type Written = {status: number; object: JsonObject; warnings: readonly string[]};

/** Fields' owners are not kept for kinds that nobody applies and that change all the time. */
const UNTRACKED = ['Lease'];

/** Everything that changes objects, in the order in which the real server does it: admission, defaults, validation, admission, store. */
export function createWrites(store: Store, now: () => Date) {
  const tracked = (
    target: Omit<Target, 'name'>,
    before: JsonObject | null,
    after: JsonObject,
    manner: Manner,
    subresource = '',
  ): JsonObject => {
    if (UNTRACKED.includes(target.resource.kind)) return after;
    const {manager} = manner;
    return track({
      resource: target.resource,
      before,
      after,
      manager,
      operation: 'Update',
      subresource,
      time: timeOf(now()),
    });
  };

  function create(target: Omit<Target, 'name'>, given: JsonObject, manner: Manner, own = true): Written | Failure {
    const {resource, namespace, custom} = target;
    const named = withName(given, namespace);
    const place = namespaceProblem(store, resource, named, namespace);
    if (place !== null) return place;
    const admitted = mutated(store, resource, withDefaults(resource, named));
    if (isFailure(admitted)) return admitted;
    const object = onCreate(resource, prepared(resource, admitted, {uid: randomUUID(), now: timeOf(now()), custom}));
    const problems = problemsOf(resource, object);
    if (problems.length > 0) return invalid(resource, nameOf(object), problems);
    const said = judged(store, resource, object, null);
    if (isFailure(said)) return said;
    if (store.get(resource, namespace, nameOf(object)) !== null) return alreadyExists(resource, nameOf(object));
    const whole = own ? tracked(target, null, object, manner) : withManaged(object, given);
    return {status: 201, object: manner.dryRun ? whole : store.write(resource, whole), warnings: said};
  }

  /** Puts `after` in the place of `before`. `own`: the fields' owners are worked out here, else `after` brings them along. */
  function replace(
    target: Target,
    before: JsonObject,
    after: JsonObject,
    manner: Manner,
    subresource = '',
    own = true,
  ): Written | Failure {
    const {resource, namespace, name, custom} = target;
    const problem = preconditions(resource, before, {
      uid: textAt(after, 'metadata', 'uid'),
      resourceVersion: textAt(after, 'metadata', 'resourceVersion'),
    });
    if (problem !== null) return problem;
    if (
      isEnding(before) &&
      listAt(after, 'metadata', 'finalizers').some(each => !listAt(before, 'metadata', 'finalizers').includes(each))
    )
      return invalid(resource, name, [
        {
          field: 'metadata.finalizers',
          type: 'Forbidden',
          value: null,
          detail: 'no new finalizers can be added if the object is being deleted',
        },
      ]);
    const changed = replaced(
      resource,
      before,
      subresource === 'status' ? after : withDefaults(resource, after),
      subresource,
      custom,
    );
    if (subresource !== 'status') {
      const problems = [...problemsOf(resource, changed), ...updateProblems(resource, before, changed)];
      if (problems.length > 0) return invalid(resource, name, problems);
    }
    const said = subresource === 'status' ? [] : judged(store, resource, changed, before);
    if (isFailure(said)) return said;
    const {managedFields: owners, resourceVersion} = objectAt(before, 'metadata');
    const carried = {
      ...changed,
      metadata: {
        ...objectAt(changed, 'metadata'),
        ...(owners === undefined ? {} : {managedFields: owners}),
        ...(resourceVersion === undefined ? {} : {resourceVersion}),
      },
    };
    const whole = own
      ? equal(carried, before)
        ? carried
        : tracked(target, before, carried, manner, subresource)
      : withManaged(carried, after);
    if (equal(whole, before)) return {status: 200, object: before, warnings: said};
    if (manner.dryRun) return {status: 200, object: whole, warnings: said};
    const stored = store.write(resource, whole);
    if (namespace !== null || resource.kind !== NAMESPACE.kind) finish(resource, stored);
    return {status: 200, object: stored, warnings: said};
  }

  /** An object whose end was only waited for goes when nothing holds it any more. */
  function finish(resource: Resource, object: JsonObject): JsonObject {
    const held = listAt(object, 'metadata', 'finalizers').length > 0;
    const lasts = (numberAt(object, 'metadata', 'deletionGracePeriodSeconds') ?? 0) > 0;
    return isEnding(object) && !held && !lasts ? store.remove(resource, object) : object;
  }

  return {create, replace};
}

export type Writes = ReturnType<typeof createWrites>;

function withName(object: JsonObject, namespace: string | null): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const prefix = textAt(metadata, 'generateName') ?? '';
  const name = textAt(metadata, 'name') || (prefix === '' ? '' : `${prefix.slice(0, 58)}${suffix()}`);
  return {
    ...object,
    metadata: {...metadata, ...(name === '' ? {} : {name}), ...(namespace === null ? {} : {namespace})},
  };
}

const withManaged = (object: JsonObject, from: JsonObject): JsonObject => {
  const managedFields = objectAt(from, 'metadata')['managedFields'];
  return managedFields === undefined ? object : {...object, metadata: {...objectAt(object, 'metadata'), managedFields}};
};
