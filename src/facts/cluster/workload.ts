import {apiFact, known, type Learned, none} from '../../kernel/facts.ts';
import {apiKindOf, listAt, numberAt, objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Json, JsonObject, Subject} from '../../kernel/subjects.ts';
import {isHostProcess} from '../../windows/options.ts';

/** The part of a pod spec that decides where its pods can go; `os`: the operating system they are for, null when nothing says. */
export type SchedulingSpec = {kind: string; spec: JsonObject; os: string | null};

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
    if (subject.type === 'Pod' && textAt(object.value, 'metadata', 'uid') !== null)
      return none('the scheduler itself says where a pod that exists can go (HP409)');
    const kept = SCHEDULING_FIELDS.flatMap((field): [string, Json][] => {
      const value = valueAt(spec, [field]);
      return value === undefined ? [] : [[field, value]];
    });
    return known({kind: subject.type, spec: Object.fromEntries(kept), os: saidOs(spec)});
  },
});

/** The operating system that a pod spec says it is for, by whichever field says so first; null when none does. */
export function saidOs(spec: JsonObject): string | null {
  const required = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];
  const chosen = listAt(spec, ...required)
    .flatMap(term => listAt(term, 'matchExpressions'))
    .filter(each => textAt(each, 'key') === OS && textAt(each, 'operator') === 'In')
    .flatMap(each => listAt(each, 'values'));
  const [only] = new Set(chosen);
  return (
    textAt(spec, 'os', 'name') ??
    (isHostProcess(spec) || valueAt(spec, ['securityContext', 'windowsOptions']) ? 'windows' : null) ??
    textAt(spec, 'nodeSelector', OS) ??
    (typeof only === 'string' ? only : null)
  );
}

const OS = 'kubernetes.io/os';

/**
 * How many pods a live DaemonSet wants; none for every other kind, and for one that does not exist yet or whose latest form its controller
 * has not looked at: the API server shows 0 until then.
 */
export const desiredPods = apiFact({
  id: 'desired-pods',
  about: 'workload',
  learn: async (subject: Subject<'workload'>, ports: GatherPorts): Promise<Learned<{desired: number}>> => {
    if (subject.type !== 'DaemonSet') return none(`a ${subject.type} does not count nodes`);
    const live = await ports.get(`/apis/apps/v1/namespaces/${subject.namespace}/daemonsets/${subject.name}`);
    if (live.is !== 'known') return live;
    const desired = numberAt(live.value, 'status', 'desiredNumberScheduled');
    const counted =
      (numberAt(live.value, 'status', 'observedGeneration') ?? 0) >=
      (numberAt(live.value, 'metadata', 'generation') ?? 0);
    return desired !== null && counted
      ? known({desired})
      : none('the DaemonSet controller has not counted its nodes yet');
  },
});
