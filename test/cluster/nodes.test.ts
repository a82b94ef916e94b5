import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {Nodes} from '../../sandbox/node/index.ts';
import {PROOF} from '../../src/facts/node/collector.generated.ts';
import {type Identity, readIdentity} from '../../src/facts/node/kinds/identity.ts';
import {proofCommand, proofOneLineCommand} from '../../src/facts/node/launch.ts';
import {readProof} from '../../src/facts/node/protocol.ts';
import {listAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {protect} from '../../src/windows/expansion.ts';
import {onTargets} from './on-targets.ts';
import {lacksKubectl, type Target, type TargetKind} from './target.ts';

let target: Target;
let nodes: Nodes | null = null;
let namespace = '';
let count = 0;

/** Joins a scenario's nodes and makes a namespace for the test. */
async function scenario(...names: readonly string[]): Promise<void> {
  nodes = await target.join(...names);
  count += 1;
  namespace = `test-${count}`;
  await kubectl('create', 'namespace', namespace);
  await until(async () => (await kubectl('get', 'serviceaccount', 'default', '-n', namespace)).code === 0);
  await until(async () => {
    const {stdout} = await kubectl('get', 'nodes', '-o', 'jsonpath={.items[*].spec.taints[*].key}');
    return names.includes('not-ready') || !stdout.includes('node.kubernetes.io/not-ready');
  });
}

const kubectl = (...args: readonly string[]) => target.kubectl(args);

/** Waits until `holds`; fails with what was seen last when it does not within 15 s. */
async function until(holds: () => Promise<boolean>, seen: () => unknown = () => 'the condition'): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(150)) if (await holds()) return;
  throw new Error(`not within 15 s: ${JSON.stringify(seen())}`);
}

const SYSTEM = 'NT AUTHORITY\\SYSTEM';
type PodOptions = {
  user?: string;
  command?: readonly string[];
  spec?: JsonObject;
  container?: JsonObject;
  options?: JsonObject;
};

const podSpec = (more: PodOptions = {}): JsonObject => ({
  hostNetwork: true,
  terminationGracePeriodSeconds: 1,
  restartPolicy: 'Never',
  nodeSelector: {'kubernetes.io/os': 'windows'},
  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: more.user ?? SYSTEM, ...more.options}},
  containers: [
    {
      name: 'c',
      image: 'registry.example/tool:1',
      command: [...(more.command ?? proofCommand('ping -t 127.0.0.1'))],
      env: [{name: 'HOSTPROCESS_PROOF', value: protect(PROOF.text)}],
      ...more.container,
    },
  ],
  ...more.spec,
});

async function create(object: JsonObject): Promise<void> {
  const {code, stderr} = await target.kubectl(['create', '-n', namespace, '-f', '-'], {input: JSON.stringify(object)});
  expect(stderr).toBe('');
  expect(code).toBe(0);
}

const createPod = (more: PodOptions = {}): Promise<void> =>
  create({apiVersion: 'v1', kind: 'Pod', metadata: {name: 'p'}, spec: podSpec(more)});

const getPod = async (name = 'p'): Promise<JsonObject> =>
  JSON.parse((await kubectl('get', 'pod', name, '-n', namespace, '-o', 'json')).stdout || '{}') as JsonObject;

/** The pod once `holds` is true of it. */
async function pod(holds: (pod: JsonObject) => boolean, name = 'p'): Promise<JsonObject> {
  let last: JsonObject = {};
  await until(
    async () => {
      last = await getPod(name);
      return holds(last);
    },
    () => last['status'],
  );
  return last;
}

const phase = (of: JsonObject): string | null => textAt(of, 'status', 'phase');
const state = (of: Json | undefined): Json | undefined => valueAt(of, ['status', 'containerStatuses', 0, 'state']);
const waitingFor = (reason: string) => (of: JsonObject) => textAt(state(of), 'waiting', 'reason') === reason;

async function events(reason: string): Promise<string[]> {
  const {stdout} = await kubectl('get', 'events', '-n', namespace, '-o', 'json');
  return listAt(JSON.parse(stdout) as Json, 'items')
    .filter(event => textAt(event, 'reason') === reason)
    .map(event => textAt(event, 'message') ?? '');
}

const logLines = async (name = 'p'): Promise<string[]> =>
  (await kubectl('logs', name, '-n', namespace)).stdout.split('\n').slice(0, -1);

