import type {SeenIn} from '../../kernel/failures.ts';
import {type KubeObject, listAt, numberAt, textAt, valueAt} from '../../kernel/objects.ts';
import type {Json} from '../../kernel/subjects.ts';
import {restartsOf} from './restarts.ts';

/** Something a pod's status says that the failure catalogue may know; `container` where it is about one. */
export type StatusText = {seenIn: SeenIn; text: string; container: string | null; exitCode: number | null};

/** Where a pod is in its life, as the kubelet and the scheduler report it. */
export type PodState = {
  uid: string;
  name: string;
  node: string | null;
  is: 'pending' | 'starting' | 'running' | 'succeeded' | 'failed' | 'ending';
  ready: boolean;
  /** When the API server took it; null where it does not say. */
  created: string | null;
  /** When a pod that is being removed should be gone (its grace period included); null while nobody removes it. */
  due: string | null;
  /** Whether a process of it has ever run: only then can there be a log. */
  ran: boolean;
  /** What it is waiting for, in a few words for a progress line. */
  doing: string;
  texts: readonly StatusText[];
  /** Containers that ended with a code other than 0, or that restart: their logs may say why. */
  crashed: readonly {container: string; exitCode: number | null; previous: boolean}[];
};

/** Reads a Pod's status. Fields as in https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus */
export function podState(pod: KubeObject): PodState {
  const statuses = [...listAt(pod, 'status', 'initContainerStatuses'), ...listAt(pod, 'status', 'containerStatuses')];
  const phase = textAt(pod, 'status', 'phase') ?? 'Pending';
  const node = textAt(pod, 'spec', 'nodeName');
  const ready = listAt(pod, 'status', 'conditions').some(
    each => textAt(each, 'type') === 'Ready' && textAt(each, 'status') === 'True',
  );
  return {
    uid: textAt(pod, 'metadata', 'uid') ?? '',
    name: textAt(pod, 'metadata', 'name') ?? '',
    node,
    is: lifeOf(phase, node, statuses, valueAt(pod, ['metadata', 'deletionTimestamp']) !== undefined),
    ready,
    created: textAt(pod, 'metadata', 'creationTimestamp'),
    due: textAt(pod, 'metadata', 'deletionTimestamp'),
    ran: statuses.some(status => hasRun(valueAt(status, ['state'])) || hasRun(valueAt(status, ['lastState']))),
    doing: doingOf(phase, node, statuses),
    texts: textsOf(pod, statuses),
    crashed: statuses.flatMap(crashOf),
  };
}

/** So long a pod may be on its way without a word before somebody should wonder: an image of Windows is not there in seconds. */
const ON_ITS_WAY_MS = 2 * 60_000;

/** How long a pod has been there at `at` (ISO 8601), in ms, while that is no reason to wonder; null afterwards. */
export function youngFor(created: string | null, at: string): number | null {
  const ms = Date.parse(at) - Date.parse(created ?? '');
  return ms < ON_ITS_WAY_MS ? Math.max(0, ms) : null;
}

/** Kubelets are given this much longer: stopping a Windows container and unmounting its layers takes its time. */
const LATE_MS = 5 * 60_000;

/** Whether a pod that is being removed should have been gone long before `at` (ISO 8601). */
export const isOverdue = (due: string | null, at: string): boolean => Date.parse(at) - Date.parse(due ?? '') > LATE_MS;

function lifeOf(phase: string, node: string | null, statuses: readonly Json[], deleting: boolean): PodState['is'] {
  if (phase === 'Succeeded') return 'succeeded';
  if (phase === 'Failed') return 'failed';
  if (deleting) return 'ending';
  if (node === null) return 'pending';
  return phase === 'Running' && statuses.some(status => valueAt(status, ['state', 'running']) !== undefined)
    ? 'running'
    : 'starting';
}

