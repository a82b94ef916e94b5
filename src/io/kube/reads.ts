import {type KubeObject, listAt, textAt} from '../../kernel/objects.ts';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {ListQuery} from '../../kernel/ports.ts';
import {linesOf} from './lines.ts';
import type {Transport} from './transport.ts';

/** As many objects a page as kubectl asks for (kubectl get --chunk-size). */
const PAGE = 500;

/** Reads one object, or anything else that an API path answers. */
export async function get(transport: Transport, path: string, signal?: AbortSignal): Promise<Outcome<KubeObject>> {
  const said = await transport.say({method: 'GET', path, repeatable: true}, signal);
  return said.ok ? done(said.value.object) : said;
}

/** Longer lines come in pieces: metrics have lines of some hundred bytes. */
const LINE_LIMIT = 64 * 1024;
/** A text that is silent for this many ms is taken to be cut off. */
const IDLE = 30_000;

/** Of how many lines something is kept: a kubelet’s counters fill a dozen. */
const KEPT_LIMIT = 2000;

/**
 * A text read to its end, of which `keep` takes what it wants from each line; nothing else of it stays in memory. Where it wants
 * something of more than KEPT_LIMIT lines, the reading ends there and nothing is learned: a part would be taken for the whole.
 */
export async function lines<T>(
  transport: Transport,
  path: string,
  keep: (line: string) => T | undefined,
  signal?: AbortSignal,
): Promise<Outcome<readonly T[]>> {
  const call = {method: 'GET', path, accept: 'text/plain, */*', repeatable: true} as const;
  return transport.read(
    call,
    async ({body}) => {
      const kept: T[] = [];
      const coming = linesOf(body, {limit: LINE_LIMIT, idleMs: IDLE});
      for (;;) {
        const {done: ended, value} = await coming.next();
        const line = keep((ended ? value.rest : value).toString('utf8'));
        if (line !== undefined) kept.push(line);
        if (kept.length > KEPT_LIMIT) {
          await coming.return({is: 'cut', rest: Buffer.alloc(0)});
          return refuse('failed', `error: ${path} has more than ${KEPT_LIMIT} lines of the kind that was asked for`);
        }
        if (!ended) continue;
        if (value.is !== 'end') throw new Error('unexpected EOF');
        return done(kept);
      }
    },
    signal,
  );
}

/** A collection read to its end, and the version of the world it shows. */
export type Listed<T> = {items: readonly T[]; resourceVersion: string};

/**
 * All items, page by page, each trimmed by `keep` as its page arrives. Items get the `apiVersion` and `kind` that the API leaves
 * out in lists. When the list expires between two pages (410) it is read anew in one piece, as client-go's pager does.
 */
export async function list<T>(
  transport: Transport,
  path: string,
  query: ListQuery,
  keep: (object: KubeObject) => T | undefined,
  signal?: AbortSignal,
): Promise<Outcome<Listed<T>>> {
  let items: T[] = [];
  let limit: number | null = PAGE;
  let next: string | undefined;
  for (;;) {
    const said = await transport.say(
      {
        method: 'GET',
        path,
        query: {...query, limit: limit === null ? undefined : String(limit), continue: next},
        repeatable: true,
      },
      signal,
    );
    if (!said.ok) {
      if (said.problem.status !== 410 || next === undefined) return said;
      items = [];
      limit = null;
      next = undefined;
      continue;
    }
    const page = said.value.object;
    const type = {
      apiVersion: textAt(page, 'apiVersion') ?? 'v1',
      kind: (textAt(page, 'kind') ?? '').replace(/List$/, ''),
    };
    for (const item of listAt(page, 'items')) {
      const kept = keep({...type, ...(item as KubeObject)});
      if (kept !== undefined) items.push(kept);
    }
    next = textAt(page, 'metadata', 'continue') || undefined;
    if (next === undefined) return done({items, resourceVersion: textAt(page, 'metadata', 'resourceVersion') ?? ''});
  }
}
