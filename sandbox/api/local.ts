import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Api} from '../node/api.ts';
import type {Answer} from './answer.ts';
import {apiVersionOf} from './resources.ts';
import {ADMIN, type ApiServer} from './server.ts';

/**
 * The API server as its own controllers and pretend nodes use it: the same requests through the same code, without HTTP. Objects are
 * handed over as they are; nobody may change them. When `ended` aborts, no answer is waited for any more.
 */
export function localApi(server: ApiServer, agent: string, ended: AbortSignal = new AbortController().signal): Api {
  const ask = (
    method: string,
    path: string,
    signal: AbortSignal,
    body?: JsonObject,
    contentType = '',
  ): Promise<Answer> =>
    server.handle({
      method,
      url: new URL(path, 'http://sandbox'),
      user: ADMIN,
      userAgent: agent,
      accept: 'application/json',
      contentType,
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      signal,
    });
  return {
    async send(method, path, body, contentType = 'application/json') {
      const answer = await ask(method, path, ended, body, contentType);
      switch (answer.is) {
        case 'object':
          return {status: answer.status, body: answer.object};
        case 'list': {
          const {items, metadata, resource} = answer;
          return {
            status: 200,
            body: {kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items},
          };
        }
        case 'failure':
          return {status: answer.status, body: answer.failure};
        case 'text':
          return {status: answer.status, body: {}};
        default:
          return {status: 405, body: {}};
      }
    },
    async watch(path, onEvent, signal) {
      const answer = await ask('GET', path, signal);
      if (answer.is !== 'watch' || signal.aborted) {
        if (answer.is === 'failure') onEvent({type: 'ERROR', object: answer.failure});
        return;
      }
      const {watch, cutMs} = answer;
      await new Promise<void>(resolve => {
        let stop = (): void => undefined;
        const end = (): void => {
          stop();
          signal.removeEventListener('abort', end);
          resolve();
        };
        signal.addEventListener('abort', end, {once: true});
        stop = watch(onEvent);
        if (cutMs !== null) setTimeout(end, cutMs).unref();
      });
    },
    close: () => undefined,
  };
}
