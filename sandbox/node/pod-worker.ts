import {setTimeout as sleep} from 'node:timers/promises';
import {listAt, numberAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {MERGE_PATCH} from './api.ts';
import {type PodContext, runContainer} from './container.ts';
import {missingVolume} from './environment.ts';
import {type ContainerRecord, containerRecords, hasEnded, type PodEnd, podStatus, timeNow} from './pod-status.ts';
import {FOREVER_MS} from './programs/tools.ts';
import type {PretendNode} from './scenario.ts';

/** What a kubelet does for one pod, from being bound to being gone. */
export type PodWorker = {
  readonly records: readonly ContainerRecord[];
  /** Aborts when the pod's containers are stopped for good. */
  readonly stopped: AbortSignal;
  /** The API object has changed. */
  update(pod: JsonObject): void;
  /** The API object is no more: whatever runs is killed. */
  gone(): void;
  /** Resolves when nothing of the pod is left to do. */
  readonly finished: Promise<void>;
};

/** Everything of PodContext that is the node's and not the pod's. */
export type NodeContext = Pick<PodContext, 'node' | 'images' | 'api' | 'recorder' | 'metrics' | 'haste'>;

/** Windows gives processes 5 s after CTRL_SHUTDOWN_EVENT (hcsshim internal/jobcontainers); ours need not be waited for so long. */
const SHUTDOWN_SECONDS = 1;

/** Takes a pod that is bound to the node and looks after it. Never rejects. */
export function createPodWorker(shared: NodeContext, first: JsonObject): PodWorker {
  const {api, node, recorder} = shared;
  const records = containerRecords(first);
  const path = `/api/v1/namespaces/${textAt(first, 'metadata', 'namespace')}/pods/${textAt(first, 'metadata', 'name')}`;
  const uid = textAt(first, 'metadata', 'uid') ?? '';
  const startTime = timeNow();
  const stop = new AbortController();
  const removed = new AbortController();
  let pod = first;
  let killed = false;
  let end: PodEnd | null = null;
  let dirty = false;
  let reporting: Promise<void> | null = null;
  let deletion: (() => void) | null = null;
  const deleted = new Promise<void>(resolve => {
    deletion = resolve;
  });
  let deadline: NodeJS.Timeout | undefined;

  /** One report at a time; what changes meanwhile goes into the next. */
  async function sendReports(): Promise<void> {
    while (dirty && !removed.signal.aborted) {
      dirty = false;
      const status = podStatus(pod, records, {startTime, killed, end});
      const answer = await api.send('PATCH', `${path}/status`, {metadata: {uid}, status}, MERGE_PATCH);
      if (answer.status === 200) pod = {...pod, status: answer.body['status'] ?? {}};
      if (answer.status === 0 || answer.status >= 500) {
        dirty = true;
        await sleep(300, undefined, {signal: removed.signal}).catch(() => undefined);
      }
    }
    reporting = null;
  }
  const report = (): void => {
    dirty = true;
    reporting ??= sendReports();
  };
  const context: PodContext = {...shared, pod: first, stopped: stop.signal, report};

  function kill(reason: PodEnd | null): void {
    if (stop.signal.aborted) return;
    end = reason;
    for (const record of records) {
      if (!('running' in record.state)) continue;
      recorder.event(pod, 'Normal', 'Killing', `Stopping container ${record.name}`, record.name);
    }
    stop.abort();
  }

  function watchDeadline(): void {
    const seconds = numberAt(pod, 'spec', 'activeDeadlineSeconds');
    clearTimeout(deadline);
    if (seconds === null || hasEnded(pod)) return;
    const message = 'Pod was active on the node longer than the specified deadline';
    const expired = (): void => {
      if (stop.signal.aborted) return;
      recorder.event(pod, 'Normal', 'DeadlineExceeded', message);
      kill({phase: 'Failed', reason: 'DeadlineExceeded', message});
    };
    deadline = setTimeout(expired, Math.min(FOREVER_MS, Date.parse(startTime) + seconds * 1000 - Date.now()));
  }

  async function run(): Promise<void> {
    report();
    watchDeadline();
    await prepare(context);
    for (const [list, together] of [
      ['initContainers', false],
      ['containers', true],
    ] as const) {
      const jobs = listAt(pod, 'spec', list).map(container => async () => {
        const record = records.find(each => each.name === textAt(container, 'name'));
        if (record) await runContainer(context, container, record);
        return record !== undefined && 'terminated' in record.state ? record.state.terminated.exitCode : 0;
      });
      if (together) await Promise.all(jobs.map(job => job()));
      else for (const job of jobs) if ((await job()) !== 0) return;
    }
  }

  async function live(): Promise<void> {
    if (node.notReady !== null) {
      await aborted(removed.signal); // a kubelet whose runtime is down starts nothing and confirms nothing
      return;
    }
    const refusal = refuse(node, first);
    if (refusal !== null) {
      recorder.event(pod, 'Warning', refusal.reason, refusal.message.replace('Pod was rejected: ', ''));
      end = refusal;
    } else if (!hasEnded(first)) {
      await run().catch(error => {
        if (!stop.signal.aborted) throw error;
      });
      clearTimeout(deadline);
      killed = true;
      for (const record of records) settle(record, stop.signal.aborted);
    }
    if (refusal !== null || !hasEnded(first)) report();
    await Promise.race([deleted, aborted(removed.signal)]);
    await reporting;
    await recorder.idle();
    if (removed.signal.aborted) return;
    const body = {apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, preconditions: {uid}};
    for (;;) {
      const {status} = await api.send('DELETE', path, body);
      if (status !== 0 && status < 500) return;
      await sleep(300);
    }
  }

  const worker: PodWorker = {
    records,
    stopped: stop.signal,
    update(changed) {
      const status = pod['status'] ?? {};
      pod = hasEnded(changed) || !hasEnded(pod) ? changed : {...changed, status};
      if (!stop.signal.aborted && !killed) watchDeadline();
      if (textAt(pod, 'metadata', 'deletionTimestamp') === null) return;
      deletion?.();
      const grace = numberAt(pod, 'metadata', 'deletionGracePeriodSeconds') ?? 30;
      setTimeout(() => kill(end), Math.min(grace, SHUTDOWN_SECONDS) * 300);
    },
    gone() {
      clearTimeout(deadline);
      removed.abort();
      stop.abort();
    },
    finished: live(),
  };
  worker.update(first);
  return worker;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), {once: true});
  });

