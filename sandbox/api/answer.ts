import type {WebSocket} from 'ws';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Sent} from './bodies.ts';
import {type Failure, isFailure} from './failure.ts';
import type {User} from './rbac.ts';
import type {Page, Watch} from './reads.ts';
import type {Resource} from './resources.ts';
import type {Manner, Written} from './writes.ts';

/** A request, whether it came by HTTP or from a controller in the same process. */
export type Asked = Sent & {
  method: string;
  /** Path and query. */
  url: URL;
  user: User;
  accept: string;
  /** Aborts when the client is gone. */
  signal: AbortSignal;
};

/** What is answered: an object, a page of a list, a stream, or a refusal. `resource` says how a table of it looks. */
export type Answer =
  | (Written & {is: 'object'; resource: Resource | null})
  | (Page & {is: 'list'; resource: Resource})
  | {is: 'watch'; resource: Resource; watch: Watch; cutMs: number | null}
  | {is: 'stream'; stream: AsyncIterable<string>; cutMs: number | null}
  | {is: 'text'; status: number; text: string; contentType: string}
  | {is: 'exec'; exec: (client: WebSocket) => void}
  | ({is: 'failure'} & Failure);

/** The media type of a text for people. */
export const PLAIN = 'text/plain; charset=utf-8';

export const ok = (object: JsonObject, resource: Resource | null = null): Answer => ({
  is: 'object',
  status: 200,
  object,
  warnings: [],
  resource,
});
export const refuse = (failure: Failure): Answer => ({is: 'failure', ...failure});
export const written = (result: Written | Failure, resource: Resource | null): Answer =>
  isFailure(result) ? refuse(result) : {is: 'object', ...result, resource};

/** kubectl names itself in fieldManager; without it the program's name is what the User-Agent begins with. */
export function mannerOf({url, userAgent}: Asked): Manner {
  const query = url.searchParams;
  return {
    dryRun: query.getAll('dryRun').includes('All'),
    manager: query.get('fieldManager') ?? (userAgent.split('/')[0] || 'unknown'),
  };
}
