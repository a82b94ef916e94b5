import {readFileSync} from 'node:fs';
import {Agent, request} from 'node:https';
import {apiVersionOf, type Resource} from '../../sandbox/api/resources.ts';
import type {Json} from '../../src/kernel/subjects.ts';
import type {ControlPlane} from '../cluster/controlplane.ts';

/** What a server said. */
export type Said = {status: number; body: Json; warnings: readonly string[]};

/** Puts any request to the control plane as its administrator. A text is sent as it stands, everything else as JSON. */
export async function asksTo(plane: ControlPlane) {
  const {cert, key} = await plane.certificate('admin', ['system:masters']);
  const [ca, certificate, privateKey] = [plane.ca, cert, key].map(file => readFileSync(file, 'utf8'));
  const agent = new Agent({ca, cert: certificate, key: privateKey, keepAlive: true, maxSockets: 4} as object);
  return (method: string, path: string, body?: Json, contentType = 'application/json'): Promise<Said> =>
    new Promise((resolve, reject) => {
      const headers = {'content-type': contentType};
      const sent = request(new URL(path, plane.server), {agent, method, headers}, response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          const warning = response.headers['warning'] ?? '';
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(text) as Json,
            warnings: warning === '' ? [] : String(warning).split(/, (?=299 )/),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
    });
}

/** Where an object is created, without being kept. */
export const createPath = (resource: Resource): string => {
  const group = resource.group === '' ? `/api/${resource.version}` : `/apis/${apiVersionOf(resource)}`;
  return `${group}/${resource.namespaced ? 'namespaces/default/' : ''}${resource.plural}?dryRun=All`;
};