/** Volumes and sandbox, retried for ever as the kubelet does. */
async function prepare(context: PodContext): Promise<void> {
  const {api, pod, node, recorder, stopped} = context;
  const retry = (): Promise<void> => sleep(Math.max(500, 10_000 * context.haste), undefined, {signal: stopped});
  for (let missing = await missingVolume(api, pod); missing !== null; missing = await missingVolume(api, pod)) {
    recorder.event(pod, 'Warning', 'FailedMount', missing);
    await retry();
  }
  while (node.sandboxError !== null) {
    recorder.event(pod, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${node.sandboxError}`);
    await retry();
  }
}

/** Whether the kubelet refuses the pod for its operating system (k8s.io/kubernetes pkg/kubelet/lifecycle/handlers.go). */
function refuse(node: PretendNode, pod: JsonObject): PodEnd | null {
  const rejected = (reason: string, text: string): PodEnd => ({
    phase: 'Failed',
    reason,
    message: `Pod was rejected: Failed to admit pod as the ${text}`,
  });
  const wanted = textAt(pod, 'spec', 'nodeSelector', 'kubernetes.io/os');
  if (wanted !== null && wanted !== node.os) {
    return rejected('PodOSSelectorNodeLabelDoesNotMatch', "`kubernetes.io/os` label doesn't match node label");
  }
  const os = textAt(pod, 'spec', 'os', 'name');
  return os === null || os === node.os ? null : rejected('PodOSNotSupported', "OS field doesn't match node OS");
}

/** A container that never got to an end when its pod was stopped (k8s.io/kubernetes pkg/kubelet/status TerminatePod). */
function settle(record: ContainerRecord, stopped: boolean): void {
  if (!stopped || 'terminated' in record.state) return;
  record.state = {
    terminated: {
      exitCode: 137,
      reason: 'ContainerStatusUnknown',
      message: 'The container could not be located when the pod was terminated',
      startedAt: '1970-01-01T00:00:00Z',
      finishedAt: timeNow(),
      containerID: record.containerID,
    },
  };
}
