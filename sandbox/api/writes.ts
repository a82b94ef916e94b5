import {randomUUID} from 'node:crypto';
import {listAt, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {equal} from '../json.ts';
import {suffix} from '../letters.ts';
import {judged, mutated, NAMESPACE, namespaceProblem} from './admission.ts';
import {track} from './apply.ts';
import {withDefaults} from './defaults.ts';
import {alreadyExists, type Failure, invalid, isFailure} from './failure.ts';
import {isEnding, nameOf, preconditions} from './preconditions.ts';
import type {Resource} from './resources.ts';
import type {Store} from './store.ts';
import {prepared, replaced} from './strategy.ts';
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
      ...(subresource === '' ? {} : {subresource}),
      time: timeOf(now()),
    });
  };

  function create(target: Omit<Target, 'name'>, given: JsonObject, manner: Manner, own = true): Written | Failure {
    const {resource, namespace} = target;
    const named = withName(given, namespace);
    const place = namespaceProblem(store, resource, named, namespace);
    if (place !== null) return place;
    const defaulted = withDefaults(resource, named);
    const owned = own ? tracked(target, null, defaulted, manner) : defaulted; // what admission adds is nobody's
    const admitted = mutated(store, resource, owned);
    if (isFailure(admitted)) return admitted;
    const object = prepared(resource, admitted, {uid: randomUUID(), now: timeOf(now())});
    const problems = problemsOf(resource, object);
    if (problems.length > 0) return invalid(resource, nameOf(object), problems);
    const said = judged(store, resource, object, null);
    if (isFailure(said)) return said;
    if (store.get(resource, namespace, nameOf(object)) !== null) return alreadyExists(resource, nameOf(object));
    return {status: 201, object: manner.dryRun ? object : store.write(resource, object), warnings: said};
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
    const {resource, namespace, name} = target;
    const problem = preconditions(resource, before, {
      uid: textAt(after, 'metadata', 'uid'),
      resourceVersion: textAt(after, 'metadata', 'resourceVersion'),
    });
    if (problem !== null) return problem;
    if (target.custom && (textAt(after, 'metadata', 'resourceVersion') ?? '') === '')
      return invalid(resource, name, [
        {
          field: 'metadata.resourceVersion',
          type: 'Invalid value',
          value: '0',
          detail: 'must be specified for an update',
        },
      ]);
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
    const next = replaced(resource, before, withDefaults(resource, after), subresource);
    const changed = own && !equal(next, before) ? tracked(target, before, next, manner, subresource) : next;
    if (subresource !== 'status') {
      const problems = [...problemsOf(resource, changed), ...updateProblems(resource, before, changed)];
      if (problems.length > 0) return invalid(resource, name, problems);
    }
    const said = subresource === 'status' ? [] : judged(store, resource, changed, before);
    if (isFailure(said)) return said;
    if (equal(changed, before)) return {status: 200, object: before, warnings: said};
    if (manner.dryRun) return {status: 200, object: changed, warnings: said};
    const stored = store.write(resource, changed);
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
