import {readFileSync} from 'node:fs';
import {Agent, request} from 'node:https';
import type {Json} from '../../src/kernel/subjects.ts';
import type {ControlPlane} from '../cluster/controlplane.ts';

/** What the server said: its status, and an object, a Status or a text. */
export type Answer = {status: number; body: Json};

export type Credentials = {ca: string; cert: string; key: string};

export type Sent = {body?: Json; accept?: string};

/** Sends requests as the cluster's administrator and gives back what the server says, whatever its status. */
export function requestsTo(server: string, credentials: Credentials) {
  const agent = new Agent({...credentials, keepAlive: true, maxSockets: 4});
  return (method: string, path: string, {body, accept = 'application/json'}: Sent = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = {'content-type': 'application/json', accept};
      const sent = request(new URL(path, server), {agent, method, headers}, response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          const json = response.headers['content-type']?.startsWith('application/json');
          resolve({status: response.statusCode ?? 0, body: json ? (JSON.parse(text) as Json) : text});
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

/** POSTs as the cluster's administrator and gives back what the server says, whatever its status. */
export function postsTo(server: string, credentials: Credentials) {
  const send = requestsTo(server, credentials);
  return (path: string, body: Json): Promise<Answer> => send('POST', path, {body});
}

/** What a request needs to be the cluster's administrator's. */
export async function administrator(plane: ControlPlane): Promise<Credentials> {
  const {cert, key} = await plane.certificate('admin', ['system:masters']);
  const [ca = '', certificate = '', privateKey = ''] = [plane.ca, cert, key].map(file => readFileSync(file, 'utf8'));
  return {ca, cert: certificate, key: privateKey};
}
