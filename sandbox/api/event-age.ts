import {textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Resource} from './resources.ts';
import type {Store} from './store.ts';

/** How long events are kept (kube-apiserver --event-ttl). */
const TTL_MS = 3_600_000;
/** How often it is looked for old ones, at most: only when there is a new one, so that nothing happens in a quiet cluster. */
const EVERY_MS = 60_000;

/** Removes events that nobody has repeated for an hour; to be called whenever one is written. */
export function createEventExpiry(store: Store, events: Resource, now: () => Date): () => void {
  let lastMs = now().getTime();
  const lastSeenMs = (event: JsonObject): number =>
    Date.parse(
      textAt(event, 'series', 'lastObservedTime') ??
        textAt(event, 'lastTimestamp') ??
        textAt(event, 'eventTime') ??
        textAt(event, 'metadata', 'creationTimestamp') ??
        '',
    );
  return () => {
    const nowMs = now().getTime();
    if (nowMs - lastMs < EVERY_MS) return;
    lastMs = nowMs;
    for (const event of store.list(events, null)) if (nowMs - lastSeenMs(event) > TTL_MS) store.remove(events, event);
  };
}
