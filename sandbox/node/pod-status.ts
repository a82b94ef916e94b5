import {listAt, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {ContainerLog} from './log.ts';
import type {LaunchedProcess} from './runtime.ts';

export type Terminated = {
  exitCode: number;
  reason: string;
  message?: string;
  startedAt: string;
  finishedAt: string;
  containerID: string;
};
export type ContainerState =
  | {waiting: {reason: string; message?: string}}
  | {running: {startedAt: string}}
  | {terminated: Terminated};

/** One container of a pod as the kubelet knows it; changes while it lives. */
export type ContainerRecord = {
  readonly name: string;
  readonly image: string;
  readonly init: boolean;
  state: ContainerState;
  last: Terminated | null;
  restarts: number;
  containerID: string;
  log: ContainerLog | null;
  previousLog: ContainerLog | null;
  /** What runs, for exec; null while nothing does. */
  process: LaunchedProcess | null;
  /** Its readiness probe has not succeeded. */
  unready: boolean;
};

/** Now, as Kubernetes writes times: whole seconds. */
export const timeNow = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

/** The records of a pod that is new to this kubelet: what ran before the node was restarted counts as one start (kuberuntime). */
export function containerRecords(pod: JsonObject): ContainerRecord[] {
  const reason = listAt(pod, 'spec', 'initContainers').length > 0 ? 'PodInitializing' : 'ContainerCreating';
  return (['initContainers', 'containers'] as const).flatMap(list =>
    listAt(pod, 'spec', list).map(container => ({
      name: textAt(container, 'name') ?? '',
      image: textAt(container, 'image') ?? '',
      init: list === 'initContainers',
      state: {waiting: {reason}},
      last: null,
      restarts: restartsBefore(pod, textAt(container, 'name') ?? ''),
      containerID: '',
      log: null,
      previousLog: null,
      process: null,
      unready: false,
    })),
  );
}

function restartsBefore(pod: JsonObject, name: string): number {
  const status = (['initContainerStatuses', 'containerStatuses'] as const)
    .flatMap(list => listAt(pod, 'status', list))
    .find(each => textAt(each, 'name') === name);
  return textAt(status, 'containerID') ? (numberAt(status, 'restartCount') ?? 0) + 1 : 0;
}

const running = (record: ContainerRecord): boolean => 'running' in record.state;
const isReady = (record: ContainerRecord): boolean => running(record) && !record.unready;
const terminated = (record: ContainerRecord): Terminated | null =>
  'terminated' in record.state ? record.state.terminated : null;
const initialized = (records: readonly ContainerRecord[]): boolean =>
  records.filter(record => record.init).every(record => terminated(record)?.exitCode === 0);

/** The phase as the kubelet works it out of the containers (k8s.io/kubernetes pkg/kubelet/kubelet_pods.go getPhase). */
function phaseOf(records: readonly ContainerRecord[], restartPolicy: string, killed: boolean): string {
  const failedInit = records.some(record => record.init && (terminated(record)?.exitCode ?? 0) !== 0);
  if (failedInit && (restartPolicy === 'Never' || killed)) return 'Failed';
  if (!killed && !initialized(records)) return 'Pending';
  const own = records.filter(record => !record.init);
  if (own.some(record => 'waiting' in record.state && record.last === null)) return 'Pending';
  if (own.some(record => terminated(record) === null)) return 'Running';
  const failed = own.some(record => terminated(record)?.exitCode !== 0);
  if (killed) return failed ? 'Failed' : 'Succeeded';
  if (restartPolicy === 'Always') return 'Running';
  return failed ? (restartPolicy === 'Never' ? 'Failed' : 'Running') : 'Succeeded';
}

function containerStatus(record: ContainerRecord): JsonObject {
  const runs = running(record);
  return {
    name: record.name,
    image: record.image,
    imageID: record.containerID === '' ? '' : record.image,
    ...(record.containerID === '' ? {} : {containerID: record.containerID}),
    state: record.state,
    lastState: record.last === null ? {} : {terminated: record.last},
    restartCount: record.restarts,
    ready: isReady(record) || (record.init && terminated(record)?.exitCode === 0),
    started: runs,
  };
}

/** What overrules the containers: a pod that was refused or whose time ran out. */
export type PodEnd = {phase?: string; reason: string; message: string};

/**
 * The status the kubelet writes. `pod` is the object as last seen: conditions of others (PodScheduled) are kept, and times of
 * conditions that did not change. `killed`: the pod's containers were stopped for good.
 */
export function podStatus(
  pod: JsonObject,
  records: readonly ContainerRecord[],
  options: {startTime: string; killed: boolean; end: PodEnd | null},
): JsonObject {
  const phase =
    options.end?.phase ?? phaseOf(records, textAt(pod, 'spec', 'restartPolicy') ?? 'Always', options.killed);
  const own = records.filter(record => !record.init);
  const ready = phase === 'Running' && own.every(isReady);
  const over = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : null;
  const unready = {
    reason: over ?? 'ContainersNotReady',
    message: over
      ? ''
      : `containers with unready status: [${own
          .filter(record => !isReady(record))
          .map(record => record.name)
          .join(' ')}]`,
  };
  const conditions = [
    condition(pod, 'PodReadyToStartContainers', records.some(running)),
    condition(pod, 'Initialized', initialized(records)),
    condition(pod, 'Ready', ready, unready),
    condition(pod, 'ContainersReady', ready, unready),
  ];
  const mine = conditions.map(each => each['type']);
  const others = listAt(pod, 'status', 'conditions').filter(each => !mine.includes(textAt(each, 'type') ?? ''));
  const generation = numberAt(pod, 'metadata', 'generation');
  return {
    ...(generation === null ? {} : {observedGeneration: generation}),
    phase,
    conditions: [...conditions, ...others],
    ...(options.end === null ? {} : {reason: options.end.reason, message: options.end.message}),
    hostIP: '127.0.0.1',
    hostIPs: [{ip: '127.0.0.1'}],
    podIP: '127.0.0.1',
    podIPs: [{ip: '127.0.0.1'}],
    startTime: options.startTime,
    initContainerStatuses: records.filter(record => record.init).map(containerStatus),
    containerStatuses: own.map(containerStatus),
  };
}

function condition(pod: JsonObject, type: string, holds: boolean, otherwise: JsonObject = {}): JsonObject {
  const status = holds ? 'True' : 'False';
  const before = listAt(pod, 'status', 'conditions').find(each => textAt(each, 'type') === type);
  const lastTransitionTime = textAt(before, 'status') === status ? textAt(before, 'lastTransitionTime') : null;
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: lastTransitionTime ?? timeNow(),
    ...(holds ? {} : otherwise),
  };
}

/** Whether the API object says that the pod has ended for good. */
export const hasEnded = (pod: JsonObject): boolean =>
  ['Succeeded', 'Failed'].includes(textAt(objectAt(pod, 'status'), 'phase') ?? '');
