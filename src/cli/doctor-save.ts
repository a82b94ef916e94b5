import {randomUUID} from 'node:crypto';
import {lstat, open, rename, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {type Stop, usage} from './stop.ts';

/**
 * Makes ready to save to `path` before anything is asked: stops with a sentence where that will not work, and gives what writes the text.
 * The file is a new one that only its owner may read, whatever stood there, and takes the place of the old one whole. A symbolic link
 * and what is no file (a folder, a device) are refused.
 */
export async function savingTo(path: string): Promise<(text: string) => Promise<void>> {
  const fresh = join(dirname(path), `.hostprocess-${randomUUID()}`);
  try {
    const old = await lstat(path).catch(absent);
    if (old?.isSymbolicLink()) throw new Error('it is a symbolic link');
    if (old && !old.isFile()) throw new Error('it is not a file');
    await (await open(fresh, 'wx', 0o600)).close();
    await rm(fresh);
  } catch (error) {
    throw unwritable(path, error);
  }
  return async text => {
    try {
      await writeFile(fresh, text, {mode: 0o600, flag: 'wx'});
      await rename(fresh, path);
    } catch (error) {
      await rm(fresh, {force: true});
      throw unwritable(path, error);
    }
  };
}

/** Null for a file that is not there; any other reason goes on. */
function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

function unwritable(path: string, error: unknown): Stop {
  const reason = error instanceof Error ? error.message : String(error);
  return usage(`error: ${path} cannot be written: ${reason}`, 'Name a file in a folder that you may write to.');
}
