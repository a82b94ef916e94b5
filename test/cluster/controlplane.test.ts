import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {get} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {suiteNeeds} from '../skips.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from './controlplane.ts';
import {joinNodes} from './pretend-nodes.ts';

const skip = suiteNeeds('control-plane', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
});
const onCluster = test.skipIf(skip);

let plane: ControlPlane;
beforeAll(async () => {
  if (!skip) plane = await startControlPlane();
}, 90_000);
afterAll(async () => plane?.stop());

onCluster('the API server is real, and two of them do not know each other', async () => {
  const other = await startControlPlane();
  try {
    expect((await plane.kubectl(['version'])).stdout).toMatch(/Server Version: v1\.\d+/);
    expect((await plane.kubectl(['create', 'namespace', 'here'])).code).toBe(0);
    expect((await other.kubectl(['get', 'namespace', 'here'])).stderr).toContain('not found');
  } finally {
    await other.stop();
  }
  expect(existsSync(other.dir)).toBe(false);
});

onCluster('a user is known by name and groups, and may do what RBAC says', async () => {
  const kubeconfig = await plane.user('alice', ['readers']);
  const who = await plane.kubectl(
    ['auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username} {.status.userInfo.groups}'],
    {kubeconfig},
  );
  expect(who.stdout).toBe('alice ["readers","system:authenticated"]');
  expect((await plane.kubectl(['get', 'nodes'], {kubeconfig})).stderr).toContain('Forbidden');
  await plane.kubectl(['create', 'clusterrolebinding', 'readers', '--clusterrole=view', '--group=readers']);
  expect((await plane.kubectl(['get', 'pods'], {kubeconfig})).stderr).toContain('No resources found');
});

onCluster('the audit log holds every request of a user once, and tells reads from writes', async () => {
  const kubeconfig = await plane.user('bob', ['system:masters']);
  await plane.kubectl(['get', 'configmaps', '-n', 'kube-system'], {kubeconfig});
  await plane.kubectl(['create', 'configmap', 'audited', '-n', 'default'], {kubeconfig});
  const requests = (await plane.audit()).filter(({user}) => user === 'bob');
  const about = requests.filter(({uri}) => uri.includes('/configmaps'));
  expect(about.map(({verb, uri}) => `${verb} ${uri.split('?')[0]}`)).toEqual([
    'list /api/v1/namespaces/kube-system/configmaps',
    'create /api/v1/namespaces/default/configmaps',
  ]);
});

onCluster('a restarted API server has kept everything', async () => {
  await plane.kubectl(['create', 'configmap', 'kept']);
  await plane.restartApiServer();
  expect((await plane.kubectl(['get', 'configmap', 'kept'])).code).toBe(0);
});

onCluster('flags and admission plugins reach the API server', async () => {
  const strict = await startControlPlane({
    admission: ['AlwaysPullImages'],
    apiserverFlags: ['--allow-privileged=false'],
  });
  try {
    const pod = (container: object) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {name: 'p'},
        spec: {containers: [{name: 'c', image: 'i', ...container}]},
      });
    const create = ['create', '-f', '-', '-o', 'jsonpath={.spec.containers[0].imagePullPolicy}'];
    expect((await strict.kubectl(create, {input: pod({imagePullPolicy: 'Never'})})).stdout).toBe('Always');
    const refused = await strict.kubectl(create, {input: pod({securityContext: {privileged: true}})});
    expect(refused.stderr).toContain('disallowed by cluster policy');
  } finally {
    await strict.stop();
  }
});

onCluster('when the process that started it is killed, nothing is left', async () => {
  const script = `const {startControlPlane} = await import(${JSON.stringify(join(import.meta.dirname, 'controlplane.ts'))});
    const {dir, server} = await startControlPlane();
    console.log(JSON.stringify({dir, server}));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {stdio: ['ignore', 'pipe', 'inherit']});
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const {dir, server} = JSON.parse(String(line)) as {dir: string; server: string};
  expect(existsSync(dir)).toBe(true);
  child.kill('SIGKILL');
  for (const end = Date.now() + 10_000; Date.now() < end && existsSync(dir); ) await sleep(100);
  expect(existsSync(dir)).toBe(false);
  await expect(fetch(`${server}/readyz`)).rejects.toThrow();
});

test('what is missing is said with what to do about it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-find-'));
  try {
    expect(findControlPlane({HOSTPROCESS_CONTROLPLANE: join(folder, 'nothing')})).toEqual({
      missing: `HOSTPROCESS_CONTROLPLANE: no such file: ${join(folder, 'nothing')}`,
    });
    const program = join(folder, 'controlplane');
    writeFileSync(program, '#!/bin/sh\n');
    expect(findControlPlane({HOSTPROCESS_CONTROLPLANE: program})).toMatchObject({
      missing: expect.stringContaining('chmod +x'),
    });
    chmodSync(program, 0o755);
    expect(findControlPlane({HOSTPROCESS_CONTROLPLANE: program})).toEqual({path: program, controllers: true});
  } finally {
    rmSync(folder, {recursive: true});
  }
});

onCluster('a pretend kubelet answers the API server only', async () => {
  const nodes = await joinNodes(plane, 'wrong-case');
  const {stdout} = await plane.kubectl([
    'get',
    'node',
    'win-1',
    '-o',
    'jsonpath={.status.daemonEndpoints.kubeletEndpoint.Port}',
  ]);
  const admin = await plane.certificate('somebody', ['system:masters']);
  const status = await new Promise(resolve => {
    const options = {
      ca: readFileSync(plane.ca),
      cert: readFileSync(admin.cert),
      key: readFileSync(admin.key),
      agent: false,
    };
    get(`https://127.0.0.1:${stdout}/containerLogs/a/b/c`, options, response => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  await nodes.stop();
  expect(status).toBe(403);
});
