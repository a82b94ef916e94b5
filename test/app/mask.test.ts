import {expect, test} from 'vitest';
import {maskSecrets} from '../../src/facts/pod/mask.ts';

test.each([
  ['a password', 'connect password=hunter2 failed', 'connect password=**** failed'],
  ['JSON', '{"token": "abc"}', '{"token": "****"}'],
  ['a bearer token', 'Authorization: Bearer abcdefghijklmnop1234', 'Authorization: Bearer ****'],
  ['an address', 'GET https://user:secret@registry.example.com/v2/', 'GET https://user:****@registry.example.com/v2/'],
  ['a web token', 'got eyJhbGciOiJSUzI1NiIs.eyJpc3MiOiJrdWJl.c2lnbmF0dXJl here', 'got **** here'],
  ['a flag', 'net use --password hunter2secret /y', 'net use --password **** /y'],
  ['a token alone before @', 'clone https://ghp_abcdefghij0123456789@github.com/x', 'clone https://****@github.com/x'],
  [
    'a signature of a SAS address',
    'GET https://a.blob/c?sv=1&sig=ab%2Fcd%3D&se=2',
    'GET https://a.blob/c?sv=1&sig=****',
  ],
  ['the first thing asked for', 'https://a.blob/c?sig=abcd', 'https://a.blob/c?sig=****'],
  ['a login of a registry', '{"auths":{"r":{"auth":"dTpw"}}}', '{"auths":{"r":{"auth":"****"}}}'],
  ['a personal access token', 'GITHUB_PAT=abc', 'GITHUB_PAT=****'],
  [
    'a private key',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----****-----END RSA PRIVATE KEY-----',
  ],
  ['an ampersand in a password', 'password=a&b', 'password=****'],
  ['a short login without padding', 'Basic dXNlcjpw', 'Basic ****'],
  [
    'an encrypted key that was cut',
    '-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES\nabc',
    '-----BEGIN RSA PRIVATE KEY-----****',
  ],
  ['a line of YAML', 'user: me\npassword: hunter2\nport: 1', 'user: me\npassword: ****\nport: 1'],
  ['a short login', 'Authorization: Basic dTpw', 'Authorization: Basic ****'],
  ['a short login without its header', 'sent Basic dTpwdw== to it', 'sent Basic **** to it'],
  ['a machine-made value after a colon', 'apiKey: 9f8e7d6c5b4a3928', 'apiKey: ****'],
])('%s is masked', (_, text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test.each([
  'failed to create user process token: failed to logon user: Access is denied.: unknown',
  'Error: secret "registry" not found',
  'https://registry.example.com:5000/tools:v1',
  'failed to logon user with password: invalid',
  'password: incorrect',
  'Basic authentication is off',
  'Basic HTTP, basic mode=1',
  'image-pull-secret not found: pre-auth failed',
  'the path=C:\\k and compat=1',
  'docker.io/library/nginx@sha256:abc',
  'https://registry.example.com/x@sha256:abc',
])('what only sounds like a secret stays: %s', text => {
  expect(maskSecrets(text)).toBe(text);
});

test('long hostile texts take no long time', () => {
  const started = performance.now();
  for (const part of [
    'password:',
    'eyJ-',
    '-',
    '--a',
    'basic ',
    'token" ',
    'https://',
    'a:',
    '-----BEGIN PRIVATE KEY-----',
    '?sig',
  ])
    maskSecrets(part.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(4000);
});
