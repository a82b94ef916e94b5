import type {Identity} from '../../src/facts/node/kinds/identity.ts';
import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {readAccount} from '../../src/windows/accounts.ts';
import {commandLine, effectiveCommand, resolveWorkingDirectory} from '../../src/windows/command-line.ts';
import {replaceMountPoint} from '../../src/windows/expansion.ts';
import {type ContainerOptions, effectiveOptions} from '../../src/windows/options.ts';
import {executablePlace, isNamedPipe, missingExecutable, mountPoint} from '../../src/windows/paths.ts';
import {type MountModel, mountModel, parseVersion, windowsBuild} from '../../src/windows/versions.ts';
import {hostProcessIdentity, ordinaryIdentity} from './identity.ts';
import {isExecutable, scripted} from './programs/run.ts';
import type {PretendNode} from './scenario.ts';

/**
 * What comes of a container once its image is there: the kubelet refuses its configuration, containerd cannot create it,
 * or cannot start it (the three kubelet reasons), or a process runs.
 */
export type Launch =
  | {
      is: 'refused';
      reason: 'CreateContainerConfigError' | 'CreateContainerError' | 'RunContainerError';
      message: string;
    }
  | LaunchedProcess;

/**
 * `line`: what runs, without `cmd /c `; null when the image decides it and nobody knows. `model`: how the node's job
 * containers work; null in an ordinary container.
 */
export type LaunchedProcess = {
  is: 'process';
  line: string | null;
  model: MountModel | null;
  identity: Identity;
  env: ReadonlyMap<string, string>;
  workingDirectory: string;
};

const refused = (reason: Extract<Launch, {is: 'refused'}>['reason'], message: string): Launch => ({
  is: 'refused',
  reason,
  message,
});

/** containerd's wrapping of what fails when the task is made (mounts) and when it is started (account, executable). */
const taskNotCreated = (text: string): Launch =>
  refused('RunContainerError', `failed to create containerd task: failed to create shim task: ${text}: unknown`);
const taskNotStarted = (id: string, text: string): Launch =>
  refused('RunContainerError', `failed to start containerd task "${id}": ${text}: unknown`);

const LOGON = 'failed to create user process token: failed to logon user: ';

/** The node's job container model; a runtime too old for any runs ordinary containers. */
const modelOf = (node: PretendNode): MountModel | null =>
  mountModel({
    containerd: parseVersion(node.containerd),
    bindFilter: node.bindFilter,
    build: windowsBuild(node.build),
  });

/** Starts one container as kubelet, containerd and hcsshim would on this node; `env` as the kubelet resolved it. */
export function launch(
  node: PretendNode,
  pod: JsonObject,
  container: Json,
  containerId: string,
  env: ReadonlyMap<string, string>,
): Launch {
  const name = textAt(container, 'name') ?? '';
  const options = effectiveOptions(objectAt(pod, 'spec'), []).find(each => each.name === name);
  const nonRoot = options === undefined ? null : nonRootError(pod, options);
  if (nonRoot !== null) return refused('CreateContainerConfigError', nonRoot);
  for (const mount of listAt(container, 'volumeMounts')) {
    if (/^C:[\\/]?$/i.test(textAt(mount, 'mountPath') ?? '')) {
      const text = `failed to generate container "${containerId}" spec: failed to generate spec: destination path can not be C drive`;
      return refused('CreateContainerError', text);
    }
  }
  const model = options?.hostProcess && node.honoursHostProcess ? modelOf(node) : null;
  return model === null || options === undefined
    ? launchOrdinary(node, pod, container, options?.runAsUserName ?? null, env)
    : launchHostProcess({node, pod, container, containerId, env, model, user: options.runAsUserName});
}

