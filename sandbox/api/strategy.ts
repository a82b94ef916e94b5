import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {declaredResources, type Resource} from './resources.ts';

/** Kinds whose spec's versions are counted in metadata.generation. */
const COUNTED: readonly string[] = [
  ...['Pod', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'Job', 'CronJob', 'CustomResourceDefinition'],
  ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy'],
  'ValidatingAdmissionPolicyBinding',
];

/** Whether the API server counts generations for this kind; custom resources always. */
const isCounted = (resource: Resource, custom: boolean): boolean => custom || COUNTED.includes(resource.kind);

/** What a new object's status is, whatever the client wrote; undefined keeps what it wrote (nodes report it with their first word). */
function firstStatus(resource: Resource, object: JsonObject, now: string): JsonObject | null | undefined {
  switch (resource.kind) {
    case 'Pod':
      return {phase: 'Pending', qosClass: qosClass(objectAt(object, 'spec'))};
    case 'Namespace':
      return {phase: 'Active'};
    case 'DaemonSet':
      return {currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0};
    case 'ReplicaSet':
      return {replicas: 0};
    case 'StatefulSet':
      return {availableReplicas: 0, replicas: 0};
    case 'Service':
      return {loadBalancer: {}};
    case 'Deployment':
    case 'Job':
    case 'CronJob':
    case 'ValidatingAdmissionPolicy':
      return {};
    case 'CustomResourceDefinition':
      return definitionStatus(object, now);
    case 'Node':
      return undefined;
    default:
      return resource.subresources.includes('status') ? null : undefined;
  }
}

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

/** k8s.io/kubernetes pkg/apis/core/v1/helper/qos. */
function qosClass(spec: JsonObject): string {
  const containers = ['containers', 'initContainers'].flatMap(list => listAt(spec, list));
  const amounts = (container: Json, of: 'limits' | 'requests'): JsonObject => {
    const {cpu, memory} = objectAt(container, 'resources', of);
    return {...(cpu === undefined ? {} : {cpu}), ...(memory === undefined ? {} : {memory})};
  };
  const none = containers.every(
    each => Object.keys(amounts(each, 'limits')).length + Object.keys(amounts(each, 'requests')).length === 0,
  );
  if (none) return 'BestEffort';
  const guaranteed = containers.every(each => {
    const limits = amounts(each, 'limits');
    const requests = {...limits, ...amounts(each, 'requests')};
    return (
      limits['cpu'] !== undefined &&
      limits['memory'] !== undefined &&
      JSON.stringify(limits) === JSON.stringify(requests)
    );
  });
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

/** A new object as the registry stores it: identity, time, generation, first status. */
export function prepared(
  resource: Resource,
  object: JsonObject,
  stamp: {uid: string; now: string; custom: boolean},
): JsonObject {
  const {
    resourceVersion: _version,
    deletionTimestamp: _deletion,
    deletionGracePeriodSeconds: _grace,
    generation: _generation,
    selfLink: _link,
    managedFields: _managed,
    ...metadata
  } = objectAt(object, 'metadata');
  const status = stamp.custom
    ? resource.subresources.includes('status')
      ? null
      : undefined
    : firstStatus(resource, object, stamp.now);
  const {status: _status, ...rest} = object;
  return {
    ...(status === undefined ? object : rest),
    ...(status === undefined || status === null ? {} : {status}),
    metadata: {
      ...metadata,
      uid: stamp.uid,
      creationTimestamp: stamp.now,
      ...(isCounted(resource, stamp.custom) ? {generation: 1} : {}),
    },
  };
}

/** Metadata that only the server writes. */
const SYSTEM = ['uid', 'creationTimestamp', 'generation', 'deletionTimestamp', 'deletionGracePeriodSeconds'];

/**
 * An object that is to take the place of `before`: through the main resource without its status, through `status` without
 * anything else; the generation counts on when the spec (of a custom resource: anything but metadata and status) has changed.
 */
export function replaced(
  resource: Resource,
  before: JsonObject,
  after: JsonObject,
  subresource: string,
  custom: boolean,
): JsonObject {
  const theirs = objectAt(before, 'metadata');
  const kept = Object.fromEntries(SYSTEM.flatMap(key => (theirs[key] === undefined ? [] : [[key, theirs[key]]])));
  const {managedFields: _managed, resourceVersion: _version, ...given} = objectAt(after, 'metadata');
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => !SYSTEM.includes(key)));
  const metadata = {...own, ...kept} as JsonObject;
  const {status: before_, ...beforeRest} = before;
  const {status: after_, ...afterRest} = after;
  if (subresource === 'status') {
    return {...beforeRest, ...(after_ === undefined ? {} : {status: after_}), metadata};
  }
  const hasStatus = resource.subresources.includes('status');
  const status = hasStatus ? before_ : after_;
  const whole = {...afterRest, ...(status === undefined ? {} : {status}), metadata};
  if (!isCounted(resource, custom) || equal(withoutMetadata(beforeRest), withoutMetadata(afterRest))) return whole;
  const generation = typeof theirs['generation'] === 'number' ? theirs['generation'] + 1 : 1;
  return {...whole, metadata: {...metadata, generation}};
}

const withoutMetadata = ({metadata: _metadata, ...rest}: JsonObject): JsonObject => rest;

/** Whether two values are the same JSON, whatever the order of keys. */
export function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, at) => equal(each, other[at]))
    );
  }
  const [mine, yours] = [one as JsonObject, other as JsonObject];
  const keys = Object.keys(mine);
  return keys.length === Object.keys(yours).length && keys.every(key => key in yours && equal(mine[key], yours[key]));
}
