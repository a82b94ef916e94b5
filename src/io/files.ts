import {type FileHandle, open} from 'node:fs/promises';
import type {Readable} from 'node:stream';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {FilesPort} from '../kernel/ports.ts';

/** Standard input as `files` needs it: `process.stdin`, or a stream of a test. */
export type StandardInput = Readable & {isTTY?: boolean};

/** The files of this machine; `-` reads `stdin`, which must not be a terminal (nobody would know what to type). */
export function systemFiles(stdin: () => StandardInput = () => process.stdin): FilesPort {
  return {
    async read(path, limit) {
      if (path === '-') return readInput(stdin(), limit);
      const opened = await openFile(path);
      if (!opened.ok) return opened;
      try {
        return await readOpened(opened.value, path, limit);
      } catch (error) {
        return unreadable(path, error);
      } finally {
        await opened.value.close();
      }
    },
  };
}

async function openFile(path: string): Promise<Outcome<FileHandle>> {
  try {
    return done(await open(path, 'r'));
  } catch (error) {
    return unreadable(path, error);
  }
}

/** Reads no more than a byte beyond the limit: pipes and devices have no size that could be asked first. */
async function readOpened(file: FileHandle, path: string, limit: number): Promise<Outcome<Uint8Array>> {
  if ((await file.stat()).isDirectory())
    return refuse('usage', `error: ${path} is a directory, not a file`, 'Name the file in it, one -f for each.');
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= limit) {
    const {bytesRead, buffer} = await file.read(Buffer.alloc(Math.min(limit + 1 - size, 65_536)), 0);
    if (bytesRead === 0) return done(Buffer.concat(chunks));
    chunks.push(buffer.subarray(0, bytesRead));
    size += bytesRead;
  }
  return tooLarge(path, limit);
}

async function readInput(input: StandardInput, limit: number): Promise<Outcome<Uint8Array>> {
  if (input.isTTY)
    return refuse(
      'usage',
      'error: standard input is a terminal, so there is no file to read from "-"',
      'Pipe something into it (cat pod.yaml | …), or name a file.',
    );
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of input) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
      chunks.push(bytes);
      size += bytes.length;
      if (size > limit) return tooLarge('standard input', limit);
    }
  } catch (error) {
    return unreadable('standard input', error);
  }
  return done(Buffer.concat(chunks));
}

const tooLarge = (name: string, limit: number): ReturnType<typeof refuse> =>
  refuse('usage', `error: ${name} is larger than ${limit} bytes`, 'Is it the right file? Split it if it is.');

/** What Node says about a file that it cannot read, as kubectl words it. */
function unreadable(path: string, error: unknown): ReturnType<typeof refuse> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return refuse('usage', `error: the path "${path}" does not exist`, 'Check the name and the folder you are in.');
  if (code === 'EISDIR')
    return refuse('usage', `error: ${path} is a directory, not a file`, 'Name the file in it, one -f for each.');
  if (code === 'EACCES' || code === 'EPERM')
    return refuse('usage', `error: ${path} cannot be read: permission denied`, 'Check who may read the file.');
  const reason = error instanceof Error ? error.message : String(error);
  return refuse('usage', `error: ${path} cannot be read: ${reason}`, 'Check the file and try again.');
}
