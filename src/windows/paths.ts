import {MOUNT_POINT_SPELLINGS, replaceMountPoint} from './expansion.ts';
import type {MountModel} from './versions.ts';

/** What stands for the container's id where a path is told before the container exists. */
export const CONTAINER_ID = '<container-id>';

/**
 * Where the image's files are on the node, and the value of CONTAINER_SANDBOX_MOUNT_POINT; ends in a backslash. In the bind
 * model only the container sees it (hcsshim internal/jobcontainers/storage.go; 0.9 for `symlink`).
 */
export function mountPoint(model: MountModel, containerId: string = CONTAINER_ID): string {
  switch (model) {
    case 'symlink':
      return `C:\\C\\${containerId}\\`;
    case 'bind':
      return 'C:\\hpc\\';
    case 'bind-fallback':
      return `C:\\hpc\\${containerId}\\`;
  }
}

const withoutDrive = (path: string): string => path.replace(/^[A-Za-z]:/, '');

/**
 * A path as the kubelet and containerd make it absolute on Windows, with backslashes: `/etc/x` → `C:\etc\x`, `etc/x` →
 * `C:\etc\x`; one with a colon stays (k8s.io/kubernetes pkg/volume/util MakeAbsolutePath).
 */
export function absolutePath(path: string): string {
  const windows = path.replaceAll('/', '\\');
  if (windows.includes(':') || windows.startsWith('\\\\')) return windows;
  return windows.startsWith('\\') ? `C:${windows}` : `C:\\${windows}`;
}

/** `path` joined below `root` (which ends in a backslash), its drive dropped, `.` and `..` resolved but never above `root`. */
function below(root: string, path: string): string {
  const steps: string[] = [];
  for (const step of withoutDrive(path.replaceAll('/', '\\')).split('\\')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `${root}${steps.join('\\')}`;
}

/** Where a volume mount can be read, first the place to use; whether `readOnly` is enforced. */
export type MountPlaces = {at: readonly [string, ...string[]]; readOnlyEnforced: boolean};

/**
 * Where a `mountPath` ends up: bound at its own path and linked below the image's files in the bind model, only linked there
 * in the others, where `readOnly` means nothing (hcsshim internal/jobcontainers/mounts.go).
 */
export function mountPlaces(mountPath: string, model: MountModel, containerId?: string): MountPlaces {
  const linked = below(mountPoint(model, containerId), mountPath);
  return model === 'bind'
    ? {at: [absolutePath(mountPath), linked], readOnlyEnforced: true}
    : {at: [linked], readOnlyEnforced: false};
}

/** hcsshim refuses a volume whose source is a named pipe in every model (internal/jobcontainers/mounts.go). */
export const isNamedPipe = (source: string): boolean => source.startsWith('\\\\.\\pipe\\');

/**
 * The directory a process starts in for a `workingDir` that is set, by the pod or by the image: literal in the bind model and
 * made when it is missing; else below the image's files unless it names the mount point (hcsshim
 * internal/jobcontainers/jobcontainer.go CreateProcess).
 */
export function workingDirectory(workingDir: string, model: MountModel, containerId?: string): string {
  const root = mountPoint(model, containerId);
  const replaced = replaceMountPoint(workingDir, root);
  return model === 'bind' || replaced !== workingDir ? replaced : below(root, workingDir);
}

/** Where the first word of a command is looked for. */
export type ExecutablePlace =
  | {is: 'host'; path: string} // a file of the node (a volume mount at the path hides it in the bind model)
  | {is: 'image'; path: string} // a file of the image
  | {is: 'search'; name: string} // by name: working directory, PATH, then the system directories
  | {is: 'nowhere'; path: string; because: string}; // a path that cannot exist in this model

/**
 * Where an executable is looked for. `argv0` is the first word as the pod gives it. In the bind model `C:\hpc` is the image;
 * in the others the image is reached through the mount point only, and `C:\hpc\…` names nothing.
 */
export function executablePlace(argv0: string, model: MountModel, containerId?: string): ExecutablePlace {
  const root = mountPoint(model, containerId);
  const spelt = MOUNT_POINT_SPELLINGS.some(spelling => argv0.includes(spelling));
  const path = replaceMountPoint(argv0, root).replaceAll('/', '\\');
  if (!/[\\:]/.test(path)) return {is: 'search', name: path};
  const lower = path.toLowerCase();
  if (spelt || lower.startsWith(root.toLowerCase())) return {is: 'image', path};
  if (model !== 'bind' && lower.startsWith('c:\\hpc\\')) {
    const because = `C:\\hpc is the image only where containerd is 1.7 or newer and binds it; here write %CONTAINER_SANDBOX_MOUNT_POINT%\\${path.slice(7)}`;
    return {is: 'nowhere', path, because};
  }
  if (/^[A-Za-z]:\\/.test(path) || path.startsWith('\\\\')) return {is: 'host', path};
  return path.startsWith('\\') ? {is: 'host', path: `C:${path}`} : {is: 'search', name: path};
}

/** What a container shows whose executable is not there. */
export type MissingExecutable =
  | {is: 'start-error'; text: string} // it never starts; the text is hcsshim's, inside containerd's
  | {is: 'exit'; output: string; exitCode: 1}; // it starts: cmd.exe says so on stderr, in the node's language, and ends

/**
 * How a missing executable looks. `line` is the command line before `cmd /c`; `name` its first word (hcsshim
 * internal/jobcontainers/path.go getApplicationName; in the bind model hcsshim finds cmd.exe, and cmd.exe does not find `name`).
 */
export function missingExecutable(line: string, name: string, model: MountModel): MissingExecutable {
  if (model === 'bind') {
    const output = `'${name}' is not recognized as an internal or external command,\r\noperable program or batch file.`;
    return {is: 'exit', output, exitCode: 1};
  }
  const quoted = JSON.stringify(line);
  return {
    is: 'start-error',
    text: `failed to get application name from commandline ${quoted}: failed to find executable ${quoted}`,
  };
}

/** A mention of the mount point's variable that the runtime leaves as it is. */
export type UnreplacedMountPoint = {text: string; at: number};

const MENTION = /\$env:\w+|\$\{[\w:]*\}|\$\(\w*\)|\$\w+|%\w+%/gi;

/**
 * The spellings of CONTAINER_SANDBOX_MOUNT_POINT in `text` that hcsshim does not replace: `$NAME`, `${NAME}`, `$(NAME)`,
 * `${env:NAME}` and any other case. In a script's text a shell may still know them; in a working directory, an environment
 * value or the name of the executable nobody does. `at` counts UTF-16 units.
 */
export const unreplacedMountPoints = (text: string): readonly UnreplacedMountPoint[] =>
  [...text.matchAll(MENTION)]
    .map(match => ({text: match[0], at: match.index}))
    .filter(mention => /\bCONTAINER_SANDBOX_MOUNT_POINT\b/i.test(mention.text))
    .filter(mention => !MOUNT_POINT_SPELLINGS.some(spelling => mention.text === spelling));
