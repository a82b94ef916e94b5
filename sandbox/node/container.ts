import {randomBytes} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import type {Api} from './api.ts';
import {resolveEnvironment} from './environment.ts';
import {createLog} from './log.ts';
import type {Metrics} from './metrics.ts';
import {type ContainerRecord, type Terminated, timeNow} from './pod-status.ts';
import {runProbes} from './probes.ts';
import {environment, type ProcessContext} from './process.ts';
import {runJobCommandLine} from './programs/run.ts';
import {FOREVER_MS} from './programs/tools.ts';
import type {Recorder} from './recorder.ts';
import {type LaunchedProcess, launch} from './runtime.ts';
import type {PretendNode} from './scenario.ts';

/** What the containers of one pod share. */
export type PodContext = {
  node: PretendNode;
  /** Images on the node; grows. */
  images: Set<string>;
  api: Api;
  recorder: Recorder;
  metrics: Metrics;
  pod: JsonObject;
  /** Aborts when the pod's containers must stop for good. */
  stopped: AbortSignal;
  /** How much shorter than a kubelet's its waits are, such as 0.1. */
  haste: number;
  /** Writes the pod's status soon. */
  report(): void;
};

/** The kubelet's back-off: at once, then 10 s, doubled up to 5 minutes (k8s.io/kubernetes pkg/kubelet/kubelet.go). */
const backOffSeconds = (attempt: number): number => (attempt === 0 ? 0 : Math.min(300, 10 * 2 ** (attempt - 1)));

const wait = (context: PodContext, seconds: number): Promise<void> =>
  sleep(seconds * 1000, undefined, {signal: context.stopped});

/**
 * Runs one container through all its starts until it ends for good, by its own or because the pod is stopped. Rejects when
 * the pod is stopped before it ever started.
 */
export async function runContainer(context: PodContext, container: Json, record: ContainerRecord): Promise<void> {
  const policy = textAt(container, 'restartPolicy') ?? textAt(context.pod, 'spec', 'restartPolicy') ?? 'Always';
  const always = policy === 'Always' && (!record.init || textAt(container, 'restartPolicy') === 'Always');
  for (let attempt = 0; ; attempt += 1) {
    await ensureImage(context, container, record);
    const ended = await startOnce(context, container, record);
    const restart = always || (policy !== 'Never' && ended.exitCode !== 0);
    if (!restart || context.stopped.aborted) {
      record.state = {terminated: ended};
      context.report();
      return;
    }
    record.last = ended;
    await backOff(context, record, attempt);
    record.restarts += 1;
  }
}

async function backOff(context: PodContext, record: ContainerRecord, attempt: number): Promise<void> {
  const seconds = backOffSeconds(attempt);
  if (seconds > 0) {
    const name = podFullName(context.pod);
    const message = `back-off ${durationText(seconds)} restarting failed container=${record.name} pod=${name}`;
    record.state = {waiting: {reason: 'CrashLoopBackOff', message}};
    context.report();
    const text = `Back-off restarting failed container ${record.name} in pod ${name}`;
    context.recorder.event(context.pod, 'Warning', 'BackOff', text, record.name);
  }
  await wait(context, Math.max(0.2, seconds * context.haste));
}

/** Go's way to print whole seconds: `10s`, `1m20s`, `5m0s`. */
const durationText = (seconds: number): string =>
  seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;

const podFullName = (pod: JsonObject): string => {
  const [name, namespace, uid] = ['name', 'namespace', 'uid'].map(key => textAt(pod, 'metadata', key) ?? '');
  return `${name}_${namespace}(${uid})`;
};

/** Has the image there, pulling it as the pull policy says; retries for ever as a kubelet does. */
async function ensureImage(context: PodContext, container: Json, record: ContainerRecord): Promise<void> {
  const {node, images, pod, recorder} = context;
  const image = record.image;
  const policy = textAt(container, 'imagePullPolicy') ?? 'IfNotPresent';
  const event = (type: 'Normal' | 'Warning', reason: string, text: string): void =>
    recorder.event(pod, type, reason, text, record.name);
  for (let attempt = 1; ; attempt += 1) {
    if (images.has(image) && policy !== 'Always') {
      return event('Normal', 'Pulled', `Container image "${image}" already present on machine`);
    }
    if (policy === 'Never') {
      const message = `Container image "${image}" is not present with pull policy of Never`;
      record.state = {waiting: {reason: 'ErrImageNeverPull', message}};
      event('Warning', 'ErrImageNeverPull', message);
      event('Warning', 'Failed', 'Error: ErrImageNeverPull');
      context.metrics.started(pod, record, 'ErrImageNeverPull');
      context.report();
      await wait(context, 10 * context.haste);
      continue;
    }
    event('Normal', 'Pulling', `Pulling image "${image}"`);
    await wait(context, node.pullSeconds);
    const error = pullError(node, image);
    if (error === null) {
      images.add(image);
      const took = `${node.pullSeconds}s`;
      const text = `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: 129024 bytes.`;
      return event('Normal', 'Pulled', text);
    }
    record.state = {waiting: {reason: 'ErrImagePull', message: error}};
    context.report();
    event('Warning', 'Failed', `Failed to pull image "${image}": ${error}`);
    event('Warning', 'Failed', 'Error: ErrImagePull');
    context.metrics.started(pod, record, 'ErrImagePull');
    await wait(context, Math.max(0.5, 10 * context.haste));
    const message = `Back-off pulling image "${image}": ErrImagePull: ${error}`;
    record.state = {waiting: {reason: 'ImagePullBackOff', message}};
    context.report();
    event('Normal', 'BackOff', `Back-off pulling image "${image}"`);
    event('Warning', 'Failed', 'Error: ImagePullBackOff');
    context.metrics.started(pod, record, 'ImagePullBackOff');
    await wait(context, Math.max(0.5, backOffSeconds(attempt) * context.haste));
  }
}

