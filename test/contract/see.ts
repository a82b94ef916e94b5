import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {apiVersionOf, type Resource} from '../../sandbox/api/resources.ts';
import type {See} from '../../scripts/generate/sandbox/schema.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import type {ControlPlane} from '../cluster/controlplane.ts';
import {asksTo, createPath} from './ask.ts';

/** Kinds about which no webhook is ever asked. */
export const EXEMPT = /^(?:Mutating|Validating)(?:Webhook|AdmissionPolicy)/;

/** Without what admission adds to objects and refuses of them, what is seen is what decoding and defaults made of them. */
export const WITHOUT_ADMISSION: readonly string[] = [
  '--disable-admission-plugins=ServiceAccount,Priority,DefaultTolerationSeconds,TaintNodesByCondition,RuntimeClass,PodTopologyLabels',
];

/**
 * What the API server makes of an object before anything is validated: a webhook of our own looks at it. Objects of kinds that
 * webhooks are not asked about are not seen.
 */
export async function seesIn(plane: ControlPlane): Promise<{see: See; stop(): Promise<void>}> {
  const ask = await asksTo(plane);
  const {cert, key} = await plane.certificate('webhook');
  let last: Json | null = null;
  const server = createServer({cert: readFileSync(cert), key: readFileSync(key)}, (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const {request: asked} = JSON.parse(text) as {request: {uid: string; object: Json; dryRun: boolean}};
      if (asked.dryRun) last = asked.object;
      response.setHeader('content-type', 'application/json');
      const review = {apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview'};
      response.end(JSON.stringify({...review, response: {uid: asked.uid, allowed: true}}));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await ask('POST', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', {
    metadata: {name: 'see'},
    webhooks: [
      {
        name: 'see.hostprocess.test',
        clientConfig: {
          url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
          caBundle: readFileSync(plane.ca).toString('base64'),
        },
        rules: [{apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['CREATE'], scope: '*'}],
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  });
  const see: See = async (resource: Resource, object: JsonObject) => {
    if (EXEMPT.test(resource.kind)) return null;
    last = null;
    const {body} = await ask('POST', createPath(resource), {
      ...object,
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
    });
    if (last === null) throw new Error(`not seen: ${JSON.stringify(body).slice(0, 500)}`);
    return last;
  };
  const configMap = {group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true} as Resource;
  for (let tries = 0; tries < 100; tries++) {
    if (await see(configMap, {}).catch(() => null)) break;
    await sleep(100);
  }
  return {
    see,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
