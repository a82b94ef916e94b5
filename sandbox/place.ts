import {lstat, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {done, type Outcome, refuse} from '../src/kernel/outcome.ts';
import type {JsonObject} from '../src/kernel/subjects.ts';
import {isAlive} from './alive.ts';
import {CONTEXT} from './start.ts';

/** A kubeconfig on disk (its absolute path), and how it goes away again. */
type KubeconfigFile = {path: string; remove(): Promise<void>};

/**
 * Writes a sandbox's kubeconfig, readable by its owner alone: to `path`, or to a temporary folder of its own. What is there already
 * is replaced only when it is a plain file that holds an earlier sandbox's kubeconfig and nothing else.
 */
export async function writeKubeconfig(kubeconfig: JsonObject, path: string | null): Promise<Outcome<KubeconfigFile>> {
  const text = `${JSON.stringify(kubeconfig, null, 2)}\n`;
  try {
    return path === null ? await writeTemporary(text) : await writeNamed(text, resolve(path));
  } catch (error) {
    const where = path ?? `a file in ${tmpdir()}`;
    return refuse(
      'usage',
      `error: ${where} cannot be written: ${(error as Error).message}`,
      'Name another: --kubeconfig FILE.',
    );
  }
}

/** A temporary folder's name begins so, with the process that made it. */
const PREFIX = 'hostprocess-sandbox-';

async function writeTemporary(text: string): Promise<Outcome<KubeconfigFile>> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const remove = (): Promise<void> => rm(folder, {recursive: true, force: true});
  const path = join(folder, 'kubeconfig');
  try {
    await writeFile(path, text, {mode: 0o600, flag: 'wx'});
  } catch (error) {
    await remove();
    throw error;
  }
  return done({path, remove});
}

/** Removes the folders of sandboxes that were killed: nobody could do it for them. Those of other people stay, for we may not. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const [, pid] = /^hostprocess-sandbox-(\d+)-\w{6}$/.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(tmpdir(), name), {recursive: true, force: true}).catch(() => undefined);
  }
}

async function writeNamed(text: string, path: string): Promise<Outcome<KubeconfigFile>> {
  const there = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (there !== null && !(there.isFile() && isSandboxes(await readFile(path, 'utf8'))))
    return refuse(
      'usage',
      `error: ${path} is there already and is no sandbox’s kubeconfig`,
      'Name a file that does not exist yet: the sandbox overwrites nobody’s credentials.',
    );
  // made anew, so that nobody who could read the old file can read this one
  if (there !== null) await rm(path);
  await writeFile(path, text, {mode: 0o600, flag: 'wx'});
  return done({
    path,
    async remove() {
      const now = await readFile(path, 'utf8').catch(() => null);
      if (now === text) await rm(path, {force: true}); // else it is another's by now
    },
  });
}

/** Whether a file holds what a sandbox writes: one cluster, one user, one context, all of its name. */
function isSandboxes(text: string): boolean {
  try {
    const config = JSON.parse(text) as {[list: string]: readonly {name?: unknown}[] | undefined};
    return ['clusters', 'users', 'contexts'].every(
      list => config[list]?.length === 1 && config[list][0]?.name === CONTEXT,
    );
  } catch {
    return false; // no JSON, so none of ours
  }
}