/** What containerd answers instead of the image, or null. */
function pullError(node: PretendNode, image: string): string | null {
  const found = node.unpullable.find(each => image.includes(each.image));
  return found === undefined ? null : found.message.replaceAll('{image}', image);
}

/** One start; resolves when the process has ended or could not be started, with what the runtime says about it. */
async function startOnce(context: PodContext, container: Json, record: ContainerRecord): Promise<Terminated> {
  const {pod, node, recorder, api} = context;
  for (;;) {
    const id = randomBytes(32).toString('hex');
    const resolved = await resolveEnvironment(api, pod, container);
    const launched =
      resolved.is === 'missing'
        ? ({is: 'refused', reason: 'CreateContainerConfigError', message: resolved.message} as const)
        : launch(node, pod, container, id, resolved.env);
    context.metrics.started(pod, record, launched.is === 'refused' ? launched.reason : null);
    if (launched.is === 'refused' && launched.reason !== 'RunContainerError') {
      record.state = {waiting: {reason: launched.reason, message: launched.message}};
      context.report();
      recorder.event(pod, 'Warning', 'Failed', `Error: ${launched.message}`, record.name);
      await wait(context, Math.max(0.5, 10 * context.haste));
      continue;
    }
    record.containerID = `containerd://${id}`;
    record.previousLog = record.log;
    record.log = createLog();
    recorder.event(pod, 'Normal', 'Created', `Created container: ${record.name}`, record.name);
    return launched.is === 'process'
      ? runProcess(context, container, record, launched)
      : startError(context, record, launched.message);
  }
}

/** A task that did not start: the kubelet reports RunContainerError first, the runtime then says StartError, exit code 128. */
async function startError(context: PodContext, record: ContainerRecord, message: string): Promise<Terminated> {
  record.log?.close();
  record.state = {waiting: {reason: 'RunContainerError', message}};
  context.report();
  context.recorder.event(context.pod, 'Warning', 'Failed', `Error: ${message}`, record.name);
  await wait(context, 0.3);
  return {
    exitCode: 128,
    reason: 'StartError',
    message,
    startedAt: '1970-01-01T00:00:00Z',
    finishedAt: timeNow(),
    containerID: record.containerID,
  };
}

async function runProcess(
  context: PodContext,
  container: Json,
  record: ContainerRecord,
  launched: LaunchedProcess,
): Promise<Terminated> {
  const startedAt = timeNow();
  const log = record.log;
  record.process = launched;
  record.state = {running: {startedAt}};
  context.report();
  context.recorder.event(context.pod, 'Normal', 'Started', `Started container ${record.name}`, record.name);
  const [killed, over] = [new AbortController(), new AbortController()];
  const surroundings = {
    node: context.node,
    identity: launched.identity,
    variable: environment(launched.env),
    workingDirectory: launched.workingDirectory,
    stdin: null,
    console: null,
    stopped: AbortSignal.any([context.stopped, killed.signal]),
  };
  const start = (print: ProcessContext['print']): ProcessContext => ({...surroundings, print});
  runProbes({context, container, record, launched, start, kill: () => killed.abort(), over: over.signal});
  let lost = false;
  const exitCode = await runUntilEnd(
    launched,
    start((stream, text, partial) => {
      if (!lost) log?.append(stream, text, partial);
      lost ||= partial === true && context.node.proof === 'cut';
    }),
  );
  over.abort();
  record.process = null;
  log?.close();
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  return {exitCode, reason, startedAt, finishedAt: timeNow(), containerID: record.containerID};
}

/** The exit code of what runs; 1 when it was stopped, as TerminateJobObject gives it (hcsshim internal/jobcontainers). */
export async function runUntilEnd(launched: LaunchedProcess, context: ProcessContext): Promise<number> {
  try {
    if (launched.line !== null) return await runJobCommandLine(launched.line, launched.model, context);
    await sleep(FOREVER_MS, undefined, {signal: context.stopped});
    return 0;
  } catch (error) {
    if (context.stopped.aborted) return 1;
    throw error;
  }
}
