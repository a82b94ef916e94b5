import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {plannedJob, SYSTEM_ACCOUNT} from '../../src/app/node-job.ts';
import {collectorLaunch} from '../../src/facts/node/collector-launch.ts';
import {hns} from '../../src/facts/node/kinds/hns.ts';
import {service} from '../../src/facts/node/kinds/service.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import type {Json} from '../../src/kernel/subjects.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';

const NAMESPACE = 'hostprocess-probes';
const POLICY = readFileSync(resolve(import.meta.dirname, '../../docs/security-policy.yaml'), 'utf8');
const found = findControlPlane();
const skip = suiteNeeds('collector-policy', () => ('missing' in found ? found.missing : null));

/** The Job that a probe makes, in a namespace. */
function probe(asks: readonly Json[], namespace = NAMESPACE): KubeObject {
  const {command, env} = collectorLaunch(asks, {apiServer: {host: '192.0.2.7', port: 6443}});
  const planned = plannedJob(
    {
      node: 'win-1',
      runId: 'abcde12345',
      purpose: 'probe',
      namespace,
      container: {
        command,
        env: Object.fromEntries(env.map(({name, value}) => [name, value])),
        limits: {cpu: '1', memory: '512Mi'},
      },
      account: SYSTEM_ACCOUNT,
      image: null,
      deadlineSeconds: 300,
      model: 'bind',
      owner: 'jane',
    },
    new Date(0),
  );
  if (!planned.ok) throw new Error(planned.problem.text);
  return planned.value.object;
}

/** The Job with something exchanged in its text. */
const changed = (job: KubeObject, from: string, to: string): string => {
  const text = JSON.stringify(job);
  if (!text.includes(from)) throw new Error(`the Job holds no ${from}`);
  return text.replaceAll(from, to);
};

describe.skipIf(skip)('the policy of docs/security.md, on a real API server', () => {
  let plane: ControlPlane;
  const create = (input: string) => plane.kubectl(['create', '--dry-run=server', '-o', 'name', '-f', '-'], {input});
  const job = probe([service('hns').ask]);

  beforeAll(async () => {
    plane = await startControlPlane();
    const applied = await plane.kubectl(['apply', '--server-side', '-f', '-'], {input: POLICY});
    if (applied.code !== 0) throw new Error(applied.stderr);
    for (let tries = 0; tries < 60; tries += 1) {
      if ((await create(changed(job, 'powershell.exe', 'other.exe'))).code !== 0) return;
      await sleep(500); // a policy is in force a moment after it was made
    }
  });
  afterAll(() => plane?.stop());

  test('has no complaint from the server’s own type check', async () => {
    const {stdout} = await plane.kubectl([
      'get',
      'validatingadmissionpolicy',
      'hostprocess-probes',
      '-o',
      'jsonpath={.status.typeChecking.expressionWarnings}',
    ]);
    expect(stdout).toBe('');
  });

  test.each<[string, readonly Json[]]>([
    ['one question', [service('hns').ask]],
    ['questions that need the second text', [service('hns').ask, hns('networks').ask]],
  ])('admits the probe with %s', async (_, asks) => {
    expect(await create(JSON.stringify(probe(asks)))).toMatchObject({code: 0, stderr: ''});
  });

  test.each<[string, string, string, string]>([
    ['a changed script', 'What it reads', 'What it  reads', 'the script is not the collector'],
    ['another command', '-NonInteractive', '-NoExit', 'the command is not the collector’s'],
    [
      'a further variable',
      '"env":[',
      '"env":[{"name":"PSModulePath","value":"C:\\\\x"},',
      'the script is not the collector',
    ],
    [
      'a variable from elsewhere',
      '"value":"192.0.2.7"',
      '"valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}',
      'the script is not the collector',
    ],
    ['no script', 'HOSTPROCESS_COLLECTOR"', 'HOSTPROCESS_ASKS"', 'the script is not the collector'],
    ['a second container', '"containers":[', '"containers":[{"name":"more","image":"x"},', 'a probe has one container'],
    [
      'a hook',
      '"command":[',
      '"lifecycle":{"preStop":{"exec":{"command":["x"]}}},"command":[',
      'no volumes, hooks or probes',
    ],
    [
      'a volume',
      '"containers":[',
      '"volumes":[{"name":"c","hostPath":{"path":"C:\\\\"}}],"containers":[',
      'no volumes, hooks or probes',
    ],
    ['a token', '"automountServiceAccountToken":false', '"automountServiceAccountToken":true', 'has no token'],
    ['a day', '"activeDeadlineSeconds":300', '"activeDeadlineSeconds":86400', 'not for long'],
  ])('refuses %s', async (_, from, to, because) => {
    const {code, stderr} = await create(changed(job, from, to));
    expect(stderr).toContain(because);
    expect(code).toBe(1);
  });

  test('refuses a pod of one’s own as well, and leaves other namespaces alone', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: 'own', namespace: NAMESPACE},
      spec: {containers: [{name: 'a', image: 'x', command: ['cmd']}]},
    };
    expect((await create(JSON.stringify(pod))).stderr).toContain('the command is not the collector’s');
    expect(await create(changed(probe([service('hns').ask], 'default'), 'What it reads', 'x'))).toMatchObject({
      code: 0,
    });
  });
});
