import type {WebSocket} from 'ws';
import {type ExecTarget, serveExec} from './exec.ts';
import {type LogParameters, logParameters, logText} from './log.ts';
import type {ContainerRecord} from './pod-status.ts';

/** Which container a request is about. */
export type ContainerPlace = {namespace: string; pod: string; container: string};

/** A text, or a log that is read as it grows. */
type KubeletAnswer = {status: number; text: string} | {stream: AsyncIterable<string>};

/** What a kubelet answers to the API server, however the question comes: logs and commands of its containers. */
export type Kubelet = {
  /** `query` is the one of `/containerLogs`. */
  log(place: ContainerPlace, query: URLSearchParams, signal: AbortSignal): KubeletAnswer;
  /** Takes over a web socket that asks for a command; null when there is no such container, or nothing runs in it. */
  exec(place: ContainerPlace, query: URLSearchParams): ((client: WebSocket) => void) | null;
  /** Whatever else it has under a path. */
  get(path: string): {status: number; text: string};
};

/** What a kubelet must be able to look up on its node. */
export type Containers = {
  /** Null when the node has no such pod or container. */
  record(place: ContainerPlace): ContainerRecord | null;
  /** What the kubelet has counted, in Prometheus' text format. */
  metrics(): string;
  /** Null when nothing runs in it. */
  target(record: ContainerRecord): ExecTarget | null;
};

export const createKubelet = (containers: Containers): Kubelet => ({
  log(place, parameters, signal) {
    const record = containers.record(place);
    if (record === null) return {status: 404, text: `pod "${place.pod}" not found`};
    const query = logParameters(parameters, Date.now());
    const refusal = unreadable(record, place, query);
    if (refusal !== null) return {status: 400, text: refusal};
    const log = query.previous ? record.previousLog : record.log;
    return {stream: log === null ? nothing() : logText(log, query, signal)};
  },
  exec(place, query) {
    const record = containers.record(place);
    const target = record === null ? null : containers.target(record);
    return target === null ? null : client => void serveExec(client, query, target);
  },
  get: path =>
    path === '/metrics' ? {status: 200, text: containers.metrics()} : {status: 404, text: '404 page not found'},
});

async function* nothing(): AsyncGenerator<string> {
  // a container that has printed nothing
}

/** Why a container has no log yet, in the kubelet's words (k8s.io/kubernetes pkg/kubelet/kubelet_pods.go validateContainerLogStatus). */
function unreadable(record: ContainerRecord, {pod, container}: ContainerPlace, query: LogParameters): string | null {
  if (query.previous) {
    return record.previousLog === null
      ? `previous terminated container "${container}" in pod "${pod}" not found`
      : null;
  }
  if (!('waiting' in record.state) || record.last !== null) return null;
  const {reason} = record.state.waiting;
  const says = new Map([
    ['ErrImagePull', "image can't be pulled"],
    ['ImagePullBackOff', 'trying and failing to pull image'],
  ]);
  return `container "${container}" in pod "${pod}" is waiting to start: ${says.get(reason) ?? reason}`;
}