/** The identity that the proof in a pod's log tells; waits until the proof is complete. */
async function identityIn(name = 'p'): Promise<Identity> {
  let lines: string[] = [];
  await until(
    async () => {
      lines = await logLines(name);
      return readProof(lines).is === 'answered';
    },
    () => lines,
  );
  const reading = readProof(lines);
  const [answer] = reading.is === 'answered' ? [...reading.answers.values()] : [];
  const identity = answer?.is === 'value' ? readIdentity(answer.value) : undefined;
  if (identity === undefined) throw new Error(`no identity in ${lines.join('\n')}`);
  return identity;
}

const running = (of: JsonObject): boolean => phase(of) === 'Running';

const restarts = (of: JsonObject): number =>
  Number(valueAt(of, ['status', 'containerStatuses', 0, 'restartCount']) ?? 0);

const LOGON = 'failed to create user process token: failed to logon user:';
const WRONG_PASSWORD = `${LOGON} The user name or password is incorrect.`;

/** The message of a container that could not be started, without containerd's wrapping and the container's id. */
async function startErrorOf(more: PodOptions): Promise<string> {
  await createPod(more);
  const failed = await pod(of => phase(of) === 'Failed');
  const terminated = valueAt(state(failed), ['terminated']);
  expect(terminated).toMatchObject({reason: 'StartError', exitCode: 128, startedAt: '1970-01-01T00:00:00Z'});
  const message = textAt(terminated, 'message') ?? '';
  expect(await events('Failed')).toEqual([`Error: ${message}`]);
  await kubectl('delete', 'pod', 'p', '-n', namespace);
  await kubectl('delete', 'events', '-n', namespace, '--all');
  return message.replace(/"[0-9a-f]{64}"/, '"ID"');
}

onTargets('pretend-nodes', 'pretend nodes', suite, lacksKubectl);

