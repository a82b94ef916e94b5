import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {type KubeObject, numberAt, textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';
import {maskSecrets} from '../pod/mask.ts';

/**
 * What its controller says when it cannot make the pods of a live workload: the messages of its FailedCreate events. Events stay for
 * an hour; those of a workload that has all its pods by now are history.
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
    return events.is === 'known' ? known([...new Set(events.value.map(maskSecrets))].sort()) : events;
  },
});

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
