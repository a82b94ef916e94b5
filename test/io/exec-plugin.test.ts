import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {delimiter, join, relative} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {connection, folder, json, kubeconfig, problemOf, serve, status, type TestServer} from './server.ts';

const V1 = 'client.authentication.k8s.io/v1';
const open: {close(): unknown}[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

/** A plugin written in Node that counts its runs in a file and prints what `body` says; `run` is the count. */
function plugin(body: string, name = 'plugin'): {path: string; folder: string; runs(): string[]} {
  const into = folder();
  const path = join(into, name);
  const log = join(into, 'runs');
  writeFileSync(log, '');
  const start = `#!${process.execPath}\nconst fs = require('fs'); fs.appendFileSync(${JSON.stringify(log)}, process.env.KUBERNETES_EXEC_INFO + '\\n');\n`;
  const count = `const run = fs.readFileSync(${JSON.stringify(log)}, 'utf8').trim().split('\\n').length;\n`;
  writeFileSync(path, `${start}${count}${body}`);
  chmodSync(path, 0o755);
  return {path, folder: into, runs: () => readFileSync(log, 'utf8').trim().split('\n').filter(Boolean)};
}

const prints = (credential: string, apiVersion = V1): string =>
  `console.log(JSON.stringify({apiVersion: '${apiVersion}', kind: 'ExecCredential', status: ${credential}}))`;

async function echoServer(accepts: (token: string) => boolean): Promise<TestServer> {
  const server = await serve((request, response) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    if (accepts(token)) json(response, {kind: 'X', token});
    else status(response, 401, 'Unauthorized', 'Unauthorized');
  });
  open.push(server);
  return server;
}

async function cluster(server: TestServer, exec: object, env: NodeJS.ProcessEnv = {}, more: object = {}) {
  const made = await connection({
    kubeconfig: kubeconfig({server: server.url, ...more}, {exec: {apiVersion: V1, interactiveMode: 'Never', ...exec}}),
    env,
  });
  open.push(made);
  return made;
}

test('a plugin runs once for requests at the same time, is told what kubectl tells it, and is kept', async () => {
  const server = await echoServer(() => true);
  const {path, runs} = plugin(prints(`{token: 't' + run + process.env.OWN + process.argv[2]}`));
  const exec = {command: path, args: ['arg'], env: [{name: 'OWN', value: '-own-'}], provideClusterInfo: true};
  const made = await cluster(
    server,
    exec,
    {},
    {
      'tls-server-name': 'sni',
      extensions: [{name: 'client.authentication.k8s.io/exec', extension: {audience: 'a'}}],
    },
  );
  const answers = await Promise.all([made.get('/a'), made.get('/b'), made.get('/c')]);
  for (const answer of answers) expect(answer).toEqual({ok: true, value: {kind: 'X', token: 't1-own-arg'}});
  expect(runs().map(text => JSON.parse(text))).toEqual([
    {
      kind: 'ExecCredential',
      apiVersion: V1,
      spec: {interactive: false, cluster: {server: server.url, 'tls-server-name': 'sni', config: {audience: 'a'}}},
    },
  ]);
});

test('an expired credential is fetched anew, and one that the server refuses is, once', async () => {
  const {path, runs} = plugin(prints(`{token: 't' + run, expirationTimestamp: '2020-01-01T00:00:00Z'}`));
  const made = await cluster(await echoServer(() => true), {command: path});
  await made.get('/a');
  expect(await made.get('/b')).toMatchObject({value: {token: 't2'}});
  expect(runs()).toHaveLength(2);

  const second = plugin(prints(`{token: 't' + run}`));
  const picky = await cluster(await echoServer(token => token === 't2'), {command: second.path});
  expect(await picky.get('/a')).toMatchObject({value: {token: 't2'}});
  const third = plugin(prints(`{token: 't' + run}`));
  const closed = await cluster(await echoServer(() => false), {command: third.path});
  expect(problemOf(await closed.get('/a')).is).toBe('unauthorized');
  expect(third.runs()).toHaveLength(2);
});

test('v1beta1 is spoken too; other versions and answers of another version are refused', async () => {
  const server = await echoServer(() => true);
  const beta = 'client.authentication.k8s.io/v1beta1';
  const {path} = plugin(prints(`{token: 'beta'}`, beta));
  expect(await (await cluster(server, {apiVersion: beta, command: path})).get('/a')).toMatchObject({
    value: {token: 'beta'},
  });
  expect(problemOf(await (await cluster(server, {command: path})).get('/a')).text).toContain(
    `configured to use API version ${V1}, plugin returned version ${beta}`,
  );
  const alpha = 'client.authentication.k8s.io/v1alpha1';
  expect(problemOf(await (await cluster(server, {apiVersion: alpha, command: path})).get('/a')).text).toContain(
    `invalid apiVersion "${alpha}"`,
  );
});

test('a plugin is found on PATH or beside the kubeconfig, never in the current directory', async () => {
  const server = await echoServer(() => true);
  const {folder: there} = plugin(prints(`{token: 'found'}`), 'my-plugin');
  const on = (PATH: string) =>
    cluster(server, {command: 'my-plugin', installHint: 'Install my-plugin from x.'}, {PATH});
  expect(await (await on(`/nonexistent${delimiter}${there}`)).get('/a')).toMatchObject({value: {token: 'found'}});
  // An entry that is relative is meant from the current directory: it would lead there, and must not.
  for (const PATH of ['', relative(process.cwd(), there)])
    expect(problemOf(await (await on(PATH)).get('/a'))).toMatchObject({
      is: 'unreachable',
      text: 'Unable to connect to the server: getting credentials: exec: executable my-plugin not found',
      remedy: 'Install my-plugin from x.',
    });
  const config = kubeconfig({server: server.url}, {exec: {apiVersion: V1, command: './my-plugin'}}, {}, there);
  const beside = await connection({kubeconfig: config});
  open.push(beside);
  expect(await beside.get('/a')).toMatchObject({value: {token: 'found'}});
});

test('a plugin that fails, says nothing useful or needs a terminal is a sentence', async () => {
  const server = await echoServer(() => true);
  const say = async (body: string, more: object = {}): Promise<string> =>
    problemOf(await (await cluster(server, {command: plugin(body).path, ...more})).get('/a')).text;
  expect(await say('process.exit(3)')).toContain('failed with exit code 3');
  expect(await say('console.log("hello")')).toContain('printed no ExecCredential');
  expect(await say(prints('{}'))).toContain('didn’t return a token or cert/key pair');
  if (!process.stdin.isTTY)
    expect(await say(prints(`{token: 't'}`), {interactiveMode: 'Always'})).toContain(
      'standard input is not a terminal',
    );
});

test('a token given by flag goes before the plugin, which is then not run', async () => {
  const server = await echoServer(() => true);
  const {path, runs} = plugin(prints(`{token: 'plugin'}`));
  const config = kubeconfig({server: server.url}, {exec: {apiVersion: V1, command: path}});
  const made = await connection({kubeconfig: config, token: 'flag'});
  open.push(made);
  expect(await made.get('/a')).toMatchObject({value: {token: 'flag'}});
  expect(runs()).toEqual([]);
});
