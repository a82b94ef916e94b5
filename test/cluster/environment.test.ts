import {expect, test} from 'vitest';
import type {Api, ApiAnswer} from '../../sandbox/node/api.ts';
import {resolveEnvironment} from '../../sandbox/node/environment.ts';

const LOST: ApiAnswer = {status: 0, body: {}};
const SERVICE: ApiAnswer = {status: 200, body: {spec: {clusterIP: '10.96.0.1', ports: [{port: 443}]}}};

/** An API server that answers so, one after the other, and then as it did last. */
const api = (...answers: readonly ApiAnswer[]): Api => {
  let next = 0;
  return {
    send: async () => answers[Math.min(next++, answers.length - 1)] ?? LOST,
    watch: async () => undefined,
    close: () => undefined,
  };
};

test('a request that is lost makes no container without the variables of the API server’s service', async () => {
  const resolved = await resolveEnvironment(api(LOST, LOST, SERVICE), {metadata: {namespace: 'n'}}, {env: []});
  expect(resolved).toEqual({
    is: 'known',
    env: new Map([
      ['KUBERNETES_SERVICE_HOST', '10.96.0.1'],
      ['KUBERNETES_SERVICE_PORT', '443'],
    ]),
  });
});
