import {randomBytes} from 'node:crypto';
import {textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {type Api, MERGE_PATCH} from './api.ts';

type EventType = 'Normal' | 'Warning';

/** Writes Events about objects; `container` (of a pod) fills the field path. Nobody waits for it, and a refused event is lost, as a kubelet's. */
export type Recorder = {
  event(about: JsonObject, type: EventType, reason: string, message: string, container?: string): void;
  /** Resolves when all written so far are sent. */
  idle(): Promise<void>;
};

/**
 * Who writes: a kubelet names its host, a controller only itself. With `actions` (by reason) events are of the newer form that
 * the scheduler writes through events.k8s.io: one time and a series in place of a count and two times.
 */
export type EventSource = {component: string; host?: string; actions?: Readonly<Record<string, string>>};

/** How many events are remembered (client-go's maxLruCacheEntries). */
const REMEMBERED = 4096;

/** Sets an entry and forgets the oldest one when there are too many. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}

/** How many different messages for one reason have events of their own; all further ones share one. */
const SIMILAR = 9;

/**
 * Events as `source` writes them, one after another; equal ones are counted on one object, and so are those that differ in
 * nothing but their message when there are many (k8s.io/client-go tools/record events_cache.go). What is not written when `stop`
 * aborts is lost.
 */
export function createRecorder(api: Api, source: EventSource, stop?: AbortSignal): Recorder {
  const seen = new Map<string, {path: string; count: number}>();
  const messages = new Map<string, Set<string>>();
  let queue: Promise<unknown> = Promise.resolve();

  async function write(about: JsonObject, type: EventType, reason: string, text: string, container: string | null) {
    if (stop?.aborted) return;
    const namespace = textAt(about, 'metadata', 'namespace');
    const name = textAt(about, 'metadata', 'name') ?? '';
    const uid = textAt(about, 'metadata', 'uid') ?? '';
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    const exactly = new Date().toISOString().replace('Z', '000Z');
    const {component, host = ''} = source;
    const group = JSON.stringify([uid, container, type, reason]);
    const similar = messages.get(group) ?? new Set();
    if (similar.size < SIMILAR) remember(messages, group, similar.add(text));
    const combined = similar.size === SIMILAR && !similar.has(text);
    const key = combined ? group : group + text;
    const message = (combined ? `(combined from similar events): ${text}` : text).slice(0, 1024);
    const known = seen.get(key);
    if (known !== undefined) {
      known.count += 1;
      const again = source.actions
        ? {series: {count: known.count, lastObservedTime: exactly}}
        : {count: known.count, lastTimestamp: now, message};
      const {status} = await api.send('PATCH', known.path, again, MERGE_PATCH);
      if (status !== 404) return;
      seen.delete(key); // it has expired, or somebody removed it
    }
    const collection = `/api/v1/namespaces/${namespace ?? 'default'}/events`;
    const event = `${name}.${randomBytes(8).toString('hex')}`;
    const {status} = await api.send('POST', collection, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {name: event, namespace: namespace ?? 'default'},
      involvedObject: {
        apiVersion: textAt(about, 'apiVersion') ?? 'v1',
        kind: textAt(about, 'kind') ?? 'Pod', // a list's items do not say what they are
        ...(namespace === null ? {} : {namespace}),
        name,
        uid,
        resourceVersion: textAt(about, 'metadata', 'resourceVersion') ?? '',
        ...(container === null ? {} : {fieldPath: `spec.containers{${container}}`}),
      },
      type,
      reason,
      message,
      ...(source.actions
        ? {eventTime: exactly, action: source.actions[reason] ?? reason}
        : {count: 1, firstTimestamp: now, lastTimestamp: now, source: {component, ...(host ? {host} : {})}}),
      reportingComponent: component,
      reportingInstance: source.actions ? `${component}-sandbox` : host,
    });
    if (status === 201) remember(seen, key, {path: `${collection}/${event}`, count: 1});
  }

  return {
    event(about, type, reason, message, container) {
      queue = queue.then(() => write(about, type, reason, message, container ?? null));
    },
    idle: async () => {
      await queue;
    },
  };
}
