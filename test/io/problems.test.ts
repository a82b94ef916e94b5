import {expect, test} from 'vitest';
import {serverProblem} from '../../src/io/kube/server-problem.ts';

const status = (reason: string, message: string, details?: object): string =>
  JSON.stringify({kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, ...(details ? {details} : {})});
const write = {method: 'POST'};
const read = {method: 'GET'};

test.each([
  [
    'RBAC',
    403,
    'pods is forbidden: User "u" cannot create resource "pods" in API group "" in the namespace "n"',
    'forbidden',
  ],
  [
    'escalation',
    403,
    'roles "r" is forbidden: user "u" (groups=[]) is attempting to grant RBAC permissions not currently held',
    'forbidden',
  ],
  ['Pod Security', 403, 'pods "x" is forbidden: violates PodSecurity "restricted:latest": host namespaces', 'refused'],
  [
    'quota',
    403,
    'pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
    'refused',
  ],
  ['webhook with 403', 403, 'admission webhook "a.b.c" denied the request: no', 'refused'],
  ['webhook with 400', 400, 'admission webhook "a.b.c" denied the request: no', 'refused'],
  [
    'policy',
    422,
    "pods \"x\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no",
    'refused',
  ],
  [
    'ending namespace',
    403,
    'pods "x" is forbidden: unable to create new content in namespace n because it is being terminated',
    'refused',
  ],
  ['broken webhook', 500, 'Internal error occurred: failed calling webhook "a.b.c": no endpoints', 'failed'],
  [
    'unknown field on create',
    400,
    'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.foo"',
    'invalid',
  ],
  [
    'unknown field on apply',
    500,
    'failed to create typed patch object (/x; /v1, Kind=Pod): .spec.foo: field not declared in schema',
    'invalid',
  ],
  ['exists', 409, 'pods "x" already exists', 'conflict'],
])('%s', (_, code, message, is) => {
  const said = serverProblem(code, status('R', message), write);
  expect(said).toMatchObject({is, text: `Error from server (R): ${message}`, status: code});
  expect(said.remedy).toMatch(/\S.*\.$/);
});

test('whatever forbids a read is a missing right', () => {
  expect(serverProblem(403, status('Forbidden', 'no relationship found'), read).is).toBe('forbidden');
});

test('an invalid object is written as kubectl writes it: one cause in the line, more as a list, each once', () => {
  const invalid = (causes: readonly object[], name = 'x') =>
    serverProblem(422, status('Invalid', 'whole message', {kind: 'Pod', name, causes}), write).text;
  const a = {field: 'spec.a', message: 'Required value'};
  expect(invalid([a])).toBe('The Pod "x" is invalid: spec.a: Required value');
  expect(invalid([a, a, {field: 'spec.b', message: 'bad'}])).toBe(
    'The Pod "x" is invalid: \n* spec.a: Required value\n* spec.b: bad',
  );
  expect(invalid([])).toBe('The Pod "x" is invalid');
  expect(serverProblem(422, status('Invalid', 'whole message'), write).text).toBe(
    'The request is invalid: whole message',
  );
});

test('answers that are no Status get client-go’s words', () => {
  const text = (code: number, body: string): string => serverProblem(code, body, read).text;
  expect(text(401, '')).toBe(
    'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
  );
  expect(text(404, '404 page not found')).toBe(
    'Error from server (NotFound): the server could not find the requested resource',
  );
  expect(text(503, '<html>')).toBe(
    'Error from server (ServiceUnavailable): the server is currently unable to handle the request',
  );
  expect(text(502, 'bad "gateway"')).toBe(
    'Error from server (InternalError): an error on the server ("bad \\"gateway\\"") has prevented the request from succeeding',
  );
  expect(text(302, '')).toBe(
    'Error from server: the server responded with the status code 302 but did not return more information',
  );
});
