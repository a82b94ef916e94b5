import {randomUUID} from 'node:crypto';
import {listAt, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {judged, mutated, NAMESPACE, namespaceProblem, suffix} from './admission.ts';
import {track} from './apply.ts';
import {withDefaults} from './defaults.ts';
import {alreadyExists, badRequest, CHANGED, conflict, deleted, type Failure, failed, invalid, isFailure, notFound} from './failure.ts';
import type {Resource} from './resources.ts';
import type {Store} from './store.ts';
import {equal, prepared, replaced} from './strategy.ts';
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

export type DeleteOptions = {
  dryRun: boolean;
  gracePeriodSeconds: number | null;
  propagation: 'Background' | 'Foreground' | 'Orphan' | null;
  uid: string | null;
  resourceVersion: string | null;
};

/** Now, as Kubernetes writes times. */
export const timeOf = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

const nameOf = (object: JsonObject): string => textAt(object, 'metadata', 'name') ?? '';
const isEnding = (object: JsonObject): boolean => textAt(object, 'metadata', 'deletionTimestamp') !== null;

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
    return track({resource: target.resource, before, after, manager, operation: 'Update', subresource, time: timeOf(now())});
  };

  function create(target: Omit<Target, 'name'>, given: JsonObject, manner: Manner, own = true): Written | Failure {
    const {resource, namespace, custom} = target;
    const named = withName(given, namespace);
    const place = namespaceProblem(store, resource, named, namespace);
    if (place !== null) return place;
    const admitted = mutated(store, resource, withDefaults(resource, named));
    if (isFailure(admitted)) return admitted;
    const object = prepared(resource, admitted, {uid: randomUUID(), now: timeOf(now()), custom});
    const problems = problemsOf(resource, object);
    if (problems.length > 0) return invalid(resource, nameOf(object), problems);
    const said = judged(store, resource, object, null);
    if (isFailure(said)) return said;
    if (store.get(resource, namespace, nameOf(object)) !== null) return alreadyExists(resource, nameOf(object));
    const whole = own ? tracked(target, null, object, manner) : withManaged(object, given);
    return {status: 201, object: manner.dryRun ? whole : store.write(resource, whole), warnings: said};
  }

  /** Puts `after` in the place of `before`. `own`: the fields' owners are worked out here, else `after` brings them along. */
  function replace(target: Target, before: JsonObject, after: JsonObject, manner: Manner, subresource = '', own = true): Written | Failure {
    const {resource, namespace, name, custom} = target;
    const problem = preconditions(resource, before, {
      uid: textAt(after, 'metadata', 'uid'),
      resourceVersion: textAt(after, 'metadata', 'resourceVersion'),
    });
    if (problem !== null) return problem;
    if (isEnding(before) && listAt(after, 'metadata', 'finalizers').some(each => !listAt(before, 'metadata', 'finalizers').includes(each)))
      return invalid(resource, name, [
        {field: 'metadata.finalizers', type: 'Forbidden', value: null, detail: 'no new finalizers can be added if the object is being deleted'},
      ]);
    const changed = replaced(resource, before, subresource === 'status' ? after : withDefaults(resource, after), subresource, custom);
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
    const whole = own ? (equal(carried, before) ? carried : tracked(target, before, carried, manner, subresource)) : withManaged(carried, after);
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

  function remove({resource, namespace, name}: Target, options: DeleteOptions): Written | Failure {
    const object = store.get(resource, namespace, name);
    if (object === null) return notFound(resource, name);
    const problem = preconditions(resource, object, options, true);
    if (problem !== null) return problem;
    const uid = textAt(object, 'metadata', 'uid') ?? '';
    const grace = graceOf(resource, object, options);
    const finalizers = heldBy(object, options);
    const held = finalizers.length > 0 || (resource.kind === NAMESPACE.kind && listAt(object, 'spec', 'finalizers').length > 0);
    const ending = isEnding(object);
    const shorter = ending && grace < (numberAt(object, 'metadata', 'deletionGracePeriodSeconds') ?? 0);
    if (!held && grace === 0) {
      const gone = options.dryRun ? object : store.remove(resource, object);
      return {status: 200, object: RETURNED.includes(resource.kind) ? gone : deleted(resource, name, uid), warnings: []};
    }
    if (ending && !shorter && equal(finalizers, listAt(object, 'metadata', 'finalizers')))
      return {status: 200, object, warnings: []};
    const metadata = {
      ...objectAt(object, 'metadata'),
      ...(ending && !shorter ? {} : {deletionTimestamp: timeOf(new Date(now().getTime() + grace * 1000))}),
      deletionGracePeriodSeconds: grace,
      ...(finalizers.length === 0 ? {} : {finalizers}),
    };
    const {generation, deletionGracePeriodSeconds: seconds, ...rest} = metadata as JsonObject;
    const marked: JsonObject = {
      ...object,
      metadata: {
        ...rest,
        ...(typeof generation === 'number' ? {generation: ending ? generation : generation + 1} : {}),
        // namespaces end through their finalizer alone
        ...(resource.kind === NAMESPACE.kind || seconds === undefined ? {} : {deletionGracePeriodSeconds: seconds}),
      },
      ...(resource.kind === NAMESPACE.kind ? {status: {...objectAt(object, 'status'), phase: 'Terminating'}} : {}),
    };
    return {status: 200, object: options.dryRun ? marked : store.write(resource, marked), warnings: []};
  }

  /** `PUT namespaces/NAME/finalize`: what still holds the namespace. */
  function finalize(name: string, given: JsonObject): Written | Failure {
    const before = store.get(NAMESPACE, null, name);
    if (before === null) return notFound(NAMESPACE, name);
    const spec = {...objectAt(before, 'spec'), finalizers: listAt(given, 'spec', 'finalizers')};
    const object = {...before, spec};
    const free = spec.finalizers.length === 0 && listAt(before, 'metadata', 'finalizers').length === 0;
    const stored = isEnding(before) && free ? store.remove(NAMESPACE, object) : store.write(NAMESPACE, object);
    return {status: 200, object: stored, warnings: []};
  }

  return {create, replace, remove, finalize};
}

