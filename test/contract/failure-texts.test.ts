import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {explain} from '../../src/failures/explain.ts';
import {FAILURES} from '../../src/failures/index.ts';
import type {SeenIn} from '../../src/kernel/failures.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';

const skip = suiteNeeds('failure-texts', () => {
  const found = findControlPlane();
  if ('missing' in found) return found.missing;
  return found.controllers ? null : 'this control plane has no scheduler and no controllers';
});

const spec = {
  hostNetwork: true,
  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}},
  tolerations: [{key: 'node.kubernetes.io/not-ready', operator: 'Exists'}],
  containers: [{name: 'agent', image: 'registry.example/agent:1', ports: [{containerPort: 9182}]}],
};
const pod = (name: string, namespace: string, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name, namespace},
  spec: {...spec, ...more},
});
const labels = {app: 'agent'};
const daemonSet = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: {name: 'agent', namespace: 'strict'},
  spec: {selector: {matchLabels: labels}, template: {metadata: {labels}, spec}},
};
const node = (name: string, taints: Json): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name, labels: {'kubernetes.io/os': 'windows', pool: name}},
  spec: {taints},
  status: {allocatable: {pods: '10', cpu: '4', memory: '8Gi'}, capacity: {pods: '10', cpu: '4', memory: '8Gi'}},
});

const explained = (seenIn: SeenIn, text: string): string =>
  explain(seenIn, text, {}, FAILURES)?.code ?? `nothing: ${text}`;

describe.skipIf(skip)('what a real control plane prints is explained', () => {
  let controlPlane: ControlPlane;
  beforeAll(async () => {
    controlPlane = await startControlPlane();
  });
  afterAll(() => controlPlane?.stop());

  const create = async (object: JsonObject | string, ...flags: string[]): Promise<string> => {
    const input = typeof object === 'string' ? object : JSON.stringify(object);
    return (await controlPlane.kubectl(['create', '-f', '-', ...flags], {input})).stderr;
  };
  /** The first event of that reason about that object. */
  const eventOf = async (reason: string, name: string, namespace: string): Promise<string> => {
    const selector = `reason=${reason},involvedObject.name=${name}`;
    const args = ['get', 'events', '-n', namespace, '--field-selector', selector, '-o', 'jsonpath={.items[0].message}'];
    for (let tries = 0; tries < 100; tries++) {
      const {stdout} = await controlPlane.kubectl(args);
      if (stdout !== '') return stdout;
      await sleep(200);
    }
    throw new Error(`no event ${reason} about ${name}`);
  };

  test('a backslash between double quotes, by kubectl', async () => {
    const manifest = (value: string): string => `apiVersion: v1\nkind: Pod\nspec:\n  nodeName: "${value}"\n`;
    expect(explained('api-error', await create(manifest('NT AUTHORITY\\SYSTEM')))).toBe('HP708');
    expect(explained('api-error', await create(manifest('C:\\users')))).toBe('HP708');
  });

  test('Pod Security: a refused pod, a warning about a workload, its controller’s event', async () => {
    await controlPlane.kubectl(['create', 'namespace', 'strict']);
    const levels = ['enforce', 'warn'].map(mode => `pod-security.kubernetes.io/${mode}=baseline`);
    await controlPlane.kubectl(['label', 'namespace', 'strict', ...levels]);
    await expect.poll(() => create(pod('agent', 'strict')).then(text => explained('api-error', text))).toBe('HP710');
    expect(explained('api-error', await create(daemonSet))).toBe('HP711');
    await create(node('win-0', []));
    expect(explained('event', await eventOf('FailedCreate', 'agent', 'strict'))).toBe('HP710');
  });

  test('the scheduler: a taint, a port that is taken', async () => {
    await create(node('win-1', [{key: 'os', value: 'windows', effect: 'NoSchedule'}]));
    await create(node('win-2', []));
    await create(pod('tainted', 'default', {nodeSelector: {pool: 'win-1'}}));
    expect(explained('event', await eventOf('FailedScheduling', 'tainted', 'default'))).toBe('HP714');
    await create(pod('first', 'default', {nodeName: 'win-2'}));
    await create(pod('second', 'default', {nodeSelector: {pool: 'win-2'}}));
    expect(explained('event', await eventOf('FailedScheduling', 'second', 'default'))).toBe('HP717');
  });

  test('a validating admission policy', async () => {
    const [name, apiVersion] = ['no-host-process', 'admissionregistration.k8s.io/v1'];
    const pods = {apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods']};
    const validations = [
      {expression: '!has(object.spec.securityContext.windowsOptions)', message: 'no HostProcess here'},
    ];
    const kind = 'ValidatingAdmissionPolicy';
    await create({apiVersion, kind, metadata: {name}, spec: {matchConstraints: {resourceRules: [pods]}, validations}});
    const binding = {policyName: name, validationActions: ['Deny']};
    await create({apiVersion, kind: `${kind}Binding`, metadata: {name}, spec: binding});
    const attempt = () =>
      create(pod('denied', 'default'), '--dry-run=server').then(text => explained('api-error', text));
    await expect.poll(attempt, {timeout: 15_000, interval: 200}).toBe('HP712');
  });
});