/** The kubelet's own check, which knows one name only (k8s.io/kubernetes pkg/kubelet/kuberuntime security_context_windows.go). */
function nonRootError(pod: JsonObject, options: ContainerOptions): string | null {
  const user = options.runAsUserName;
  if (options.runAsNonRoot !== true || user?.toLowerCase() !== 'containeradministrator') return null;
  const [name, namespace, uid] = ['name', 'namespace', 'uid'].map(key => textAt(pod, 'metadata', key) ?? '');
  return `container's runAsUserName (${user}) which will be regarded as root identity and will break non-root policy (pod: "${name}_${namespace}(${uid})", container: ${options.name})`;
}

function launchOrdinary(
  node: PretendNode,
  pod: JsonObject,
  container: Json,
  user: string | null,
  env: ReadonlyMap<string, string>,
): Launch {
  const identity = ordinaryIdentity(node, user, textAt(pod, 'metadata', 'name') ?? '');
  const command = effectiveCommand(container, env);
  const line = command.is === 'known' ? commandLine(command.argv) : null;
  return {is: 'process', line, model: null, identity, env, workingDirectory: textAt(container, 'workingDir') ?? 'C:\\'};
}

function launchHostProcess(of: {
  node: PretendNode;
  pod: JsonObject;
  container: Json;
  containerId: string;
  env: ReadonlyMap<string, string>;
  model: MountModel;
  user: string | null;
}): Launch {
  const {node, container, containerId, model} = of;
  const pipe = listAt(of.pod, 'spec', 'volumes').some(volume => isNamedPipe(textAt(volume, 'hostPath', 'path') ?? ''));
  if (pipe && listAt(container, 'volumeMounts').length > 0) {
    return taskNotCreated('named pipe mounts not supported for job containers - interact with the pipe directly');
  }
  const root = mountPoint(model, containerId);
  const replaced = (text: string): string => replaceMountPoint(text, root);
  const env = new Map([...of.env].map(([name, value]) => [name, replaced(value)]));
  env.set('CONTAINER_SANDBOX_MOUNT_POINT', root);
  const identity = logon(node, of.user, model, containerId);
  if (typeof identity === 'string') return taskNotStarted(containerId, identity);
  const command = effectiveCommand(container, of.env);
  const directory = resolveWorkingDirectory({
    workingDir: textAt(container, 'workingDir'),
    imageWorkingDir: null,
    model,
    containerd: parseVersion(node.containerd),
    containerId,
  });
  const workingDirectory = directory.is === 'known' ? directory.path : 'C:\\';
  if (command.is === 'unknown') return {is: 'process', line: null, model, identity, env, workingDirectory};
  const line = replaced(commandLine(command.argv));
  const [executable = ''] = command.argv;
  const nowhere = executablePlace(executable, model, containerId).is === 'nowhere';
  if (model !== 'bind' && scripted(node, line) === undefined && (nowhere || !isExecutable(executable))) {
    const missing = missingExecutable(line, executable, model);
    if (missing.is === 'start-error') return taskNotStarted(containerId, missing.text);
  }
  return {is: 'process', line, model, identity, env, workingDirectory};
}

/** The identity that hcsshim gets for a user name, or its error (internal/jobcontainers/logon.go processToken). */
function logon(node: PretendNode, user: string | null, model: MountModel, containerId: string): Identity | string {
  const account = readAccount(user ?? 'ContainerUser');
  if (account.is === 'unsupported') {
    if (user === '') return 'failed to create user process token: empty username or group name passed';
    if ((user ?? '').split('\\').length > 2)
      return `failed to create user process token: invalid user string \`${user}\``;
    return `${LOGON}The user name or password is incorrect.`;
  }
  // a service logon is only made for LocalSystem and LocalService; for a group's member anybody may log on
  const privileged = ['localsystem', 'nt authority\\system', 'nt authority\\localservice'];
  if (account.is === 'system' && !privileged.includes(node.containerdAccount.toLowerCase())) {
    return `${LOGON}Access is denied.`;
  }
  if (account.is === 'group') {
    const there = node.groups.some(group => group.toLowerCase() === account.name.toLowerCase());
    if (!there || model === 'symlink') return `${LOGON}The user name or password is incorrect.`;
  }
  return hostProcessIdentity(node, account, model, containerId);
}
