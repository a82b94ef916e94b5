import {listAt, objectAt, textAt, valueAt} from '../kernel/objects.ts';
import type {Json, JsonObject, Path} from '../kernel/subjects.ts';

/** Where an effective value was set; null: nowhere, the default applies. */
export type SetAt = 'pod' | 'container' | null;

/** What one container of a pod really gets of the security options that Windows reads. Plain JSON. */
export type ContainerOptions = {
  list: 'containers' | 'initContainers' | 'ephemeralContainers';
  index: number;
  name: string;
  /** Steps to the container from the root that `base` counts from: `['spec', 'containers', 0]`. */
  path: Path;
  hostProcess: boolean;
  hostProcessFrom: SetAt;
  runAsUserName: string | null;
  runAsUserNameFrom: SetAt;
  runAsNonRoot: boolean | null;
  runAsNonRootFrom: SetAt;
  gmsaCredentialSpecName: string | null;
  gmsaCredentialSpec: string | null;
  gmsaCredentialSpecFrom: SetAt;
};

/** The lists in the order in which the API server visits them (pkg/api/v1/pod/util.go VisitContainersWithPath). */
const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A value that the API would decode as one of its pointers, else undefined. */
const set = <T extends 'boolean' | 'string'>(value: Json | undefined, type: T) =>
  (typeof value === type ? value : undefined) as (T extends 'boolean' ? boolean : string) | undefined;

type Chosen<T> = {value: T | null; from: SetAt};
const choose = <T>(container: T | undefined, pod: T | undefined): Chosen<T> =>
  container !== undefined
    ? {value: container, from: 'container'}
    : pod !== undefined
      ? {value: pod, from: 'pod'}
      : {value: null, from: null};

/** The gMSA fields of one `windowsOptions`; undefined when it sets neither, for they are inherited together. */
function gmsa(windowsOptions: JsonObject): {name: string | null; spec: string | null} | undefined {
  const name = textAt(windowsOptions, 'gmsaCredentialSpecName');
  const spec = textAt(windowsOptions, 'gmsaCredentialSpec');
  return name === null && spec === null ? undefined : {name, spec};
}

/**
 * The effective options of every container of a pod spec, init containers first: the container's value where it is set,
 * else the pod's, else the default (k8s.io/kubernetes pkg/securitycontext DetermineEffectiveSecurityContext). `base` is
 * put in front of every path.
 */
export function effectiveOptions(podSpec: JsonObject, base: Path): readonly ContainerOptions[] {
  const podContext = objectAt(podSpec, 'securityContext');
  const podWindows = objectAt(podContext, 'windowsOptions');
  const read = (container: Json, list: ContainerOptions['list'], index: number): ContainerOptions => {
    const context = objectAt(container, 'securityContext');
    const windows = objectAt(context, 'windowsOptions');
    const of = <T extends 'boolean' | 'string'>(key: string, type: T) =>
      choose(set(windows[key], type), set(podWindows[key], type));
    const hostProcess = of('hostProcess', 'boolean');
    const user = of('runAsUserName', 'string');
    const nonRoot = choose(set(context['runAsNonRoot'], 'boolean'), set(podContext['runAsNonRoot'], 'boolean'));
    const spec = choose(gmsa(windows), gmsa(podWindows));
    return {
      list,
      index,
      name: textAt(container, 'name') ?? '',
      path: [...base, list, index],
      hostProcess: hostProcess.value ?? false,
      hostProcessFrom: hostProcess.from,
      runAsUserName: user.value,
      runAsUserNameFrom: user.from,
      runAsNonRoot: nonRoot.value,
      runAsNonRootFrom: nonRoot.from,
      gmsaCredentialSpecName: spec.value?.name ?? null,
      gmsaCredentialSpec: spec.value?.spec ?? null,
      gmsaCredentialSpecFrom: spec.from,
    };
  };
  return LISTS.flatMap(list => listAt(podSpec, list).map((container, index) => read(container, list, index)));
}

/** Whether any container of the pod would run as HostProcess, or the pod level asks for it. */
export const isHostProcess = (podSpec: JsonObject): boolean =>
  valueAt(podSpec, ['securityContext', 'windowsOptions', 'hostProcess']) === true ||
  effectiveOptions(podSpec, []).some(container => container.hostProcess);