function suite(kind: TargetKind): void {
  beforeAll(async () => {
    target = await kind.start([], {nodeGraceSeconds: 10});
  }, 90_000);
  afterAll(() => target?.stop());
  afterEach(async () => {
    await nodes?.stop();
    nodes = null;
    await kubectl('delete', 'pods', '-n', namespace, '--all', '--force', '--grace-period=0');
    await kubectl('delete', 'nodes', '--all');
  });

  test('a DaemonSet rolls out on three nodes, and each pod proves who it is by the rules of its node', async () => {
    await scenario('healthy');
    await create({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: {name: 'd'},
      spec: {
        selector: {matchLabels: {app: 'd'}},
        template: {metadata: {labels: {app: 'd'}}, spec: {...podSpec(), restartPolicy: 'Always'}},
      },
    });
    expect((await kubectl('rollout', 'status', 'ds/d', '-n', namespace, '--timeout=15s')).code).toBe(0);
    const {stdout} = await kubectl('get', 'pods', '-n', namespace, '-o', 'json');
    const pods = listAt(JSON.parse(stdout) as Json, 'items');
    const proofs = await Promise.all(
      pods.map(
        async each =>
          [textAt(each, 'spec', 'nodeName'), await identityIn(textAt(each, 'metadata', 'name') ?? '')] as const,
      ),
    );
    expect(Object.fromEntries(proofs.map(([node, {host, admin}]) => [node, {host, admin}]))).toEqual({
      'win-1': {host: 'win-1', admin: true},
      'win-2': {host: 'win-2', admin: true},
      'win-3': {host: 'win-3', admin: true},
    });
    const places = new Map(proofs.map(([node, identity]) => [node, identity.mountPoint]));
    expect(places.get('win-2')).toBe('C:\\hpc\\');
    expect(places.get('win-3')).toMatch(/^C:\\C\\[0-9a-f]{64}\\$/); // containerd 1.6
  });

  test('kubectl logs follows, counts and stamps lines', async () => {
    await scenario('healthy');
    await createPod({command: ['cmd', '/c', 'echo one& echo two& timeout 2& echo three']});
    const [followed] = await Promise.all([
      pod(running).then(() => kubectl('logs', '-f', 'p', '-n', namespace)),
      pod(of => phase(of) === 'Succeeded'),
    ]);
    expect(followed.stdout.split('\n').map(line => line.trim())).toEqual(['one', 'two', 'three', '']);
    const tail = await kubectl('logs', 'p', '-n', namespace, '--tail=1', '--timestamps');
    expect(tail.stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z three\n$/);
    expect((await kubectl('logs', 'p', '-n', namespace, '--previous')).stderr).toContain(
      'previous terminated container "c" in pod "p" not found',
    );
  });

  test('kubectl exec runs programs, feeds standard input and gives back exit codes', async () => {
    await scenario('healthy');
    await createPod();
    await pod(running);
    const exec = (...argv: readonly string[]) => kubectl('exec', 'p', '-n', namespace, '--', ...argv);
    expect((await exec('whoami')).stdout.trim()).toBe('nt authority\\system');
    expect(await exec('cmd', '/c', 'exit 3')).toMatchObject({code: 3, stderr: 'command terminated with exit code 3\n'});
    const proof = await exec(...proofOneLineCommand());
    expect(readProof(proof.stdout.split('\n').slice(0, -1))).toMatchObject({is: 'answered'});
    expect((await exec('bash')).code).toBe(1);
    const typed = await target.kubectl(['exec', '-i', 'p', '-n', namespace, '--', 'powershell', '-Command', '-'], {
      input: "Write-Output 'typed'\nexit 7\n",
    });
    expect(typed).toMatchObject({code: 7, stdout: 'typed\r\n'});
  });

  test('a deleted pod is gone after its grace period, and its container was stopped', async () => {
    await scenario('healthy');
    await createPod();
    await pod(running);
    expect((await kubectl('delete', 'pod', 'p', '-n', namespace, '--timeout=10s')).code).toBe(0);
    expect((await kubectl('get', 'pod', 'p', '-n', namespace)).stderr).toContain('not found');
    expect(await events('Killing')).toEqual(['Stopping container c']);
  });

  test('a Job completes; another is ended by its deadline and its pod with it; a pod ends by its own', async () => {
    await scenario('healthy');
    const job = (name: string, spec: JsonObject, pod: JsonObject): JsonObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {name},
      spec: {backoffLimit: 0, ...spec, template: {spec: pod}},
    });
    await create(job('done', {}, podSpec({command: proofCommand(null)})));
    await create(job('late', {activeDeadlineSeconds: 2}, podSpec()));
    await createPod({spec: {activeDeadlineSeconds: 2}});
    const ended = await pod(of => phase(of) === 'Failed');
    expect(ended['status']).toMatchObject({
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    });
    expect((await kubectl('wait', 'job/done', '-n', namespace, '--for=condition=complete', '--timeout=10s')).code).toBe(
      0,
    );
    const failed = await kubectl('wait', 'job/late', '-n', namespace, '--for=condition=failed', '--timeout=15s');
    expect(failed.code).toBe(0);
    const {stdout} = await kubectl(
      'get',
      'job',
      'late',
      '-n',
      namespace,
      '-o',
      'jsonpath={.status.conditions[*].reason}',
    );
    expect(stdout).toContain('DeadlineExceeded');
    expect((await kubectl('get', 'pods', '-n', namespace, '-l', 'job-name=late', '-o', 'name')).stdout).toBe('');
  });

  test('a container that fails is started again and again, each time later', async () => {
    await scenario('healthy');
    await createPod({command: ['cmd', '/c', 'exit 3'], spec: {restartPolicy: 'Always'}});
    const looping = await pod(of => waitingFor('CrashLoopBackOff')(of) && restarts(of) >= 2);
    expect(textAt(state(looping), 'waiting', 'message')).toMatch(
      /^back-off \d+s restarting failed container=c pod=p_test-\d+\(.+\)$/,
    );
    expect(valueAt(looping, ['status', 'containerStatuses', 0, 'lastState'])).toMatchObject({
      terminated: {exitCode: 3, reason: 'Error'},
    });
    expect((await events('BackOff'))[0]).toMatch(/^Back-off restarting failed container c in pod p_/);
  });

  test('containerd-account: every logon is denied', async () => {
    await scenario('containerd-account');
    const denied = `failed to start containerd task "ID": ${LOGON} Access is denied.: unknown`;
    expect(await startErrorOf({})).toBe(denied);
    expect(await startErrorOf({user: 'NT AUTHORITY\\Local service'})).toBe(denied);
  });

  test('wrong-case: the domain in small letters has no password', async () => {
    await scenario('wrong-case');
    const message = `failed to start containerd task "ID": ${WRONG_PASSWORD}: unknown`;
    expect(await startErrorOf({user: 'nt authority\\system'})).toBe(message);
  });

  test('missing-group: a container runs as a group where there is one', async () => {
    await scenario('missing-group');
    const on = (node: string): JsonObject => ({nodeSelector: {'kubernetes.io/hostname': node}});
    expect(await startErrorOf({user: 'hpc-readers', spec: on('win-2')})).toContain(WRONG_PASSWORD);
    await createPod({user: 'hpc-readers', spec: on('win-1')});
    await pod(running);
    expect(await identityIn()).toMatchObject({account: expect.stringMatching(/^WIN-1\\[0-9a-f]{20}$/), admin: false});
  });

  test('mounts that cannot be made and executables that are not there end with the texts of the runtime', async () => {
    await scenario('healthy');
    const on = (node: string): JsonObject => ({nodeSelector: {'kubernetes.io/hostname': node}});
    const mounted = (path: string, mountPath: string): PodOptions => ({
      spec: {volumes: [{name: 'v', hostPath: {path}}]},
      container: {volumeMounts: [{name: 'v', mountPath}]},
    });
    expect(await startErrorOf(mounted('\\\\.\\pipe\\docker_engine', '\\\\.\\pipe\\docker_engine'))).toBe(
      'failed to create containerd task: failed to create shim task: named pipe mounts not supported for job containers - interact with the pipe directly: unknown',
    );
    expect(await startErrorOf({command: ['pwsh.exe', '-c', 'exit'], spec: on('win-3')})).toBe(
      'failed to start containerd task "ID": failed to get application name from commandline "pwsh.exe -c exit": failed to find executable "pwsh.exe -c exit": unknown',
    );
    await createPod({command: ['pwsh.exe', '-c', 'exit'], spec: on('win-1')});
    await pod(of => phase(of) === 'Failed');
    expect((await logLines())[0]).toBe("'pwsh.exe' is not recognized as an internal or external command,");
    await kubectl('delete', 'pod', 'p', '-n', namespace);
    await createPod(mounted('C:\\data', 'C:\\'));
    const waiting = await pod(waitingFor('CreateContainerError'));
    expect(textAt(state(waiting), 'waiting', 'message')).toContain('destination path can not be C drive');
  });

  test('runAsNonRoot is refused for ContainerAdministrator only', async () => {
    await scenario('healthy');
    await createPod({
      user: 'ContainerAdministrator',
      spec: {
        securityContext: {
          runAsNonRoot: true,
          windowsOptions: {hostProcess: true, runAsUserName: 'ContainerAdministrator'},
        },
      },
    });
    const refused = await pod(waitingFor('CreateContainerConfigError'));
    expect(textAt(state(refused), 'waiting', 'message')).toMatch(
      /^container's runAsUserName \(ContainerAdministrator\) which will be regarded as root identity and will break non-root policy \(pod: "p_.*\(.*\)", container: c\)$/,
    );
  });

  test('image-pull-failure: the image stays away', async () => {
    await scenario('image-pull-failure');
    await createPod();
    const backing = await pod(waitingFor('ImagePullBackOff'));
    expect(phase(backing)).toBe('Pending');
    expect(textAt(state(backing), 'waiting', 'message')).toMatch(
      /^Back-off pulling image "registry\.example\/tool:1": ErrImagePull: rpc error: code = NotFound/,
    );
    expect(await events('Failed')).toContain('Error: ErrImagePull');
    expect((await kubectl('logs', 'p', '-n', namespace)).stderr).toContain(
      'container "c" in pod "p" is waiting to start: trying and failing to pull image',
    );
  });

  test('tainted: the scheduler says which taint', async () => {
    await scenario('tainted');
    await createPod();
    const pending = await pod(of =>
      listAt(of, 'status', 'conditions').some(each => textAt(each, 'reason') === 'Unschedulable'),
    );
    expect(JSON.stringify(valueAt(pending, ['status', 'conditions']))).toContain('untolerated taint(s)');
    await kubectl('delete', 'pod', 'p', '-n', namespace);
    await createPod({spec: {tolerations: [{key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule'}]}});
    await pod(running);
  });

  test('not-ready: pods that reach the node stay Pending, and nobody confirms their deletion', async () => {
    await scenario('not-ready');
    await createPod({spec: {tolerations: [{operator: 'Exists'}]}});
    await pod(of => textAt(of, 'spec', 'nodeName') === 'win-1');
    await sleep(1500);
    expect(phase(await getPod())).toBe('Pending');
    await kubectl('delete', 'pod', 'p', '-n', namespace, '--wait=false');
    await sleep(2500);
    expect(textAt(await getPod(), 'metadata', 'deletionTimestamp')).not.toBeNull();
  });

  test('a node that falls silent becomes NotReady', async () => {
    await scenario('wrong-case');
    await nodes?.silence('win-1');
    const ready = async () =>
      (await kubectl('get', 'node', 'win-1', '-o', 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')).stdout;
    expect(await ready()).toBe('True');
    for (const end = Date.now() + 30_000; Date.now() < end && (await ready()) === 'True'; ) await sleep(500);
    expect(await ready()).toBe('Unknown');
  }, 45_000);

  test('slow-start: the image takes its time', async () => {
    await scenario('slow-start');
    await createPod();
    const waiting = await pod(waitingFor('ContainerCreating'));
    await until(async () => (await events('Pulling')).length > 0);
    expect(phase(waiting)).toBe('Pending');
    expect(await events('Pulled')).toEqual([]);
  });

  test('proof-cut: the log ends in the middle of the machine line', async () => {
    await scenario('proof-cut');
    await createPod({command: proofCommand(null)});
    await pod(of => phase(of) === 'Succeeded');
    const {stdout} = await kubectl('logs', 'p', '-n', namespace);
    expect(stdout.endsWith('\n')).toBe(false);
    expect(readProof(stdout.split('\n')).is).toBe('cut');
  });

  test('constrained-language: PowerShell refuses, and only its error id says so', async () => {
    await scenario('constrained-language');
    await createPod({command: proofCommand(null)});
    const failed = await pod(of => phase(of) === 'Failed');
    expect(valueAt(state(failed), ['terminated', 'exitCode'])).toBe(1);
    const lines = await logLines();
    expect(readProof(lines)).toEqual({is: 'constrained-language'});
    expect(lines.join()).not.toContain('admin rights');
  });

  test('not-hostprocess: an ordinary container runs and says so in its proof', async () => {
    await scenario('not-hostprocess');
    await createPod({command: proofCommand(null)});
    await pod(of => phase(of) === 'Succeeded');
    expect(await identityIn()).toMatchObject({
      account: 'User Manager\\ContainerAdministrator',
      mountPoint: null,
      host: 'p',
    });
  });

  test('linux-node: the kubelet refuses a pod for Windows', async () => {
    await scenario('linux-node');
    await createPod({spec: {nodeName: 'linux-1', nodeSelector: null, os: {name: 'windows'}}});
    const refused = await pod(of => phase(of) === 'Failed');
    expect(refused['status']).toMatchObject({
      reason: 'PodOSNotSupported',
      message: "Pod was rejected: Failed to admit pod as the OS field doesn't match node OS",
    });
  });

  test('docs-log: the check of the AKS page concludes nothing', async () => {
    await scenario('docs-log');
    const script = [
      '$AdminRights = ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole(544)',
      'Write-Host "Process has admin rights: $AdminRights"',
      'while ($true) { Start-Sleep -Seconds 2147483 }',
    ].join('\n');
    await createPod({command: ['pwsh.exe', '-command', script]});
    await pod(running);
    await until(async () => (await logLines()).length === 2);
    expect(readProof(await logLines()).is).toBe('inconclusive');
  });

  test('pods outlive a restart of the API server', async () => {
    await scenario('healthy');
    await createPod();
    const before = await pod(running);
    await target.restartApiServer();
    await kubectl('delete', 'pod', 'p', '-n', namespace, '--timeout=15s');
    expect((await kubectl('get', 'pod', 'p', '-n', namespace)).stderr).toContain('not found');
    expect(restarts(before)).toBe(0);
  }, 40_000);

  test('nodes of two scenarios that have the same name are told apart', async () => {
    await scenario('wrong-case', 'linux-node');
    expect(nodes?.names).toEqual(['win-1', 'win-1-2', 'linux-1']);
    expect((await kubectl('get', 'nodes', '-o', 'name')).stdout.split('\n').sort().slice(1)).toEqual([
      'node/linux-1',
      'node/win-1',
      'node/win-1-2',
    ]);
  });
}
