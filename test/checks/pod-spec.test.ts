import {describe, expect, test} from 'vitest';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {commandOutline} from '../../src/facts/pod/commands.ts';
import {known, missing} from '../../src/kernel/facts.ts';
import {gather} from '../../src/kernel/gather.ts';
import {judge} from '../../src/kernel/judge.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import type {GatherPorts} from '../../src/kernel/ports.ts';
import type {Json, JsonObject, Subject} from '../../src/kernel/subjects.ts';
import {troubles} from './world.ts';

const checks = CHECKS.filter(({code}) => ['HP733', 'HP738', 'HP761', 'HP780'].includes(code));

type World = {
  container?: JsonObject;
  options?: JsonObject;
  annotations?: JsonObject;
  status?: JsonObject;
  /** The node the pod is on; null while it is on none. */
  node?: JsonObject | null;
  nodesLearned?: boolean;
};

/** What the checks about a pod's spec find, on a node of containerd 1.7.22 and Windows Server 2022 when nothing else is said. */
async function found({
  container = {},
  options = {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'},
  annotations = {},
  status = {},
  node = {},
  nodesLearned = true,
}: World): Promise<readonly string[]> {
  const placed = node === null ? {} : {nodeName: 'win-1'};
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'agent', namespace: 'default', annotations},
    spec: {
      ...placed,
      hostNetwork: true,
      securityContext: {windowsOptions: options},
      containers: [{name: 'main', ...container}],
    },
    status,
  };
  const nodeObject: KubeObject = {
    metadata: {name: 'win-1', labels: {'kubernetes.io/os': 'windows', ...labelsOf(node)}},
    status: {nodeInfo: {containerRuntimeVersion: 'containerd://1.7.22', kernelVersion: '10.0.20348.3091', ...node}},
  };
  const subject: Subject<'pod'> = {
    kind: 'pod',
    namespace: 'default',
    name: 'agent',
    node: node === null ? null : 'win-1',
  };
  const refuse = async () => missing('not part of this test');
  const ports: GatherPorts = {
    roster: async kind => {
      if (kind === 'node') return known([{kind: 'node', name: 'win-1'}]);
      return known(kind === 'pod' ? [subject] : kind === 'cluster' ? [{kind: 'cluster', name: ''}] : []);
    },
    object: async () => known(pod),
    list: async (_path, _query, keep) =>
      nodesLearned ? known([nodeObject].flatMap(each => keep(each) ?? [])) : missing('nodes is forbidden'),
    get: refuse,
    lines: refuse,
    allowed: refuse,
    logTail: refuse,
    dryRun: refuse,
    ask: async () => new Map(),
  };
  const evidence = await gather({
    checks,
    ports,
    consent: {ask: false, optIn: []},
    at: '2026-11-20T03:00:00Z',
    tool: 'test',
  });
  return troubles(judge(checks, evidence)).filter(text => !text.includes(' not-applicable: '));
}

const labelsOf = (node: JsonObject | null): JsonObject => (node?.['labels'] ?? {}) as JsonObject;
const AKS = {labels: {'kubernetes.azure.com/cluster': 'c'}};

test('an ordinary HostProcess pod has none of this', async () => {
  expect(await found({container: {command: ['powershell.exe', '-Command', 'Get-Service']}})).toEqual([]);
  expect(await found({node: null})).toEqual([]);
  expect(await found({nodesLearned: false})).toEqual([]);
});

describe('HP733: a command of several lines', () => {
  const container = {command: ['powershell.exe', '-Command', 'Get-Service\nGet-Process']};
  const text = (version: string): string =>
    `HP733 warning: the command of main has a line break in it: with containerd ${version} only its first line runs`;

  test.each<[string, JsonObject]>([
    ['in command', container],
    ['in args behind the image’s entrypoint', {args: ['Get-Service\r\nGet-Process']}],
    ['by a variable', {command: ['cmd.exe', '/c', '$(SCRIPT)'], env: [{name: 'SCRIPT', value: 'dir\ndir'}]}],
  ])('%s', async (_, container) => {
    expect(await found({container})).toEqual([text('1.7.22')]);
  });

  test('is found in what doctor keeps of the command, which has none of its words', async () => {
    const outline = commandOutline({
      command: ['cmd.exe', '/c', '$(SCRIPT)'],
      env: [{name: 'SCRIPT', value: 'dir a\ndir'}],
    });
    expect(outline).toEqual({command: ['x.x', '/x', 'x x\nx']});
    expect(await found({container: outline})).toEqual([text('1.7.22')]);
  });

  test('leaves no word of any alphabet in what doctor keeps', () => {
    expect(commandOutline({command: ['Пароль.exe', '/ü', '日本語の秘密 🔑']})).toEqual({command: ['x.x', '/x', 'x x']});
  });

  test.each<[string, World]>([
    ['of which only a line break is left', {container: {command: ['powershell.exe', '-Command', 'Get-Service\n']}}],
    ['that stands in a variable of the process', {container: {env: [{name: 'SCRIPT', value: 'dir\ndir'}]}}],
    ['on containerd 1.6', {container, node: {containerRuntimeVersion: 'containerd://1.6.33'}}],
    ['on a Windows without the bind filter', {container, node: {kernelVersion: '10.0.17763.1000'}}],
    ['of an ordinary container', {container, options: {runAsUserName: 'ContainerUser'}}],
  ])('not one %s', async (_, world) => {
    expect(await found(world)).toEqual([]);
  });

  test('is unknown where the node’s containerd is', async () => {
    const unknown = 'HP733 unknown: the containerd version of its node is not known';
    expect(await found({container, nodesLearned: false})).toEqual([unknown]);
    expect(await found({container, node: null})).toEqual([unknown]);
    expect(await found({container, node: {kernelVersion: '10.0.17763'}})).toEqual([
      'HP733 unknown: how its node starts containers is not known (containerd://1.7.22, 10.0.17763)',
    ]);
  });
});

