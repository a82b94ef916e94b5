import {mkdirSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {expect, test} from 'vitest';
import {type ClusterOptions, connect} from '../../src/io/kube/index.ts';
import {folder, kubeconfig, problemOf} from './server.ts';

const at = async (options: Partial<ClusterOptions>): Promise<string> => {
  const made = await connect({env: {}, home: '/nonexistent', warn: () => {}, ...options});
  if (!made.ok) return made.problem.text;
  const {server, context, namespace, user} = made.value.target;
  return [server, context, namespace, user].join(' ');
};

test('--kubeconfig goes before $KUBECONFIG, that before ~/.kube/config', async () => {
  const home = folder();
  mkdirSync(join(home, '.kube'));
  kubeconfig({server: 'https://home'}, {}, {}, join(home, '.kube'));
  const env = {KUBECONFIG: kubeconfig({server: 'https://env'})};
  expect(await at({kubeconfig: kubeconfig({server: 'https://flag'}), env, home})).toBe('https://flag x default u');
  expect(await at({env, home})).toBe('https://env x default u');
  expect(await at({home})).toBe('https://home x default u');
});

test('of a $KUBECONFIG list missing and empty files are skipped and the first to say something wins', async () => {
  const into = folder();
  writeFileSync(join(into, 'empty'), '');
  const first = kubeconfig({server: 'https://first'}, {}, {namespace: 'one'});
  const second = join(into, 'second');
  writeFileSync(
    second,
    'current-context: z\nclusters: [{name: c, cluster: {server: "https://second"}}, {name: d, cluster: {server: "https://d"}}]\n' +
      'contexts: [{name: x, context: {cluster: d}}, {name: z, context: &z {cluster: d, user: u}}, {name: w, context: {<<: *z, namespace: 2026-01-01}}]\n',
  );
  const env = {KUBECONFIG: ['/nonexistent/a', join(into, 'empty'), first, second].join(delimiter)};
  expect(await at({env})).toBe('https://first x one u');
  expect(await at({env, context: 'z'})).toBe('https://d z default u');
  expect(await at({env, context: 'w'})).toBe('https://d w 2026-01-01 u');
});

test('flags replace single parts of what the context says', async () => {
  const file = kubeconfig({server: 'https://file/'}, {}, {namespace: 'one'});
  expect(await at({kubeconfig: file, namespace: 'two'})).toBe('https://file x two u');
  expect(await at({kubeconfig: file, server: 'https://other/k8s/c-1/'})).toBe('https://other/k8s/c-1 x one u');
  expect(await at({kubeconfig: file, server: 'bare:8080'})).toBe('http://bare:8080 x one u');
  expect(await at({server: 'https://alone'})).toBe('https://alone  default ');
});

test('names that do not exist are refused with the names that do', async () => {
  const file = kubeconfig({server: 'https://file'});
  const made = await connect({kubeconfig: file, context: 'nope', env: {}, home: '/', warn: () => {}});
  expect(problemOf(made)).toMatchObject({
    is: 'usage',
    text: 'error: context "nope" does not exist',
    remedy: 'The kubeconfig has: x.',
  });
  expect(await at({kubeconfig: file, cluster: 'nope'})).toBe('error: cluster "nope" does not exist');
  expect(await at({kubeconfig: file, user: 'nope'})).toBe('error: auth info "nope" does not exist');
});

test('a file named by --kubeconfig must exist, be readable and be a kubeconfig', async () => {
  const into = folder();
  writeFileSync(join(into, 'broken'), 'clusters: [');
  writeFileSync(join(into, 'list'), '- a');
  writeFileSync(join(into, 'twice'), 'clusters: [{name: c}, {name: c}]');
  expect(await at({kubeconfig: '/nonexistent/file'})).toBe(
    'error: the kubeconfig file /nonexistent/file does not exist',
  );
  expect(await at({kubeconfig: into})).toBe(`error: the kubeconfig file ${into} cannot be read: it is a directory`);
  expect(await at({kubeconfig: join(into, 'broken')})).toContain(
    `error loading config file "${join(into, 'broken')}": `,
  );
  expect(await at({kubeconfig: join(into, 'list')})).toContain('it is not a kubeconfig');
  expect(await at({kubeconfig: join(into, 'twice')})).toContain('duplicate name "c" in clusters');
});

test('without any configuration the sentence says what to do', async () => {
  const made = await connect({env: {}, home: '/nonexistent', warn: () => {}});
  expect(problemOf(made)).toEqual({
    is: 'unreachable',
    text: 'error: no cluster is configured: there is no kubeconfig file and this is not a pod',
    remedy: 'Set $KUBECONFIG, name a file with --kubeconfig, or put one at ~/.kube/config.',
    status: null,
  });
  const into = folder();
  writeFileSync(
    join(into, 'config'),
    'contexts: [{name: a, context: {cluster: b}}]\nclusters: [{name: b, cluster: {}}]',
  );
  expect(await at({kubeconfig: join(into, 'config')})).toContain(
    'error: no server is known: current-context is not set',
  );
});

test('a pod without a kubeconfig uses its service account', async () => {
  const into = folder();
  writeFileSync(join(into, 'token'), 't');
  writeFileSync(join(into, 'ca.crt'), 'not read before a connection is made');
  writeFileSync(join(into, 'namespace'), 'mine\n');
  const env = {KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443'};
  expect(await at({env, serviceAccountFolder: into})).toBe('https://[fd00::1]  mine ');
  expect(await at({env, serviceAccountFolder: into, namespace: 'other'})).toBe('https://[fd00::1]  other ');
  expect(await at({env, serviceAccountFolder: '/nonexistent'})).toContain('no cluster is configured');
});

test('what cannot be honoured is refused, never ignored', async () => {
  const file = (user: object, cluster: object = {}): string =>
    kubeconfig({server: 'https://10.0.0.1', ...cluster}, user);
  expect(await at({kubeconfig: file({username: 'a', password: 'b'})})).toContain('logs in with a password');
  expect(await at({kubeconfig: file({'auth-provider': {name: 'gcp'}})})).toContain('has an auth-provider');
  expect(await at({kubeconfig: file({'client-certificate-data': 'YQ=='})})).toContain('without its key');
  expect(await at({kubeconfig: file({'client-certificate': 'nope.crt'})})).toContain(
    'nope.crt cannot be read: it does not',
  );
  expect(await at({kubeconfig: file({}), certificateAuthority: '/nope'})).toContain(
    '--certificate-authority /nope cannot',
  );
  expect(await at({kubeconfig: file({}, {'proxy-url': 'socks5://p:1'})})).toContain(
    'a proxy that cannot be used (socks5)',
  );
  expect(await at({kubeconfig: file({}), env: {HTTPS_PROXY: 'https://p'}})).toContain('HTTPS_PROXY names a proxy');
  expect(await at({kubeconfig: file({}), requestTimeoutMs: Number.NaN})).toContain('--request-timeout is not a length');
  expect(await at({kubeconfig: file({}), asGroups: ['g']})).toContain('without impersonating a user');
  expect(await at({kubeconfig: file({}), as: 'a', asUserExtra: ['x']})).toContain('"x" is not KEY=VALUE');
  expect(await at({server: 'ftp://x'})).toContain('"ftp://x" is not the address of a server');
});

test('an insecure cluster with an authority is refused, but the flag alone overrides the kubeconfig’s authority', async () => {
  const both = kubeconfig({
    server: 'https://a',
    'insecure-skip-tls-verify': true,
    'certificate-authority-data': 'YQ==',
  });
  expect(await at({kubeconfig: both})).toContain('specifying a root certificates file with the insecure flag');
  const authority = kubeconfig({server: 'https://a', 'certificate-authority-data': 'YQ=='});
  expect(await at({kubeconfig: authority, insecureSkipTlsVerify: true})).toBe('https://a x default u');
});

test('NO_PROXY spares names, domains, networks and ports; loopback is never proxied by the environment', async () => {
  const env = (exceptions: string) => ({HTTPS_PROXY: 'socks5://p', NO_PROXY: exceptions});
  const refused = async (server: string, exceptions: string): Promise<boolean> =>
    (await at({server, env: env(exceptions)})).includes('names a proxy');
  expect(await refused('https://api.corp.example', '')).toBe(true);
  expect(await refused('https://api.corp.example', 'corp.example')).toBe(false);
  expect(await refused('https://api.corp.example', '.corp.example, other')).toBe(false);
  expect(await refused('https://corp.example', '.corp.example')).toBe(true);
  expect(await refused('https://10.1.2.3:6443', '10.0.0.0/8')).toBe(false);
  expect(await refused('https://11.1.2.3:6443', '10.0.0.0/8')).toBe(true);
  expect(await refused('https://api.example:6443', 'api.example:443')).toBe(true);
  expect(await refused('https://127.0.0.1:6443', '')).toBe(false);
});
