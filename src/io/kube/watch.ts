import {type KubeObject, numberAt, textAt} from '../../kernel/objects.ts';
import type {Outcome} from '../../kernel/outcome.ts';
import type {Change, ListQuery} from '../../kernel/ports.ts';
import type {Json} from '../../kernel/subjects.ts';
import {sleep} from '../clock.ts';
import {linesOf} from './lines.ts';
import {list} from './reads.ts';
import {backOff} from './send.ts';
import {mayPass} from './server-problem.ts';
import type {Reply, Transport} from './transport.ts';

/** An object is at most 1.5 MiB in etcd by default; events carry one, with room for a larger setting. */
const EVENT_LIMIT = 64 * 1024 * 1024;
/** Bookmarks come about once a minute; three missed ones mean that nobody is there any more. */
const IDLE = 180_000;
/** How long a server may be away, in ms, before the watch gives up and says so. */
const PATIENCE = 300_000;

/**
 * Lists, then watches from the list's version. 410 lists anew; a cut or silent connection is resumed from the last version seen,
 * with growing pauses. What is forbidden, unknown or stays away for five minutes ends it with a problem.
 */
export async function* watch(
  transport: Transport,
  path: string,
  query: ListQuery,
  signal: AbortSignal,
): AsyncGenerator<Change> {
  let version: string | null = null;
  let failures = 0;
  let lastGood: number | null = null;
  while (!signal.aborted) {
    let outcome: Outcome<unknown>;
    if (version === null) {
      const listed = await list(transport, path, query, object => object, signal);
      outcome = listed;
      if (listed.ok) {
        version = listed.value.resourceVersion;
        yield {is: 'snapshot', objects: listed.value.items};
      }
    } else {
      const opened = await transport.open(
        {
          method: 'GET',
          path,
          query: {...query, watch: 'true', allowWatchBookmarks: 'true', resourceVersion: version},
          streaming: true,
        },
        signal,
      );
      outcome = opened;
      if (opened.ok) {
        const read: Events = yield* readEvents(opened.value, version);
        version = read.version;
        if (read.progress) failures = 0;
      }
    }
    if (signal.aborted) return;
    if (outcome.ok) {
      transport.lost(false);
      lastGood = Date.now();
      if (version !== null && failures === 0) {
        failures = 1; // a watch that ends at once without an event must not be reopened in a tight loop
        continue;
      }
    } else if (outcome.problem.status === 410) version = null;
    else if (lastGood === null || !mayPass(outcome.problem) || Date.now() - lastGood > PATIENCE) {
      yield {is: 'problem', problem: outcome.problem};
      return;
    }
    failures++;
    if (!outcome.ok && lastGood !== null && failures > 1) transport.lost(true);
    await sleep(backOff(failures), signal);
  }
}

type Events = {version: string | null; progress: boolean};

/** Gives the events of one connection; the version to go on from is null when the server says that it must be listed anew. */
async function* readEvents(reply: Reply, from: string): AsyncGenerator<Change, Events> {
  let version: string | null = from;
  let progress = false;
  for await (const bytes of linesOf(reply.body, {limit: EVENT_LIMIT, idleMs: IDLE})) {
    const event = parsed(bytes);
    const object = event === null ? null : ((event as {object?: KubeObject}).object ?? null);
    const type = textAt(event, 'type');
    if (object === null || type === null) continue;
    if (type === 'ERROR') {
      const gone = numberAt(object, 'code') === 410 || textAt(object, 'reason') === 'Expired';
      return {version: gone ? null : version, progress};
    }
    version = textAt(object, 'metadata', 'resourceVersion') ?? version;
    progress = true;
    if (type === 'DELETED') yield {is: 'gone', object};
    else if (type !== 'BOOKMARK') yield {is: 'put', object};
  }
  return {version, progress};
}

function parsed(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json;
  } catch {
    return null; // half an event of a cut connection: it comes again
  }
}
