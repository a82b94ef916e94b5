import {Agent, request} from 'node:https';
import type {Json} from '../../src/kernel/subjects.ts';

/** What the server said: its status, and an object or a Status. */
export type Answer = {status: number; body: Json};

/** POSTs as the cluster's administrator and gives back what the server says, whatever its status. */
export function postsTo(server: string, options: {ca: string; cert: string; key: string}) {
  const agent = new Agent({...options, keepAlive: true, maxSockets: 4});
  return (path: string, body: Json): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = {'content-type': 'application/json'};
      const sent = request(new URL(path, server), {agent, method: 'POST', headers}, response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({status: response.statusCode ?? 0, body: JSON.parse(text) as Json}));
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
}
