import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {apiKindOf, objectAt, valueAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Json, JsonObject, Subject} from '../../kernel/subjects.ts';

/** The part of a pod spec that decides where its pods can go. */
export type SchedulingSpec = {kind: string; spec: JsonObject};

const SCHEDULING_FIELDS = ['nodeName', 'nodeSelector', 'affinity', 'tolerations'] as const;

/** Where the pods of a workload may go; none when the object carries no pod template. */
export const schedulingSpec = apiFact({
  id: 'scheduling-spec',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<SchedulingSpec>> => {
    const object = await ports.object(subject);
    if (object.is !== 'known') return object;
    const template = apiKindOf(object.value)?.template;
    if (!template) return none(`a ${subject.type} makes no pods`);
    const spec = objectAt(object.value, ...template, 'spec');
    const kept = SCHEDULING_FIELDS.flatMap((field): [string, Json][] => {
      const value = valueAt(spec, [field]);
      return value === undefined ? [] : [[field, value]];
    });
    return known({kind: subject.type, spec: Object.fromEntries(kept)});
  },
});

/** How many pods a live DaemonSet wants; none for every other kind and for one that does not exist yet. */
export const desiredPods = apiFact({
  id: 'desired-pods',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<{desired: number}>> => {
    if (subject.type !== 'DaemonSet') return none(`a ${subject.type} does not count nodes`);
    const live = await ports.get(`/apis/apps/v1/namespaces/${subject.namespace}/daemonsets/${subject.name}`);
    if (live.is !== 'known') return live;
    const desired = valueAt(live.value, ['status', 'desiredNumberScheduled']);
    return typeof desired === 'number'
      ? known({desired})
      : none('the DaemonSet controller has not counted its nodes yet');
  },
});
