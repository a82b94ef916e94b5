import http from 'node:http';
import https from 'node:https';
import type {JsonObject} from '../../src/kernel/subjects.ts';

/** Where the API server is and who asks. `http://` servers (the sandbox's own) need no certificates. */
type ApiCredentials = {server: string; ca: Buffer; cert: Buffer; key: Buffer; token?: string};

export type ApiAnswer = {status: number; body: JsonObject};

/** One event of a watch; `object` is a Status for ERROR. */
export type WatchEvent = {type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'; object: JsonObject};

/** The few requests a kubelet makes. Nothing is retried here: a kubelet's next sync is its retry. */
export type Api = {
  /** Status 0 when there was no answer at all. */
  send(method: string, path: string, body?: JsonObject, contentType?: string): Promise<ApiAnswer>;
  /** One watch connection; resolves when it ends, for whatever reason. */
  watch(path: string, onEvent: (event: WatchEvent) => void, signal: AbortSignal): Promise<void>;
  close(): void;
};

export const MERGE_PATCH = 'application/merge-patch+json';
const TIMEOUT_MS = 15_000;

/** A client on one kept-alive agent. */
export function createApi(credentials: ApiCredentials): Api {
  const secure = credentials.server.startsWith('https:');
  const {ca, cert, key} = credentials;
  const agent = secure ? new https.Agent({keepAlive: true, ca, cert, key}) : new http.Agent({keepAlive: true});
  const open = (method: string, path: string, headers: http.OutgoingHttpHeaders): http.ClientRequest => {
    const authorization = credentials.token === undefined ? {} : {authorization: `Bearer ${credentials.token}`};
    const options = {method, agent, headers: {accept: 'application/json', ...authorization, ...headers}};
    return (secure ? https : http).request(new URL(path, credentials.server), options);
  };
  return {
    send: (method, path, body, contentType = 'application/json') =>
      new Promise(resolve => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const sized = {'content-type': contentType, 'content-length': Buffer.byteLength(text)};
        const request = open(method, path, body === undefined ? {} : sized);
        request.setTimeout(TIMEOUT_MS, () => request.destroy());
        request.on('error', () => resolve({status: 0, body: {}}));
        request.on('response', response => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            answer += chunk;
          });
          response.on('close', () => resolve({status: response.statusCode ?? 0, body: readObject(answer)}));
        });
        request.end(text);
      }),
    watch: (path, onEvent, signal) =>
      new Promise(resolve => {
        const request = open('GET', path, {});
        const stop = (): unknown => request.destroy();
        const ended = (): void => {
          signal.removeEventListener('abort', stop);
          resolve();
        };
        signal.addEventListener('abort', stop);
        if (signal.aborted) stop();
        request.on('error', ended);
        request.on('response', response => {
          let rest = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            const lines = (rest + chunk).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines) if (line !== '') onEvent(JSON.parse(line) as WatchEvent);
          });
          response.on('close', ended);
        });
        request.end();
      }),
    close: () => agent.destroy(),
  };
}

/** An answer that is no JSON object (cut off, or a proxy's page) has nothing for us. */
function readObject(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}
