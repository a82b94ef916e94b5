import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {numberAt, textAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';

/** How far a live DaemonSet has come, in pods; `onDelete`: it replaces a pod only when somebody deletes it. */
export type Rollout = {
  observed: boolean;
  desired: number;
  current: number;
  updated: number;
  misscheduled: number;
  onDelete: boolean;
};

/** Reads a DaemonSet's status (apps/v1 DaemonSetStatus); none for every other kind and for what does not exist yet. */
export const rollout = apiFact({
  id: 'rollout',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<Rollout>> => {
    if (subject.type !== 'DaemonSet') return none(`a ${subject.type} does not count nodes`);
    const object = await ports.object(subject);
    if (object.is !== 'known') return object;
    const count = (field: string): number => numberAt(object.value, 'status', field) ?? 0;
    if (numberAt(object.value, 'status', 'desiredNumberScheduled') === null) return none('it does not exist yet');
    return known({
      observed: count('observedGeneration') >= (numberAt(object.value, 'metadata', 'generation') ?? 0),
      desired: count('desiredNumberScheduled'),
      current: count('currentNumberScheduled'),
      updated: count('updatedNumberScheduled'),
      misscheduled: count('numberMisscheduled'),
      onDelete: textAt(object.value, 'spec', 'updateStrategy', 'type') === 'OnDelete',
    });
  },
});
