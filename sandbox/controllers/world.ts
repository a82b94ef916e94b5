import type {JsonObject} from '../../src/kernel/subjects.ts';
import {resourceOf} from '../api/resources.ts';
import {type Api, type ApiAnswer, MERGE_PATCH} from '../node/api.ts';
import {createRecorder, type EventSource, type Recorder} from '../node/recorder.ts';
import {type Collection, follow, nameOf, namespaceOf, pathOf, uidOf} from './cache.ts';
import {createQueue, type Next, type Queue} from './queue.ts';

/** What controllers see and do. Whatever the server answers is in the collections at once. */
export type World = {
  readonly api: Api;
  /** Aborts when the controllers stop. */
  readonly signal: AbortSignal;
  /** The collection of a kind; followed from the first call on. */
  of(kind: string): Collection;
  create(object: JsonObject): Promise<ApiAnswer>;
  /** Puts the status beside what is known of the object; refused when that is not the newest. */
  putStatus(object: JsonObject, status: JsonObject): Promise<ApiAnswer>;
  /** Merges into the object, or into its `subresource`. */
  patch(object: JsonObject, change: JsonObject, subresource?: string): Promise<ApiAnswer>;
  /** Deletes this very object, never one of the same name that came after it. */
  remove(object: JsonObject, options?: JsonObject): Promise<ApiAnswer>;
  recorder(source: EventSource): Recorder;
  queue(sync: (key: string) => Promise<Next>, firstBackoffMs?: number): Queue;
  /** Resolves when every collection has its first list. */
  synced(): Promise<void>;
  stop(): Promise<void>;
};

export const objectPathOf = (object: JsonObject): string =>
  `${pathOf(resourceOf(String(object['kind'])), namespaceOf(object))}/${nameOf(object)}`;

export const succeeded = ({status}: ApiAnswer): boolean => status >= 200 && status < 300;

/** The server is away, unwell, or knows something newer: the same must be tried again. A 404 means that nothing is left to do. */
export const nextOf = (...answers: readonly ApiAnswer[]): Next =>
  answers.some(({status}) => status === 0 || status === 409 || status === 429 || status >= 500) ? 'retry' : 'done';

/** Everything that the controllers share. */
export function createWorld(api: Api): World {
  const stop = new AbortController();
  const collections = new Map<string, Collection>();
  const recorders: Recorder[] = [];
  const queues: Queue[] = [];
  let whenSynced: Promise<void> | null = null;

  async function send(method: string, path: string, body: JsonObject, contentType?: string): Promise<ApiAnswer> {
    const answer = await api.send(method, path, body, contentType);
    if (succeeded(answer)) collections.get(String(answer.body['kind']))?.take(answer.body);
    return answer;
  }

  const world: World = {
    api,
    signal: stop.signal,
    of(kind) {
      const known = collections.get(kind) ?? follow(api, resourceOf(kind), stop.signal);
      collections.set(kind, known);
      return known;
    },
    create: object => send('POST', pathOf(resourceOf(String(object['kind'])), namespaceOf(object)), object),
    putStatus: (object, status) => send('PUT', `${objectPathOf(object)}/status`, {...object, status}),
    patch: (object, change, subresource) =>
      send('PATCH', objectPathOf(object) + (subresource ? `/${subresource}` : ''), change, MERGE_PATCH),
    remove(object, options = {}) {
      const preconditions = {uid: uidOf(object)};
      const body = {apiVersion: 'v1', kind: 'DeleteOptions', preconditions, ...options};
      return send('DELETE', objectPathOf(object), body);
    },
    recorder(source) {
      const recorder = createRecorder(api, source, stop.signal);
      recorders.push(recorder);
      return recorder;
    },
    queue(sync, firstBackoffMs) {
      const job = async (key: string): Promise<Next> => {
        await world.synced(); // who acts on half a list makes everything twice
        return stop.signal.aborted ? 'done' : sync(key);
      };
      const queue = createQueue(job, firstBackoffMs);
      queues.push(queue);
      return queue;
    },
    synced() {
      whenSynced ??= Promise.all([...collections.values()].map(collection => collection.synced)).then(() => undefined);
      return whenSynced;
    },
    async stop() {
      stop.abort();
      await Promise.all(queues.map(queue => queue.stop()));
      await Promise.all([...collections.values()].map(collection => collection.ended));
      await Promise.all(recorders.map(recorder => recorder.idle()));
    },
  };
  return world;
}
