#!/usr/bin/env node
// Starts the built program (dist/main.mjs). Nothing is imported statically: this file must load in any Node, so that an old one can
// hand over to the Node that a checkout or an npm install brings along (docs/decisions/0001-own-node.md).

const NEEDED = [22, 22, 2]; // what @inquirer/prompts needs, by its package.json

const root = await packageRoot();
const entry = new URL('dist/main.mjs', root);
if (!isOldNode(process.versions.node)) await start();
else if (!(await handOver())) {
  fail(
    `Node ${NEEDED.join('.')} or newer is needed, this is ${process.versions.node}: install it from https://nodejs.org`,
  );
}

/** The folder this file's package lives in; a link in PATH, as kubectl's plugins are, is followed to the file itself. */
async function packageRoot() {
  const {realpathSync} = await import('node:fs');
  const {fileURLToPath, pathToFileURL} = await import('node:url');
  return new URL('../', pathToFileURL(realpathSync(fileURLToPath(import.meta.url))));
}

function isOldNode(version) {
  const parts = version.split('.').map(Number);
  for (const [index, needed] of NEEDED.entries()) {
    if (parts[index] !== needed) return parts[index] < needed;
  }
  return false;
}

function fail(text) {
  process.stderr.write(`error: kubectl hostprocess: ${text}\n`);
  process.exitCode = 2;
}

async function start() {
  const {existsSync} = await import('node:fs');
  if (!existsSync(entry)) {
    fail('not built yet: run npm run build');
    return;
  }
  await cacheCompiledCode();
  const {main} = await import(entry.href);
  await main(process.argv.slice(2));
}

/** Compiled code is kept in a folder of this user's; where that is not possible the program starts a little slower. */
async function cacheCompiledCode() {
  try {
    const [{enableCompileCache}, {homedir}, path] = await Promise.all(
      ['node:module', 'node:os', 'node:path'].map(name => import(name)),
    );
    const {LOCALAPPDATA, XDG_CACHE_HOME} = process.env;
    const home = homedir();
    const base =
      process.platform === 'win32'
        ? LOCALAPPDATA
        : process.platform === 'darwin'
          ? path.join(home, 'Library/Caches')
          : XDG_CACHE_HOME || path.join(home, '.cache');
    if (base && path.isAbsolute(base)) enableCompileCache(path.join(base, 'kubectl-hostprocess', 'compiled'));
  } catch {
    // no home folder, or one that cannot be written
  }
}

/** Runs the same command line in the package's own Node; false when there is none. */
async function handOver() {
  const {spawn} = await import('node:child_process');
  const {existsSync} = await import('node:fs');
  const {createRequire} = await import('node:module');
  const {dirname, join} = await import('node:path');
  const {fileURLToPath} = await import('node:url');
  let node;
  try {
    const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    const found = dirname(createRequire(new URL('package.json', root)).resolve(`${name}/package.json`));
    node = join(found, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return false;
  }
  if (!existsSync(node)) return false;
  // The channel tells the child when this process is gone: it then ends as after SIGTERM (src/cli/signals.ts).
  const child = spawn(
    node,
    [...process.execArgv, fileURLToPath(new URL('bin/run.js', root)), ...process.argv.slice(2)],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: {...process.env, HOSTPROCESS_LAUNCHER: String(process.ppid)}, // whose end the sandbox ends with
    },
  );
  process.on('SIGINT', () => {}); // the terminal sends Ctrl-C to the child as well
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', error => fail(`cannot start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 2);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
  return true;
}
