import {writeFile} from 'node:fs/promises';
import {usage} from './stop.ts';

/** Writes text to a file that only its owner may read. Stops with a sentence when it cannot. */
export async function saveText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, {mode: 0o600});
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw usage(`error: ${path} cannot be written: ${reason}`, 'Name a file in a folder that you may write to.');
  }
}
