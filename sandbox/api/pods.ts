import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {ContainerPlace, Kubelet} from '../node/kubelet.ts';
import {POD} from './admission.ts';
import type {Deletion} from './deletion.ts';
import {about, badRequest, conflict, type Failure, failed, notFound} from './failure.ts';
import type {Store} from './store.ts';
import {timeOf} from './time.ts';
import type {Written} from './writes.ts';

/** The kubelet of a node by its name; null when nobody answers there. */
export type Kubelets = (node: string) => Kubelet | null;

/** Which container of a pod is meant, and on which node; null when it has none yet (k8s.io/kubernetes pkg/registry/core/pod/strategy.go). */
export function containerPlace(
  store: Store,
  namespace: string,
  name: string,
  query: URLSearchParams,
): {place: ContainerPlace; node: string | null} | Failure {
  const pod = store.get(POD, namespace, name);
  if (pod === null) return notFound(POD, name);
  const names = ['containers', 'initContainers', 'ephemeralContainers'].map(list =>
    listAt(pod, 'spec', list).map(each => textAt(each, 'name') ?? ''),
  );
  const [own = [], init = []] = names;
  const given = query.get('container') ?? '';
  if (given === '' && own.length !== 1) {
    const others = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`;
    return badRequest(`a container name must be specified for pod ${name}, choose one of: [${own.join(' ')}]${others}`);
  }
  const container = given === '' ? (own[0] ?? '') : given;
  if (!names.flat().includes(container)) return badRequest(`container ${container} is not valid for pod ${name}`);
  return {place: {namespace, pod: name, container}, node: textAt(pod, 'spec', 'nodeName') || null};
}

/** What the client gets when nobody answers on the node. */
export const noAnswer = (node: string): Failure =>
  failed(
    500,
    'InternalError',
    `Internal error occurred: error dialing backend: dial tcp: lookup ${node}: the sandbox's node does not answer`,
    {causes: [{message: `error dialing backend: dial tcp: lookup ${node}: the sandbox's node does not answer`}]},
  );

/** A kubelet's refusal as the API server hands it on (k8s.io/apiserver pkg/registry/generic/rest/response_checker.go). */
export function kubeletRefusal(status: number, text: string, pod: string): Failure {
  if (status === 400) return badRequest(text);
  if (status === 500)
    return failed(500, 'InternalError', `Internal error occurred: ${text}`, {causes: [{message: text}]});
  const message =
    status === 404
      ? `the server could not find the requested resource ( pods/log ${pod})`
      : `unknown ( pods/log ${pod})`;
  return failed(status, status === 404 ? 'NotFound' : '', message, {
    ...about(POD, pod),
    kind: 'pods/log',
    causes: [{reason: 'UnexpectedServerResponse', message: text}],
  });
}

/** `POST pods/NAME/binding`: the scheduler's decision. */
export function bind(store: Store, namespace: string, name: string, binding: JsonObject, now: Date): Written | Failure {
  const pod = store.get(POD, namespace, name);
  if (pod === null) return notFound(POD, name);
  const bound = textAt(pod, 'spec', 'nodeName') ?? '';
  const node = textAt(binding, 'target', 'name') ?? '';
  const of = {...POD, plural: 'pods/binding'};
  if (textAt(pod, 'metadata', 'deletionTimestamp') !== null)
    return conflict(of, name, `pod ${name} is being deleted, cannot be assigned to a host`);
  if (bound !== '') return conflict(of, name, `pod ${name} is already assigned to node "${bound}"`);
  const scheduled = {type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: timeOf(now)};
  const others = listAt(pod, 'status', 'conditions').filter(each => textAt(each, 'type') !== 'PodScheduled');
  store.write(POD, {
    ...pod,
    spec: {...objectAt(pod, 'spec'), nodeName: node},
    status: {...objectAt(pod, 'status'), conditions: [...others, scheduled]},
  });
  return {
    status: 201,
    object: {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201},
    warnings: [],
  };
}

/** `POST pods/NAME/eviction`: a deletion that a disruption budget could forbid; there are none here. */
export function evict(deletion: Deletion, namespace: string, name: string, eviction: JsonObject): Written | Failure {
  const grace = valueAt(eviction, ['deleteOptions', 'gracePeriodSeconds']);
  const gone = deletion.remove(
    {resource: POD, namespace, name, custom: false},
    {
      dryRun: listAt(eviction, 'deleteOptions', 'dryRun').includes('All'),
      gracePeriodSeconds: typeof grace === 'number' ? grace : null,
      propagation: null,
      uid: textAt(eviction, 'deleteOptions', 'preconditions', 'uid'),
      resourceVersion: null,
    },
  );
  if ('failure' in gone) return gone;
  return {
    status: 201,
    object: {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201},
    warnings: [],
  };
}
