import {listAt, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {equal} from '../json.ts';
import {NAMESPACE} from './admission.ts';
import {badRequest, deleted, type Failure, failed, forbidden, notFound} from './failure.ts';
import {isEnding, preconditions} from './preconditions.ts';
import {declaredResources, type Resource} from './resources.ts';
import type {Store} from './store.ts';
import {timeOf} from './time.ts';
import type {Target, Written} from './writes.ts';

export type DeleteOptions = {
  dryRun: boolean;
  gracePeriodSeconds: number | null;
  propagation: 'Background' | 'Foreground' | 'Orphan' | null;
  uid: string | null;
  resourceVersion: string | null;
};

/** Namespaces that the cluster itself needs (k8s.io/kubernetes NamespaceLifecycle). */
const IMMORTAL = ['default', 'kube-system', 'kube-public'];

/** Kinds whose deletion answers with the object itself. */
const RETURNED = ['Pod', 'ServiceAccount', 'Service'];

/** How objects end: at once, when what holds them lets go, or when the node that runs them says so. */
export function createDeletion(store: Store, now: () => Date) {
  function remove({resource, namespace, name}: Target, options: DeleteOptions): Written | Failure {
    if (resource.kind === NAMESPACE.kind && IMMORTAL.includes(name))
      return forbidden(resource, name, 'this namespace may not be deleted');
    const object = store.get(resource, namespace, name);
    if (object === null) return notFound(resource, name);
    const problem = preconditions(resource, object, options, true);
    if (problem !== null) return problem;
    const uid = textAt(object, 'metadata', 'uid') ?? '';
    const grace = graceOf(resource, object, options);
    const finalizers = heldBy(object, options);
    const held =
      finalizers.length > 0 || (resource.kind === NAMESPACE.kind && listAt(object, 'spec', 'finalizers').length > 0);
    const ending = isEnding(object);
    const shorter = ending && grace < (numberAt(object, 'metadata', 'deletionGracePeriodSeconds') ?? 0);
    if (!held && grace === 0) {
      if (!options.dryRun && resource.kind === 'CustomResourceDefinition')
        for (const declared of declaredResources(object))
          for (const each of store.list(declared, null)) store.remove(declared, each);
      const gone = options.dryRun ? object : store.remove(resource, object);
      return {
        status: 200,
        object: RETURNED.includes(resource.kind) ? gone : deleted(resource, name, uid),
        warnings: [],
      };
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

  return {remove, finalize};
}

export type Deletion = ReturnType<typeof createDeletion>;

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
    return failed(
      422,
      'Invalid',
      `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: ${JSON.stringify(propagation)}: supported values: "Foreground", "Background", "Orphan"`,
    );
  const grace =
    numberAt(from, 'gracePeriodSeconds') ??
    (query.has('gracePeriodSeconds') ? Number(query.get('gracePeriodSeconds')) : null);
  if (grace !== null && !Number.isFinite(grace)) return badRequest('invalid gracePeriodSeconds');
  return {
    dryRun: listAt(from, 'dryRun').includes('All') || query.get('dryRun') === 'All',
    gracePeriodSeconds: grace,
    propagation: propagation as DeleteOptions['propagation'],
    uid: textAt(from, 'preconditions', 'uid'),
    resourceVersion: textAt(from, 'preconditions', 'resourceVersion'),
  };
}
