import {expect, test} from 'vitest';
import {hostProcessTemplate, podTemplate, userNames, workloadTemplate} from '../../src/facts/host-process-template.ts';
import {known, missing} from '../../src/kernel/facts.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import type {GatherPorts} from '../../src/kernel/ports.ts';
import type {Subject} from '../../src/kernel/subjects.ts';

const document: Subject<'document'> = {kind: 'document', source: 'agent.yaml', index: 0};
const portsOn = (object: KubeObject) => ({object: async () => known(object)}) as unknown as GatherPorts;

const SECRET = 'hunter2';
const spec = {
  hostNetwork: true,
  securityContext: {
    runAsNonRoot: false,
    windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM', gmsaCredentialSpec: SECRET},
  },
  imagePullSecrets: [{name: SECRET}],
  volumes: [
    {name: 'v', hostPath: {path: 'C:\\data'}},
    {name: 'w', secret: {secretName: SECRET}},
  ],
  containers: [
    {
      name: 'agent',
      image: `registry.example/${SECRET}`,
      command: ['agent.exe', `--token=${SECRET}`],
      args: [SECRET],
      env: [{name: 'PASSWORD', value: SECRET}],
      lifecycle: {preStop: {exec: {command: [SECRET]}}},
      volumeMounts: [{name: 'v', mountPath: '/data', subPathExpr: SECRET}],
      securityContext: {windowsOptions: {runAsUserName: 'NT AUTHORITY\\Local service'}},
    },
    {name: 'second', image: 'registry.example/second:1'},
  ],
};
const metadata = {name: 'agent', annotations: {'kubectl.kubernetes.io/last-applied-configuration': SECRET}};
const pod: KubeObject = {apiVersion: 'v1', kind: 'Pod', metadata, spec};
const cronJob: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: {name: 'agent'},
  spec: {jobTemplate: {spec: {template: {metadata, spec}}}},
};

test('a template keeps no secret, wherever in the pod one stands', async () => {
  const learned = await hostProcessTemplate.learn(document, portsOn(pod));
  expect(learned.is).toBe('known');
  expect(JSON.stringify(learned)).not.toContain(SECRET);
});

test('it is the same fact of a document, a workload and a live pod', async () => {
  const ofDocument = await hostProcessTemplate.learn(document, portsOn(pod));
  const live: Subject<'pod'> = {kind: 'pod', namespace: 'x', name: 'agent', node: null};
  const workload: Subject<'workload'> = {
    kind: 'workload',
    apiVersion: 'v1',
    type: 'Pod',
    namespace: 'x',
    name: 'agent',
  };
  expect(await podTemplate.learn(live, portsOn(pod))).toEqual(ofDocument);
  expect(await workloadTemplate.learn(workload, portsOn(pod))).toEqual(ofDocument);
});

test('paths count from the object’s root, also where the template lies deep', async () => {
  const learned = await hostProcessTemplate.learn(document, portsOn(cronJob));
  if (learned.is !== 'known') throw new Error(learned.because);
  const root = ['spec', 'jobTemplate', 'spec', 'template'];
  expect(learned.value.path).toEqual(root);
  expect(learned.value.containers.map(({path}) => path)).toEqual([
    [...root, 'spec', 'containers', 0],
    [...root, 'spec', 'containers', 1],
  ]);
  const options = ['securityContext', 'windowsOptions', 'runAsUserName'];
  expect(userNames(learned.value)).toEqual([
    {name: 'NT AUTHORITY\\Local service', at: [...root, 'spec', 'containers', 0, ...options]},
    {name: 'NT AUTHORITY\\SYSTEM', at: [...root, 'spec', ...options]},
  ]);
});

test('an object that could not be read is no evidence of an ordinary pod', async () => {
  const refused = missing('pods "agent" is forbidden');
  const ports = {object: async () => refused} as unknown as GatherPorts;
  expect(await hostProcessTemplate.learn(document, ports)).toEqual(refused);
});
