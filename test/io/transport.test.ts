import {readFileSync, writeFileSync} from 'node:fs';
import https from 'node:https';
import type {TLSSocket} from 'node:tls';
import {gzipSync} from 'node:zlib';
import {afterEach, beforeAll, expect, test} from 'vitest';
import {type Authority, type CertificateFiles, createAuthority} from '../cluster/certificates.ts';
import {
  connection,
  connectProxy,
  folder,
  json,
  kubeconfig,
  problemOf,
  serve,
  status,
  type TestServer,
} from './server.ts';

let authority: Authority;
let other: Authority;
let serverFiles: CertificateFiles;
let client: CertificateFiles;
const open: {close(): unknown}[] = [];

beforeAll(async () => {
  authority = await createAuthority(folder());
  other = await createAuthority(folder());
  [serverFiles, client] = await Promise.all([authority.issue('server'), authority.issue('jane')]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

const node = {kind: 'Node', metadata: {name: 'n'}};

async function tlsServer(handler: Parameters<typeof serve>[0]): Promise<TestServer> {
  const server = https.createServer({
    cert: readFileSync(serverFiles.cert),
    key: readFileSync(serverFiles.key),
    ca: readFileSync(authority.ca),
    requestCert: true,
    rejectUnauthorized: false,
  });
  const made = await serve(handler, server);
  open.push(made);
  return made;
}

async function plainServer(handler: Parameters<typeof serve>[0]): Promise<TestServer> {
  const made = await serve(handler);
  open.push(made);
  return made;
}

async function join(options: Parameters<typeof connection>[0]): ReturnType<typeof connection> {
  const made = await connection(options);
  open.push(made);
  return made;
}

test('the server is trusted by the kubeconfig’s authority only, under its own name or the one that was given', async () => {
  const names: (string | false)[] = [];
  const server = await tlsServer((_, response, raw) => {
    names.push((raw.socket as TLSSocket & {servername: string | false}).servername);
    json(response, node);
  });
  const good = {server: server.url, 'certificate-authority': authority.ca};
  const get = async (cluster: object, flags: object = {}) =>
    (await join({kubeconfig: kubeconfig(cluster), ...flags})).get('/api/v1/nodes/n');
  expect(await get(good)).toEqual({ok: true, value: node});
  expect(await get({...good, 'tls-server-name': 'kubernetes.default.svc'})).toMatchObject({ok: true});
  expect(names).toEqual([false, 'kubernetes.default.svc']);
  expect(await get({server: server.url}, {insecureSkipTlsVerify: true})).toMatchObject({ok: true});
  expect(problemOf(await get({server: server.url})).text).toBe(
    'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority',
  );
  expect(problemOf(await get({...good, 'certificate-authority': other.ca})).text).toContain('unknown authority');
  expect(problemOf(await get(good, {tlsServerName: 'wrong.example'}))).toMatchObject({
    is: 'unreachable',
    text: expect.stringContaining('x509: certificate is not valid for wrong.example'),
  });
});

test('a client certificate, a token, a token file and impersonation reach the server', async () => {
  const into = folder();
  writeFileSync(`${into}/token`, 'from-file\n');
  const server = await tlsServer((request, response, raw) => {
    const subject = (raw.socket as TLSSocket).getPeerCertificate().subject?.CN ?? null;
    const groups = request.rawHeaders.filter((_, at) => request.rawHeaders[at - 1] === 'Impersonate-Group');
    json(response, {
      kind: 'X',
      subject,
      token: request.headers.authorization ?? null,
      groups,
      as: request.headers['impersonate-user'] ?? null,
      extra: request.headers['impersonate-extra-a%2fb'] ?? null,
    });
  });
  const cluster = {server: server.url, 'certificate-authority': authority.ca};
  const ask = async (user: object, flags: object = {}) => {
    const got = await (await join({kubeconfig: kubeconfig(cluster, user, {}, into), ...flags})).get('/x');
    return got.ok ? got.value : got.problem;
  };
  expect(await ask({'client-certificate': client.cert, 'client-key': client.key})).toMatchObject({
    subject: 'jane',
    token: null,
  });
  expect(await ask({token: 't'})).toMatchObject({subject: null, token: 'Bearer t'});
  expect(await ask({token: 'unused', tokenFile: 'token'})).toMatchObject({token: 'Bearer from-file'});
  expect(await ask({tokenFile: 'token'}, {token: 'flag'})).toMatchObject({token: 'Bearer flag'});
  expect(await ask({as: 'file', 'as-groups': ['a', 'b'], 'as-user-extra': {'A/b': ['v']}})).toMatchObject({
    as: 'file',
    groups: ['a', 'b'],
    extra: 'v',
  });
  expect(await ask({as: 'file', 'as-groups': ['a']}, {as: 'flag', asGroups: ['c', 'd']})).toMatchObject({
    as: 'flag',
    groups: ['c', 'd'],
  });
});

test('one connection serves many requests', async () => {
  const server = await tlsServer((_, response) => json(response, node));
  const cluster = await join({kubeconfig: kubeconfig({server: server.url, 'certificate-authority': authority.ca})});
  for (let i = 0; i < 12; i++) expect(await cluster.get('/n')).toMatchObject({ok: true});
  expect(server.connections()).toBe(1);
});

test('compressed answers are read, and a path in the server’s address is kept', async () => {
  const server = await plainServer((request, response) => {
    expect(request.url.pathname).toBe('/k8s/c-1/api/v1/nodes/n');
    response.writeHead(200, {'content-encoding': 'gzip'}).end(gzipSync(JSON.stringify(node)));
  });
  const cluster = await join({server: `${server.url}/k8s/c-1`});
  expect(await cluster.get('/api/v1/nodes/n')).toEqual({ok: true, value: node});
});

test('the time limit ends a request that gets no answer, and one whose answer stops half-way', async () => {
  const server = await plainServer((request, response) => {
    if (request.url.pathname === '/half') response.writeHead(200).write('{"kind":');
  });
  const cluster = await join({server: server.url, requestTimeoutMs: 60});
  for (const path of ['/silent', '/half'])
    expect(problemOf(await cluster.get(path))).toMatchObject({
      is: 'unreachable',
      text: 'Unable to connect to the server: context deadline exceeded',
    });
});

test('an abort ends a request at once, as an interruption', async () => {
  const server = await plainServer(() => {});
  const cluster = await join({server: server.url});
  const ended = AbortSignal.abort();
  expect(problemOf(await cluster.get('/silent', ended)).is).toBe('interrupted');
  const control = new AbortController();
  setTimeout(() => control.abort(), 20);
  expect(problemOf(await cluster.get('/silent', control.signal)).is).toBe('interrupted');
  expect(problemOf(await cluster.get('/silent', AbortSignal.timeout(20))).is).toBe('unreachable');
});

test('reads are tried again when the server asks for it or drops the connection; creates are not', async () => {
  let left = 0;
  const server = await plainServer((request, response, raw) => {
    if (left-- <= 0) return json(response, node);
    if (request.url.pathname === '/drop') raw.socket.destroy();
    else response.writeHead(request.url.pathname === '/busy' ? 429 : 503, {'retry-after': '0'}).end();
  });
  const cluster = await join({server: server.url});
  for (const path of ['/busy', '/unavailable', '/drop']) {
    left = 2;
    expect(await cluster.get(path)).toEqual({ok: true, value: node});
  }
  left = 99;
  expect(problemOf(await cluster.get('/busy')).text).toBe(
    'Error from server (TooManyRequests): the server has received too many requests and has asked us to try again later',
  );
  const before = server.requests.length;
  const pod = {apiVersion: 'v1', kind: 'Pod', resource: 'pods', namespaced: true, template: []};
  const made = await cluster.create({metadata: {name: 'x'}}, pod, {dryRun: false});
  expect(problemOf(made).text).toContain('(ServiceUnavailable)');
  expect(server.requests.length - before).toBe(1);
});

test('a 401 is final for a fixed token', async () => {
  const server = await plainServer((_, response) => status(response, 401, 'Unauthorized', 'Unauthorized'));
  const cluster = await join({server: server.url, token: 't'});
  expect(problemOf(await cluster.get('/x'))).toMatchObject({
    is: 'unauthorized',
    text: 'error: You must be logged in to the server (Unauthorized)',
  });
  expect(server.requests.length).toBe(1);
});

test('servers that are not there, or are something else, are told apart', async () => {
  const closed = await serve(() => {});
  await closed.close();
  const host = new URL(closed.url).host;
  const text = async (server: string): Promise<string> => problemOf(await (await join({server})).get('/x')).text;
  expect(await text(closed.url)).toBe(
    `The connection to the server ${host} was refused - did you specify the right host or port?`,
  );
  expect(await text('https://nohost.invalid')).toContain(
    'Unable to connect to the server: dial tcp: lookup nohost.invalid',
  );
  const plain = await plainServer((_, response) => void response.end('<html>log in</html>'));
  expect(await text(plain.url)).toContain('answered with something that is not a Kubernetes object');
  expect(await text(plain.url.replace('http', 'https'))).toBe(
    'Unable to connect to the server: http: server gave HTTP response to HTTPS client',
  );
});

test('warnings of the server are told once each, and with what was applied', async () => {
  const server = await plainServer((_, response) => {
    response.setHeader('warning', [
      '299 - "one \\"quoted\\", with comma", 299 - "two"',
      '110 - "a cache’s"'.replace('’', ''),
    ]);
    json(response, node);
  });
  const told: string[] = [];
  const cluster = await join({server: server.url, warn: text => told.push(text)});
  const pod = {apiVersion: 'v1', kind: 'Pod', resource: 'pods', namespaced: true, template: []};
  await cluster.get('/x');
  const applied = await cluster.apply({metadata: {name: 'x'}}, pod, {dryRun: true, force: false});
  expect(applied).toMatchObject({ok: true, value: {warnings: ['one "quoted", with comma', 'two']}});
  expect(told).toEqual(['Warning: one "quoted", with comma', 'Warning: two']);
});

test('an http proxy is used through a tunnel, for proxy-url and for HTTPS_PROXY', async () => {
  const server = await tlsServer((_, response) => json(response, node));
  const {address, tunnels, close} = await connectProxy(server.url);
  open.push({close});
  const cluster = {server: 'https://kubernetes.default.svc:6443', 'certificate-authority': authority.ca};
  const byFile = await join({kubeconfig: kubeconfig({...cluster, 'proxy-url': `http://me:p%40ss@${address}`})});
  expect(await byFile.get('/x')).toEqual({ok: true, value: node});
  const byEnv = await join({kubeconfig: kubeconfig(cluster), env: {HTTPS_PROXY: address}});
  expect(await byEnv.get('/x')).toEqual({ok: true, value: node});
  expect(tunnels[0]).toContain('CONNECT kubernetes.default.svc:6443 HTTP/1.1');
  expect(tunnels[0]).toContain(`Proxy-Authorization: Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  expect(tunnels).toHaveLength(2);
});
