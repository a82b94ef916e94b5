import type http from 'node:http';
import type {Readable} from 'node:stream';
import type {KubeObject} from '../../kernel/objects.ts';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import {sleep} from '../clock.ts';
import type {Access} from './access.ts';
import {agents} from './agents.ts';
import type {Credential, Credentials} from './credentials.ts';
import {type Deadline, startDeadline, untilAborted} from './deadline.ts';
import {aborted, networkProblem, OutOfTime} from './network-problem.ts';
import {backOff, decoded, lostConnection, retryAfter, send, textOf} from './send.ts';
import {serverProblem} from './server-problem.ts';
import {warningTexts} from './warnings.ts';

/** One call of the API. `path` begins with a slash; undefined query values are left out. */
export type Call = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: {readonly [name: string]: string | undefined};
  body?: unknown;
  contentType?: string;
  /** Media types that are taken for an answer; JSON when not given. */
  accept?: string;
  /** The answer is read for as long as it lasts: the time limit ends with its head. */
  streaming?: boolean;
  /** Sending it twice does no harm: tried again after 429, 502, 503, 504 and a connection lost before the answer. */
  repeatable?: boolean;
};

/** An answer with a 2xx status; its body must be read or destroyed. */
export type Reply = {body: Readable; warnings: readonly string[]};
export type Said = {object: KubeObject; warnings: readonly string[]};

/** What a web socket must be opened with to speak as we do. */
export type Handshake = {
  url: string;
  headers: {[name: string]: string | string[]};
  agent: http.Agent;
  credential: Credential;
};

export interface Transport {
  readonly server: string;
  readonly requestTimeoutMs: number | null;
  open(call: Call, signal?: AbortSignal): Promise<Outcome<Reply>>;
  /** An answer that `use` reads to its end, within the time limit; what `use` throws is what the network did. */
  read<T>(call: Call, use: (reply: Reply) => Promise<Outcome<T>>, signal?: AbortSignal): Promise<Outcome<T>>;
  /** The whole answer, parsed. */
  say(call: Call, signal?: AbortSignal): Promise<Outcome<Said>>;
  /** `refused`: the credential that a 401 answered, null at first. Null when there is no other to try. */
  handshake(path: string, refused: Credential | null, signal?: AbortSignal): Promise<Outcome<Handshake> | null>;
  /** Tells the user once that a stream has lost the server and is being taken up again, and once that it is back. */
  lost(isLost: boolean): void;
  close(): void;
}

const MAX_TRIES = 5;
const MAX_WAIT = 30_000;
const RETRIED = new Set([429, 502, 503, 504]);

