import {randomBytes} from 'node:crypto';
import {textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {type Api, MERGE_PATCH} from './api.ts';

export type EventType = 'Normal' | 'Warning';

/** Writes Events about pods; `container` fills the field path. Nobody waits for it, and a refused event is lost, as a kubelet's. */
export type Recorder = {
  event(pod: JsonObject, type: EventType, reason: string, message: string, container?: string): void;
  /** Resolves when all written so far are sent. */
  idle(): Promise<void>;
};

/**
 * Events as the kubelet on `node` writes them, one after another; equal ones are counted on one object
 * (k8s.io/client-go tools/record events_cache.go).
 */
export function createRecorder(api: Api, node: string): Recorder {
  const seen = new Map<string, {path: string; count: number}>();
  let queue: Promise<unknown> = Promise.resolve();

  async function write(pod: JsonObject, type: EventType, reason: string, message: string, container: string | null) {
    const namespace = textAt(pod, 'metadata', 'namespace') ?? '';
    const name = textAt(pod, 'metadata', 'name') ?? '';
    const uid = textAt(pod, 'metadata', 'uid') ?? '';
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    const key = JSON.stringify([uid, container, type, reason, message]);
    const known = seen.get(key);
    if (known !== undefined) {
      known.count += 1;
      await api.send('PATCH', known.path, {count: known.count, lastTimestamp: now}, MERGE_PATCH);
      return;
    }
    const collection = `/api/v1/namespaces/${namespace}/events`;
    const event = `${name}.${randomBytes(8).toString('hex')}`;
    const {status} = await api.send('POST', collection, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {name: event, namespace},
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        namespace,
        name,
        uid,
        resourceVersion: textAt(pod, 'metadata', 'resourceVersion') ?? '',
        ...(container === null ? {} : {fieldPath: `spec.containers{${container}}`}),
      },
      type,
      reason,
      message: message.slice(0, 1024),
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: {component: 'kubelet', host: node},
      reportingComponent: 'kubelet',
      reportingInstance: node,
    });
    if (status === 201) seen.set(key, {path: `${collection}/${event}`, count: 1});
  }

  return {
    event(pod, type, reason, message, container) {
      queue = queue.then(() => write(pod, type, reason, message, container ?? null));
    },
    idle: async () => {
      await queue;
    },
  };
}
