import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {FilesPort} from '../kernel/ports.ts';
import type {Remote} from './exec-command.ts';

/** More than any environment variable holds, so that a wrong file is named as too large and not read for minutes. */
const SCRIPT_BYTES = 256 * 1024;

/** What `exec` was asked to run: words after `--`, or a script in a file (`-` is standard input). Exactly one of them. */
export async function readRemote(
  given: {filename: string | null; shell: 'powershell' | 'cmd' | null; words: readonly string[]},
  files: FilesPort,
): Promise<Outcome<Remote>> {
  const {filename, shell, words} = given;
  if (filename !== null && words.length > 0)
    return refuse(
      'usage',
      'error: a script (-f) and a command after -- cannot be given together',
      'Leave out one of them.',
    );
  if (filename !== null && shell === 'cmd')
    return refuse('usage', 'error: -f takes a PowerShell script', 'Give a command for cmd.exe after --.');
  if (filename !== null) {
    const bytes = await files.read(filename, SCRIPT_BYTES);
    if (!bytes.ok) return bytes;
    const text = decode(bytes.value);
    if (text === null)
      return refuse('usage', `error: ${filename} is no text in UTF-8 or UTF-16`, 'Save the script as UTF-8.');
    if (text.trim() === '')
      return refuse('usage', `error: ${filename} is empty`, 'Give a script with something in it.');
    return done({is: 'text', shell: 'powershell', text});
  }
  if (words.length === 0)
    return refuse(
      'usage',
      'error: exec needs a command after --, or a script with -f FILE',
      'For example: kubectl hostprocess exec NODE -- ipconfig /all',
    );
  return done(shell === null ? {is: 'program', argv: words} : {is: 'text', shell, text: words.join(' ')});
}

/** Text with its byte order mark, if any, taken off; null when the bytes are no text. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes);
  } catch {
    return null;
  }
}