function doingOf(phase: string, node: string | null, statuses: readonly Json[]): string {
  if (phase === 'Succeeded' || phase === 'Failed') return phase.toLowerCase();
  if (node === null) return 'waiting for the scheduler';
  const waiting = statuses.map(status => textAt(status, 'state', 'waiting', 'reason')).find(reason => reason !== null);
  if (waiting === undefined) return phase === 'Running' ? 'running' : 'waiting for the kubelet';
  return WAITING[waiting ?? ''] ?? waiting ?? 'starting';
}

/** The kubelet's waiting reasons (pkg/kubelet/images/types.go, kuberuntime) in a person's words. */
const WAITING: Record<string, string> = {
  ContainerCreating: 'container is being created',
  PodInitializing: 'init containers run first',
  ErrImagePull: 'image could not be pulled',
  ImagePullBackOff: 'image could not be pulled; the kubelet tries again',
  CrashLoopBackOff: 'the container keeps ending; the kubelet starts it again',
  RunContainerError: 'the container could not be started',
  CreateContainerError: 'the container could not be created',
  CreateContainerConfigError: 'the container’s configuration was refused',
};

/** Waiting reasons that every container has for a while and that say nothing. */
const ORDINARY = ['ContainerCreating', 'PodInitializing'];

function textsOf(pod: KubeObject, statuses: readonly Json[]): StatusText[] {
  const texts: StatusText[] = [];
  const add = (
    seenIn: SeenIn,
    parts: readonly (string | null)[],
    container: string | null,
    exitCode: number | null = null,
  ): void => {
    const text = parts.filter(Boolean).join(': ');
    if (text !== '') texts.push({seenIn, text, container, exitCode});
  };
  const again = doneAgain(pod, statuses);
  for (const status of statuses) {
    const container = textAt(status, 'name');
    const [reason, message] = ['reason', 'message'].map(part => textAt(status, 'state', 'waiting', part));
    if (message || !ORDINARY.includes(reason ?? ''))
      add('container-state', [reason ?? null, message ?? null], container);
    for (const when of ['state', 'lastState']) {
      const code = numberAt(status, when, 'terminated', 'exitCode');
      if (code === null || (code === 0 && !(when === 'lastState' && again.includes(container)))) continue;
      add(
        'container-state',
        [textAt(status, when, 'terminated', 'reason'), textAt(status, when, 'terminated', 'message')],
        container,
        code,
      );
    }
  }
  add('pod-status', [textAt(pod, 'status', 'reason'), textAt(pod, 'status', 'message')], null);
  for (const condition of listAt(pod, 'status', 'conditions'))
    if (textAt(condition, 'type') === 'PodScheduled' && textAt(condition, 'status') === 'False')
      add('event', [textAt(condition, 'message')], null);
  return texts;
}

/** Containers that end with 0 and are started again and again: those that wait for it, and those that run between two ends. */
const doneAgain = (pod: KubeObject, statuses: readonly Json[]): readonly (string | null)[] => [
  ...statuses
    .filter(status => textAt(status, 'state', 'waiting', 'reason') === 'CrashLoopBackOff')
    .map(status => textAt(status, 'name')),
  ...restartsOf(pod).map(each => each.container),
];

/** StartError and ContainerCannotRun stand for a process that never came to be (pkg/kubelet/kuberuntime, containerd CRI). */
const hasRun = (state: Json | undefined): boolean =>
  valueAt(state, ['running']) !== undefined ||
  (valueAt(state, ['terminated']) !== undefined &&
    !['StartError', 'ContainerCannotRun'].includes(textAt(state, 'terminated', 'reason') ?? ''));

function crashOf(status: Json): PodState['crashed'] {
  const container = textAt(status, 'name') ?? '';
  const now = numberAt(status, 'state', 'terminated', 'exitCode');
  if (now !== null && now !== 0) return [{container, exitCode: now, previous: false}];
  const before = numberAt(status, 'lastState', 'terminated', 'exitCode');
  return before !== null && textAt(status, 'state', 'waiting', 'reason') === 'CrashLoopBackOff'
    ? [{container, exitCode: before, previous: true}]
    : [];
}