describe('HP738: a failing command with a relative path', () => {
  const node = {containerRuntimeVersion: 'containerd://1.7.15'};
  const container = {command: ['bin\\agent.exe']};
  const statusOf = (state: Json, lastState: Json = {}, restartCount = 0): JsonObject => ({
    containerStatuses: [{name: 'main', state, lastState, restartCount}],
  });
  const status = statusOf({terminated: {exitCode: 1}});

  test('is found in what doctor keeps of the command', async () => {
    const [kept, placed] = [commandOutline(container), commandOutline({...container, workingDir: 'C:\\tools'})];
    expect(kept).toEqual({command: ['x\\x.x']});
    expect(await found({node, status, container: kept})).toHaveLength(1);
    expect(await found({node, status, container: placed})).toEqual([]);
  });

  const text =
    'HP738 warning: main fails, its command has a relative path, and no workingDir is set: unless the image sets one, containerd 1.7.15 starts it in C:\\';

  test.each<[string, World]>([
    ['ended', {container, node, status}],
    ['waiting', {container, node, status: statusOf({waiting: {}}, {terminated: {exitCode: 1}})}],
    [
      'between two failures',
      {
        container,
        node,
        status: statusOf(
          {running: {startedAt: '2026-11-20T02:59:00Z'}},
          {
            terminated: {exitCode: 1, startedAt: '2026-11-20T02:58:00Z', finishedAt: '2026-11-20T02:58:30Z'},
          },
          7,
        ),
      },
    ],
    ['naming a script', {container: {command: ['powershell.exe', '-File', '.\\run.ps1']}, node, status}],
  ])('%s', async (_, world) => {
    expect(await found(world)).toEqual([text]);
  });

  test.each<[string, World]>([
    ['that runs', {container, node, status: statusOf({running: {}})}],
    ['with workingDir', {container: {...container, workingDir: 'C:\\hpc'}, node, status}],
    ['from containerd 1.7.16 on', {container, node: {containerRuntimeVersion: 'containerd://1.7.16'}, status}],
    ['on containerd 1.6', {container, node: {containerRuntimeVersion: 'containerd://1.6.33'}, status}],
    ['by its bare name', {container: {command: ['agent.exe']}, node, status}],
    ['by an absolute path', {container: {command: ['C:\\hpc\\agent.exe', '-c', 'C:\\k\\..\\a']}, node, status}],
    [
      'by the mount point',
      {container: {command: ['%CONTAINER_SANDBOX_MOUNT_POINT%\\agent.exe', 'https://x.example/../a']}, node, status},
    ],
  ])('not one %s', async (_, world) => {
    expect(await found(world)).toEqual([]);
  });
});

describe('HP761: a gMSA for a HostProcess container', () => {
  const hostProcess = {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'};
  test('is ignored, by name or inline', async () => {
    expect(await found({options: {...hostProcess, gmsaCredentialSpecName: 'webapp'}})).toEqual([
      'HP761 warning: main asks for the gMSA webapp, which is ignored',
    ]);
    expect(await found({options: {...hostProcess, gmsaCredentialSpec: '{"a": "secret"}'}})).toEqual([
      'HP761 warning: main asks for the gMSA of an inline credential spec, which is ignored',
    ]);
  });
  test('is right for an ordinary container', async () => {
    expect(await found({options: {gmsaCredentialSpecName: 'webapp'}})).toEqual([]);
  });
});

describe('HP780: the annotation that asks for the runtime’s user', () => {
  const annotations = {'microsoft.com/hostprocess-inherit-user': 'true'};
  const text = 'the annotation microsoft.com/hostprocess-inherit-user has no effect on AKS nodes';
  test('is lost on AKS, which matters most without a runAsUserName', async () => {
    expect(await found({annotations, node: AKS})).toEqual([`HP780 info: ${text}`]);
    expect(await found({annotations, node: AKS, options: {hostProcess: true}})).toEqual([`HP780 warning: ${text}`]);
  });
  test('elsewhere nobody knows whether it works, which matters without a runAsUserName', async () => {
    expect(await found({annotations, options: {hostProcess: true}})).toEqual([
      'HP780 unknown: whether the containerd of its node passes microsoft.com/hostprocess-inherit-user on cannot be asked',
    ]);
    expect(await found({annotations})).toEqual([]);
  });
  test('is not there otherwise', async () => {
    expect(await found({node: AKS})).toEqual([]);
  });
});
