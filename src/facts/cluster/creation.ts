import {apiFact, known, type Learned, missing, none} from '../../kernel/facts.ts';
import {type KubeObject, listAt, numberAt, textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {maskSecrets} from '../pod/mask.ts';

/**
 * What its controller says when it cannot make the pods of a live workload: the messages of its FailedCreate events, and of its
 * condition ReplicaFailure, which stays when events are gone after an hour. Those of a workload that has all its pods by now are history;
 * where pods lack and nothing says why, nothing is known.
 */
export const failedCreations = apiFact({
  id: 'failed-creations',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<string[]>> => {
    const object = await ports.object(subject);
    if (object.is !== 'known') return object;
    const uid = textAt(object.value, 'metadata', 'uid');
    if (uid === null) return none('it does not exist yet');
    if (hasAllPods(object.value)) return known([]);
    const path = `/api/v1/namespaces/${encodeURIComponent(subject.namespace)}/events`;
    const events = await ports.list(
      path,
      {fieldSelector: `involvedObject.uid=${uid},reason=FailedCreate`},
      event => textAt(event, 'message')?.replace(/^\(combined from similar events\): /, '') ?? undefined,
    );
    const condition = refusal(object.value);
    const texts = [...(events.is === 'known' ? events.value : []), ...(condition === null ? [] : [condition])];
    if (texts.length > 0) return known([...new Set(texts.map(maskSecrets))].sort());
    if (events.is !== 'known') return events;
    return isSilent(object.value)
      ? missing('it lacks pods and nothing says why: its events are gone, or its controller has not looked at it yet')
      : known([]);
  },
});

/** Deployments and ReplicaSets keep the last refusal as a condition (pkg/controller/replicaset, apps/v1 ReplicaFailure). */
const refusal = (workload: KubeObject): string | null =>
  listAt(workload, 'status', 'conditions').flatMap(each =>
    textAt(each, 'type') === 'ReplicaFailure' && textAt(each, 'status') === 'True' ? [textAt(each, 'message')] : [],
  )[0] ?? null;

/** Fewer pods exist than it should have, of whatever template: an update under way is none of this. */
function isSilent(workload: KubeObject): boolean {
  const status = (field: string): number => numberAt(workload, 'status', field) ?? 0;
  switch (workload.kind) {
    case 'DaemonSet':
      return status('currentNumberScheduled') < status('desiredNumberScheduled');
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
      return status('replicas') < (numberAt(workload, 'spec', 'replicas') ?? 1);
    case 'Job':
      return (
        textAt(workload, 'status', 'startTime') !== null && // its controller has looked at it
        status('active') + status('succeeded') + status('failed') === 0 &&
        UNCOUNTED.every(end => listAt(workload, 'status', 'uncountedTerminatedPods', end).length === 0) &&
        !listAt(workload, 'status', 'conditions').some(each => textAt(each, 'status') === 'True')
      );
    default:
      return false;
  }
}

/** Pods of a Job that have ended and are counted a moment later (batch/v1 UncountedTerminatedPods). */
const UNCOUNTED = ['succeeded', 'failed'] as const;

function hasAllPods(workload: KubeObject): boolean {
  const status = (field: string): number => numberAt(workload, 'status', field) ?? 0;
  const wanted = numberAt(workload, 'spec', 'replicas') ?? 1;
  switch (workload.kind) {
    case 'DaemonSet':
      return (
        status('updatedNumberScheduled') > 0 && status('updatedNumberScheduled') >= status('desiredNumberScheduled')
      );
    case 'Deployment':
    case 'StatefulSet':
      return status('updatedReplicas') >= wanted;
    case 'ReplicaSet':
      return status('replicas') >= wanted;
    default:
      return false;
  }
}
