import {spawnSync} from 'node:child_process';
import {accessSync, chmodSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';

/** The programs a control plane is made of. */
export type Program = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubectl';

/**
 * Where the programs are: one program that holds all of them (`path` is a file), or envtest's folder (`path` is a folder,
 * and there is neither a scheduler nor a controller manager in it: `controllers` is false).
 */
export type FoundControlPlane = {path: string; controllers: boolean};
type Found = FoundControlPlane | {missing: string};

/** The Kubernetes version that `go.mod` names; stamped into the build, or `/version` says v0.0.0-master. */
const VERSION = {major: '1', minor: '36', patch: '3'};
const CACHE = join(import.meta.dirname, '.cache');
const CACHED = join(CACHE, 'controlplane');

const HOW_TO_GET_ONE = `no control plane found. Do one of these:
  export HOSTPROCESS_CONTROLPLANE=FILE   the program built from test/cluster/main.go, or its .xz
  export KUBEBUILDER_ASSETS=FOLDER       kube-apiserver, etcd and kubectl (setup-envtest use -p path); no controllers
  export HOSTPROCESS_BUILD_CONTROLPLANE=1   builds it with Go once: 6 minutes on two cores, 134 MB in test/cluster/.cache`;

/**
 * Finds the real control plane for tests: `$HOSTPROCESS_CONTROLPLANE` (the program, or an `.xz` of it, unpacked once),
 * `test/cluster/.cache/controlplane`, `$KUBEBUILDER_ASSETS`, and only with `$HOSTPROCESS_BUILD_CONTROLPLANE=1` a build
 * with Go. `missing` says what to do to have one.
 */
export function findControlPlane(env: NodeJS.ProcessEnv = process.env): Found {
  const named = env['HOSTPROCESS_CONTROLPLANE'];
  if (named) return existsSync(named) ? unpacked(named) : {missing: `HOSTPROCESS_CONTROLPLANE: no such file: ${named}`};
  if (isProgram(CACHED)) return {path: CACHED, controllers: true};
  const assets = env['KUBEBUILDER_ASSETS'];
  if (assets) return inAssets(assets);
  if (env['HOSTPROCESS_BUILD_CONTROLPLANE'] === '1') return built();
  return {missing: HOW_TO_GET_ONE};
}

/** The command line that starts `program`. */
export function programCommand(found: FoundControlPlane, program: Program): readonly [string, ...string[]] {
  return statSync(found.path).isDirectory() ? [join(found.path, program)] : [found.path, program];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function unpacked(path: string): Found {
  if (!path.endsWith('.xz')) {
    return isProgram(path)
      ? {path, controllers: true}
      : {missing: `HOSTPROCESS_CONTROLPLANE: ${path} cannot be executed; make it executable (chmod +x)`};
  }
  if (isProgram(CACHED) && statSync(CACHED).mtimeMs >= statSync(path).mtimeMs) return {path: CACHED, controllers: true};
  return produced('unpack', part => ['sh', '-c', 'xz -dc -- "$0" > "$1"', path, part]);
}

function inAssets(folder: string): Found {
  const absent = ['etcd', 'kube-apiserver', 'kubectl'].filter(name => !isProgram(join(folder, name)));
  return absent.length === 0
    ? {path: folder, controllers: false}
    : {missing: `KUBEBUILDER_ASSETS: ${folder} lacks ${absent.join(', ')}; fetch them with: setup-envtest use -p path`};
}

function built(): Found {
  const text = `v${VERSION.major}.${VERSION.minor}.${VERSION.patch}`;
  const stamps = {
    gitVersion: text,
    gitMajor: VERSION.major,
    gitMinor: VERSION.minor,
    gitCommit: 'module-proxy',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
  };
  const ldflags = Object.entries(stamps).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  return produced('build', part => [
    'go',
    'build',
    '-C',
    import.meta.dirname,
    '-mod=mod',
    '-trimpath',
    '-ldflags',
    `-s -w ${ldflags.join(' ')}`,
    '-o',
    part,
    '.',
  ]);
}

/** Runs what writes the program into a file of its own and puts it in place whole, so that two test runs cannot meet half a file. */
function produced(what: string, command: (part: string) => readonly string[]): Found {
  mkdirSync(CACHE, {recursive: true});
  const part = join(CACHE, `controlplane.${process.pid}`);
  const [file = '', ...args] = command(part);
  const run = spawnSync(file, args, {encoding: 'utf8', env: {...process.env, CGO_ENABLED: '0'}});
  if (run.status !== 0) {
    rmSync(part, {force: true});
    return {missing: `could not ${what} the control plane: ${run.error?.message ?? run.stderr.trim()}`};
  }
  chmodSync(part, 0o755);
  renameSync(part, CACHED);
  return {path: CACHED, controllers: true};
}
