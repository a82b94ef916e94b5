import {expect, test} from 'vitest';
import {maskSecrets} from '../../src/facts/pod/mask.ts';

test.each([
  ['a password', 'connect password=hunter2 failed', 'connect password=**** failed'],
  ['JSON', '{"token": "abc"}', '{"token": "****"}'],
  ['a bearer token', 'Authorization: Bearer abcdefghijklmnop1234', 'Authorization: Bearer ****'],
  ['an address', 'GET https://user:secret@registry.example.com/v2/', 'GET https://user:****@registry.example.com/v2/'],
  ['a web token', 'got eyJhbGciOiJSUzI1NiIs.eyJpc3MiOiJrdWJl.c2lnbmF0dXJl here', 'got **** here'],
  ['a machine-made value after a colon', 'apiKey: 9f8e7d6c5b4a3928', 'apiKey: ****'],
])('%s is masked', (_, text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test.each([
  'failed to create user process token: failed to logon user: Access is denied.: unknown',
  'Error: secret "registry" not found',
  'https://registry.example.com:5000/tools:v1',
])('what only sounds like a secret stays: %s', text => {
  expect(maskSecrets(text)).toBe(text);
});