/** Requests to one cluster as one user, over kept-alive connections. Every failure is a problem in kubectl's words. */
export function openTransport(options: {
  access: Access;
  credentials: Credentials;
  requestTimeoutMs: number | null;
  proxy: string | null;
  warn(text: string): void;
}): Transport {
  const {access, credentials, requestTimeoutMs} = options;
  const pool = agents(access, options.proxy);
  const warned = new Set<string>();
  let away = false;

  /** Outside the request's time limit: a plugin may wait for a person to log in. */
  const credential = async (signal: AbortSignal | undefined): Promise<Outcome<Credential>> => {
    try {
      return await (signal ? untilAborted(credentials.current(), signal) : credentials.current());
    } catch (error) {
      if (signal?.aborted) return {ok: false, problem: aborted(signal)};
      throw error;
    }
  };

  const headersFor = (credential: Credential): {[name: string]: string | string[]} => ({
    'User-Agent': 'kubectl-hostprocess',
    ...(credential.token === null ? {} : {Authorization: `Bearer ${credential.token}`}),
    ...Object.fromEntries(
      Object.entries(access.headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
  });

  const attempt = async (call: Call, credential: Credential, deadline: Deadline): Promise<http.IncomingMessage> => {
    const url = new URL(access.server + call.path);
    for (const [name, value] of Object.entries(call.query ?? {}))
      if (value !== undefined) url.searchParams.set(name, value);
    const body = call.body === undefined ? null : Buffer.from(JSON.stringify(call.body));
    return send(
      url,
      {
        method: call.method,
        agent: pool.of(credential),
        headers: {
          Accept: call.accept ?? (call.streaming ? 'application/json, */*' : 'application/json'),
          ...(call.streaming ? {} : {'Accept-Encoding': 'gzip'}),
          ...headersFor(credential),
          ...(body === null
            ? {}
            : {'Content-Type': call.contentType ?? 'application/json', 'Content-Length': String(body.length)}),
        },
      },
      body,
      deadline.signal,
    );
  };

  /** Follows retries and one renewal of the credential until there is an answer that stands. */
  const answer = async (
    call: Call,
    deadline: Deadline,
    first: Outcome<Credential>,
  ): Promise<Outcome<http.IncomingMessage>> => {
    let credential = first;
    let renewed = false;
    for (let tries = 1; ; tries++) {
      if (!credential.ok) return credential;
      let response: http.IncomingMessage;
      try {
        response = await attempt(call, credential.value, deadline);
      } catch (error) {
        if (call.repeatable && tries < MAX_TRIES && lostConnection(error) && !deadline.signal.aborted) {
          await sleep(backOff(tries), deadline.signal);
          continue;
        }
        throw error;
      }
      const code = response.statusCode ?? 0;
      if (code === 401 && !renewed) {
        const newer = await untilAborted(credentials.renew(credential.value), deadline.signal);
        renewed = true;
        if (newer !== null) {
          response.resume();
          credential = newer;
          continue;
        }
      }
      if (!call.repeatable || !RETRIED.has(code) || tries >= MAX_TRIES) return done(response);
      const wait = retryAfter(response.headers['retry-after']) ?? backOff(tries);
      if (wait > MAX_WAIT) return done(response);
      response.resume();
      await sleep(wait, deadline.signal);
      if (deadline.signal.aborted) throw new OutOfTime('context deadline exceeded');
    }
  };

  const within = async <T>(
    call: Call,
    signal: AbortSignal | undefined,
    use: (reply: Reply, deadline: Deadline) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const first = await credential(signal);
    const deadline = startDeadline(requestTimeoutMs, signal);
    try {
      if (deadline.signal.aborted) return {ok: false, problem: aborted(signal)};
      const got = await answer(call, deadline, first);
      if (!got.ok) return got;
      const body = decoded(got.value);
      const code = got.value.statusCode ?? 0;
      const warnings = warningTexts(got.value.headersDistinct['warning'] ?? []);
      for (const text of warnings) if (!warned.has(text) && warned.add(text)) options.warn(`Warning: ${text}`);
      if (code < 200 || code > 299) return {ok: false, problem: serverProblem(code, await textOf(body), call)};
      return await use({body, warnings}, deadline);
    } catch (error) {
      if (signal?.aborted) return {ok: false, problem: aborted(signal)};
      const cause = deadline.signal.aborted ? deadline.signal.reason : error;
      return {ok: false, problem: networkProblem(cause, access.server)};
    } finally {
      deadline.stop();
    }
  };

  return {
    server: access.server,
    requestTimeoutMs,
    open: (call, signal) =>
      within(call, signal, async (reply, deadline) => {
        deadline.stop(); // from here on only the caller's signal ends it
        return done(streamUntil(reply, signal));
      }),
    read: (call, use, signal) => within(call, signal, use),
    say: (call, signal) =>
      within(call, signal, async ({body, warnings}) => {
        const object = parsed(await textOf(body), access.server);
        return object.ok ? done({object: object.value, warnings}) : object;
      }),
    async handshake(path, refused, signal) {
      const found = refused === null ? await credential(signal) : await credentials.renew(refused);
      if (found === null || !found.ok) return found;
      const url = `${access.server.replace(/^http/, 'ws')}${path}`;
      return done({url, headers: headersFor(found.value), agent: pool.of(found.value), credential: found.value});
    },
    lost(isLost) {
      if (isLost === away) return;
      away = isLost;
      options.warn(
        away ? 'Warning: the connection to the server was lost; trying again' : 'Warning: the server answers again',
      );
    },
    close: () => pool.close(),
  };
}

/** An answer's JSON; a login page or a proxy's greeting is a problem that says so. */
function parsed(text: string, server: string): Outcome<KubeObject> {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof value === 'object' && value !== null) return done(value as KubeObject);
  } catch {
    // said below, for every shape that is not an object
  }
  return refuse(
    'failed',
    `error: ${server} answered with something that is not a Kubernetes object`,
    'Is this the address of an API server? A login page or a proxy may stand in front of it.',
  );
}

/** Ends the body when the caller's signal aborts. */
function streamUntil(reply: Reply, signal: AbortSignal | undefined): Reply {
  if (signal === undefined) return reply;
  const end = (): void => {
    reply.body.destroy();
  };
  signal.addEventListener('abort', end, {once: true});
  reply.body.once('close', () => signal.removeEventListener('abort', end));
  return reply;
}
