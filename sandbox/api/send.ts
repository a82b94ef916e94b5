import {once} from 'node:events';
import type {ServerResponse} from 'node:http';
import {textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Answer, Asked} from './answer.ts';
import type {Failure} from './failure.ts';
import {failed} from './failure.ts';
import {bookmark, type WatchEvent} from './reads.ts';
import {apiVersionOf, type Resource} from './resources.ts';
import {warningsOf} from './schema.ts';
import type {ApiServer} from './server.ts';
import {metadataListOf, metadataOf, tableOf, wantsMetadata, wantsTable} from './tables/index.ts';

/** How often a quiet watch that asked for it is told the version it has reached. */
const BOOKMARK_MS = 20_000;
/** The real server ends watches after 30 to 60 minutes; nobody should rely on one that lasts. */
const WATCH_MS = 30 * 60_000;

/** Bytes that a client may leave unread before its watch is broken off. */
const UNREAD_LIMIT = 16 * 1024 * 1024;

/** Writes an answer in the form that the client asked for: an object, a table, a stream. */
export async function send(
  api: ApiServer,
  asked: Asked,
  answer: Answer,
  response: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  switch (answer.is) {
    case 'failure':
      return sendFailure(response, answer);
    case 'text':
      response.writeHead(answer.status, {'content-type': answer.contentType});
      response.end(answer.text);
      return;
    case 'object':
    case 'list': {
      const warnings = answer.is === 'object' ? answer.warnings : [];
      const object =
        answer.is === 'object' ? pictured(answer.resource, answer.object, asked) : picturedList(answer, asked);
      if (warnings.length > 0) response.setHeader('warning', warningsOf(warnings));
      response.writeHead(answer.is === 'object' ? answer.status : 200, {'content-type': 'application/json'});
      response.end(`${JSON.stringify(object)}\n`);
      return;
    }
    case 'watch':
      return sendWatch(api, asked, answer, response, gone);
    case 'stream': {
      response.writeHead(200, {'content-type': 'text/plain'});
      response.flushHeaders();
      const cut = answer.cutMs === null ? undefined : setTimeout(() => response.destroy(), answer.cutMs);
      for await (const text of answer.stream)
        if (!response.write(text)) await once(response, 'drain', {signal: gone}).catch(() => undefined);
      clearTimeout(cut);
      response.end();
      return;
    }
    default: // a command is asked for by a web socket
      return sendFailure(response, failed(400, 'BadRequest', 'Upgrade request required'));
  }
}

export function sendFailure(response: ServerResponse, {status, failure, headers = {}}: Failure): void {
  response.writeHead(status, {'content-type': 'application/json', ...headers});
  response.end(`${JSON.stringify(failure)}\n`);
}

type Include = 'None' | 'Metadata' | 'Object';
const includeOf = ({url}: Asked): Include => (url.searchParams.get('includeObject') ?? 'Metadata') as Include;

/** One object in the form that was asked for. */
function pictured(resource: Resource | null, object: JsonObject, asked: Asked): JsonObject {
  if (resource === null || object['kind'] === 'Status') return object;
  if (wantsTable(asked.accept)) {
    const version = textAt(object, 'metadata', 'resourceVersion') ?? '';
    return tableOf(resource, [object], {
      now: new Date(),
      includeObject: includeOf(asked),
      listMeta: {resourceVersion: version},
    });
  }
  return wantsMetadata(asked.accept) ? metadataOf(object) : object;
}

function picturedList({resource, items, metadata}: Answer & {is: 'list'}, asked: Asked): JsonObject {
  if (wantsTable(asked.accept))
    return tableOf(resource, items, {now: new Date(), includeObject: includeOf(asked), listMeta: metadata});
  if (wantsMetadata(asked.accept)) return metadataListOf(items, metadata);
  const {group} = resource;
  const custom = group.includes('.') && !group.endsWith('.k8s.io');
  // the items of built-in lists do not say what they are
  const bare = custom ? items : items.map(({apiVersion: _apiVersion, kind: _kind, ...rest}) => rest as JsonObject);
  return {kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items: bare};
}

function sendWatch(
  api: ApiServer,
  asked: Asked,
  {resource, watch, cutMs}: Answer & {is: 'watch'},
  response: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  response.writeHead(200, {'content-type': 'application/json'});
  response.flushHeaders();
  const table = wantsTable(asked.accept);
  let first = true;
  const tell = ({type, object}: WatchEvent): void => {
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength > UNREAD_LIMIT) {
      response.destroy(); // nobody reads: a client that comes back lists anew
      return;
    }
    const plain = type === 'ERROR' || !table;
    const listMeta = {resourceVersion: textAt(object, 'metadata', 'resourceVersion') ?? ''};
    const pictured = plain
      ? object
      : tableOf(resource, [object], {
          now: new Date(),
          includeObject: includeOf(asked),
          listMeta,
          watch: first ? 'first' : 'later',
        });
    if (type !== 'ERROR') first = false;
    response.write(`${JSON.stringify({type, object: pictured})}\n`);
    if (type === 'ERROR') response.end();
  };
  return new Promise(resolve => {
    const stop = watch(tell);
    const wantsBookmarks = asked.url.searchParams.get('allowWatchBookmarks') === 'true';
    const bookmarks = wantsBookmarks ? setInterval(() => tell(bookmark(api.store, resource)), BOOKMARK_MS) : undefined;
    const timer = setTimeout(() => response.end(), cutMs ?? WATCH_MS);
    response.on('finish', () => end());
    const end = (): void => {
      stop();
      clearInterval(bookmarks);
      clearTimeout(timer);
      resolve();
    };
    if (gone.aborted) end();
    else gone.addEventListener('abort', end, {once: true});
  });
}
