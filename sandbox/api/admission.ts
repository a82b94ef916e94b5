import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {suffix} from '../letters.ts';
import {type Failure, forbidden, isFailure, notFound} from './failure.ts';
import {existingPodWarnings, podSecurityText} from './pod-security.ts';
import {type Resource, resourceOf} from './resources.ts';
import type {Store} from './store.ts';
import {podTemplatePath} from './validation.ts';

export const NAMESPACE = resourceOf('Namespace');
export const POD = resourceOf('Pod');
const SERVICE_ACCOUNT = resourceOf('ServiceAccount');

/** NamespaceLifecycle: the namespace must be there and must not be ending. */
export function namespaceProblem(
  store: Store,
  resource: Resource,
  object: JsonObject,
  namespace: string | null,
): Failure | null {
  if (namespace === null) return null;
  const found = store.get(NAMESPACE, null, namespace);
  if (found === null) return notFound(NAMESPACE, namespace);
  if (textAt(found, 'metadata', 'deletionTimestamp') === null) return null;
  const message = `namespace ${namespace} is being terminated`;
  return forbidden(
    resource,
    textAt(object, 'metadata', 'name'),
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    {causes: [{reason: 'NamespaceTerminating', message, field: 'metadata.namespace'}]},
  );
}

/** What the mutating plug-ins make of a new object, in their order. */
export function mutated(store: Store, resource: Resource, object: JsonObject): JsonObject | Failure {
  if (resource.kind === 'Node') return newNode(object);
  if (resource.kind !== 'Pod') return object;
  let pod: JsonObject | Failure = object;
  for (const plugin of [serviceAccount, priority, tolerations]) {
    pod = plugin(store, pod);
    if (isFailure(pod)) return pod;
  }
  return pod;
}

/**
 * TaintNodesByCondition: nobody is put on a new node before it has said that it is ready. The annotation is the TTL controller's, which
 * writes the same one for every cluster of less than a hundred nodes.
 */
function newNode(node: JsonObject): JsonObject {
  const taint = {key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule'};
  const taints = listAt(node, 'spec', 'taints');
  const known = taints.some(each => textAt(each, 'key') === taint.key && textAt(each, 'effect') === taint.effect);
  const annotations = {...objectAt(node, 'metadata', 'annotations'), 'node.alpha.kubernetes.io/ttl': '0'};
  return {
    ...node,
    metadata: {...objectAt(node, 'metadata'), annotations},
    spec: {...objectAt(node, 'spec'), ...(known ? {} : {taints: [...taints, taint]})},
  };
}

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** ServiceAccount: who the pod is, and its token's volume (k8s.io/kubernetes plugin/pkg/admission/serviceaccount). */
function serviceAccount(store: Store, pod: JsonObject): JsonObject | Failure {
  const spec = objectAt(pod, 'spec');
  const name = textAt(spec, 'serviceAccountName') || 'default';
  const namespace = textAt(pod, 'metadata', 'namespace') ?? '';
  const account = store.get(SERVICE_ACCOUNT, namespace, name);
  if (account === null)
    return forbidden(
      POD,
      textAt(pod, 'metadata', 'name'),
      `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
    );
  const named = {...spec, serviceAccountName: name, serviceAccount: name};
  const mounts = spec['automountServiceAccountToken'] ?? account['automountServiceAccountToken'] ?? true;
  if (mounts === false) return {...pod, spec: named};
  const volume = `kube-api-access-${suffix()}`;
  const mount = {name: volume, readOnly: true, mountPath: MOUNT_PATH};
  let used = false;
  const withMount = (container: Json): Json => {
    const own = listAt(container, 'volumeMounts');
    if (own.some(each => textAt(each, 'mountPath') === MOUNT_PATH)) return container;
    used = true;
    return {...(container as JsonObject), volumeMounts: [...own, mount]};
  };
  const lists = Object.fromEntries(
    ['initContainers', 'containers']
      .filter(list => spec[list] !== undefined)
      .map(list => [list, listAt(spec, list).map(withMount)]),
  );
  return {
    ...pod,
    spec: {...named, ...lists, ...(used ? {volumes: [...listAt(spec, 'volumes'), tokenVolume(volume)]} : {})},
  };
}

const tokenVolume = (name: string): JsonObject => ({
  name,
  projected: {
    sources: [
      {serviceAccountToken: {expirationSeconds: 3607, path: 'token'}},
      {configMap: {name: 'kube-root-ca.crt', items: [{key: 'ca.crt', path: 'ca.crt'}]}},
      {downwardAPI: {items: [{path: 'namespace', fieldRef: {apiVersion: 'v1', fieldPath: 'metadata.namespace'}}]}},
    ],
    defaultMode: 420,
  },
});

const PRIORITIES: Readonly<Record<string, number>> = {
  'system-node-critical': 2000001000,
  'system-cluster-critical': 2000000000,
};

function priority(_store: Store, pod: JsonObject): JsonObject | Failure {
  const name = textAt(pod, 'spec', 'priorityClassName') ?? '';
  const value = name === '' ? 0 : PRIORITIES[name];
  if (value === undefined)
    return forbidden(POD, textAt(pod, 'metadata', 'name'), `no PriorityClass with name ${name} was found`);
  return {...pod, spec: {preemptionPolicy: 'PreemptLowerPriority', ...objectAt(pod, 'spec'), priority: value}};
}

/** DefaultTolerationSeconds: five minutes on a node that is not ready or does not answer, unless the pod says otherwise. */
function tolerations(_store: Store, pod: JsonObject): JsonObject {
  const own = listAt(pod, 'spec', 'tolerations');
  const tolerated = (key: string): boolean =>
    own.some(each => {
      const [theirs, effect] = [textAt(each, 'key') ?? '', textAt(each, 'effect') ?? ''];
      return (theirs === key || theirs === '') && (effect === 'NoExecute' || effect === '');
    });
  const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter(key => !tolerated(key))
    .map(key => ({key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300}));
  return added.length === 0 ? pod : {...pod, spec: {...objectAt(pod, 'spec'), tolerations: [...own, ...added]}};
}

/** What validating admission says: a refusal, or warnings that go with the answer. `before`: null for a new object. */
export function judged(
  store: Store,
  resource: Resource,
  object: JsonObject,
  before: JsonObject | null,
): Failure | readonly string[] {
  if (resource.kind === 'Namespace') {
    if (before === null) return [];
    return existingPodWarnings(before, object, store.list(POD, textAt(object, 'metadata', 'name')));
  }
  const path = podTemplatePath(resource);
  if (path === null || (before !== null && resource.kind === 'Pod')) return [];
  const namespace = store.get(NAMESPACE, null, textAt(object, 'metadata', 'namespace') ?? '');
  const spec = objectAt(object, ...path, 'spec');
  if (resource.kind === 'Pod') {
    const text = podSecurityText(namespace, spec, 'enforce');
    if (text !== null) return forbidden(resource, textAt(object, 'metadata', 'name'), text);
  }
  const warning = podSecurityText(namespace, spec, 'warn');
  return warning === null ? [] : [warning];
}
