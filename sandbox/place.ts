import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {done, type Outcome, refuse} from '../src/kernel/outcome.ts';
import type {JsonObject} from '../src/kernel/subjects.ts';
import {CONTEXT} from './start.ts';

/** A kubeconfig on disk, and how it goes away again. */
export type KubeconfigFile = {path: string; remove(): Promise<void>};

/**
 * Writes a sandbox's kubeconfig, readable by its owner alone: to `path`, or to a temporary folder of its own. A file that is
 * there and is no earlier sandbox's is left as it is, and that is said.
 */
export async function writeKubeconfig(kubeconfig: JsonObject, path: string | null): Promise<Outcome<KubeconfigFile>> {
  const text = `${JSON.stringify(kubeconfig, null, 2)}\n`;
  if (path === null) {
    const folder = await mkdtemp(join(tmpdir(), 'hostprocess-sandbox-'));
    const file = join(folder, 'kubeconfig');
    await writeFile(file, text, {mode: 0o600});
    return done({path: file, remove: () => rm(folder, {recursive: true, force: true})});
  }
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? '' : null,
  );
  if (before === null || (before !== '' && !before.includes(CONTEXT)))
    return refuse(
      'usage',
      `error: ${path} is there already and is no sandbox’s kubeconfig`,
      'Name a file that does not exist yet: the sandbox overwrites nobody’s credentials.',
    );
  try {
    await writeFile(path, text, {mode: 0o600});
    await chmod(path, 0o600);
  } catch (error) {
    return refuse('usage', `error: ${path} cannot be written: ${(error as Error).message}`, 'Name another file.');
  }
  return done({path, remove: () => rm(path, {force: true})});
}