export type Writes = ReturnType<typeof createWrites>;

/** Kinds whose deletion answers with the object itself. */
const RETURNED = ['Pod', 'ServiceAccount', 'Service'];

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

/** Whether the object is still the one that was meant. */
function preconditions(
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

/** How long the object may go on: only pods that run somewhere are waited for. */
function graceOf(resource: Resource, object: JsonObject, options: DeleteOptions): number {
  if (resource.kind !== 'Pod') return 0;
  const over = ['Succeeded', 'Failed'].includes(textAt(object, 'status', 'phase') ?? '');
  if ((textAt(object, 'spec', 'nodeName') ?? '') === '' || over) return 0;
  const asked = options.gracePeriodSeconds ?? numberAt(object, 'spec', 'terminationGracePeriodSeconds') ?? 30;
  const given = isEnding(object) ? (numberAt(object, 'metadata', 'deletionGracePeriodSeconds') ?? asked) : asked;
  return Math.min(asked, given);
}

/** The finalizers of an object that is to go: how its dependents are treated is one of them. */
function heldBy(object: JsonObject, options: DeleteOptions): readonly string[] {
  const own = listAt(object, 'metadata', 'finalizers').map(String);
  if (isEnding(object)) return own;
  const others = own.filter(each => each !== 'foregroundDeletion' && each !== 'orphan');
  if (options.propagation === 'Foreground') return [...others, 'foregroundDeletion'];
  if (options.propagation === 'Orphan') return [...others, 'orphan'];
  return options.propagation === 'Background' ? others : own;
}

/** DeleteOptions from a body (or none) and the query that may stand in for it. */
export function deleteOptions(body: JsonObject | null, query: URLSearchParams): DeleteOptions | Failure {
  const from = body ?? {};
  const propagation = textAt(from, 'propagationPolicy') ?? query.get('propagationPolicy');
  if (propagation !== null && !['Background', 'Foreground', 'Orphan'].includes(propagation))
    return failed(422, 'Invalid', `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: ${JSON.stringify(propagation)}: supported values: "Foreground", "Background", "Orphan"`);
  const grace = numberAt(from, 'gracePeriodSeconds') ?? (query.has('gracePeriodSeconds') ? Number(query.get('gracePeriodSeconds')) : null);
  if (grace !== null && !Number.isFinite(grace)) return badRequest('invalid gracePeriodSeconds');
  return {
    dryRun: listAt(from, 'dryRun').includes('All') || query.get('dryRun') === 'All',
    gracePeriodSeconds: grace,
    propagation: propagation as DeleteOptions['propagation'],
    uid: textAt(from, 'preconditions', 'uid'),
    resourceVersion: textAt(from, 'preconditions', 'resourceVersion'),
  };
}
