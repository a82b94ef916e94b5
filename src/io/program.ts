import {spawn} from 'node:child_process';
import {constants as fileModes} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import {constants} from 'node:os';
import {delimiter, extname, isAbsolute, join} from 'node:path';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';

/** What shells give for a command that was interrupted before it began. */
const INTERRUPTED = 130;

type Environment = {readonly [name: string]: string | undefined};

/**
 * A program's full path, or null. With a slash it is meant from `folder`, else it is looked for on PATH; entries that are empty or
 * relative are left out, so that nothing in the current directory is ever run by its name alone.
 */
export async function findProgram(command: string, folder: string, env: Environment): Promise<string | null> {
  if (command === '') return null;
  const windows = process.platform === 'win32';
  const known = windows ? (variable(env, 'PATHEXT') ?? '.EXE;.CMD;.BAT').split(';') : [];
  const endings = windows && extname(command) === '' ? known : ['', ...known]; // python3.12 may be python3.12.exe
  const path = variable(env, 'PATH') ?? '';
  const folders = /[/\\]/.test(windows ? command : command.replaceAll('\\', ''))
    ? [folder]
    : path.split(delimiter).filter(entry => isAbsolute(entry));
  for (const each of folders)
    for (const ending of endings) {
      const file = isAbsolute(command) ? command + ending : join(each, command + ending);
      if (await executable(file)) return file;
    }
  return null;
}

/** An environment variable; Windows takes its name in any case. */
const variable = (env: Environment, name: string): string | undefined =>
  process.platform === 'win32' ? Object.entries(env).find(([key]) => key.toUpperCase() === name)?.[1] : env[name];

async function executable(file: string): Promise<boolean> {
  try {
    await access(file, fileModes.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** How a program is started: Windows runs .cmd and .bat only through cmd.exe, which some arguments cannot be handed through. */
export function startable(
  file: string,
  args: readonly string[],
  env: Environment,
): Outcome<{file: string; args: readonly string[]; verbatim: boolean}> {
  const batch = process.platform === 'win32' && /\.(cmd|bat)$/i.test(file);
  if (!batch) return done({file, args, verbatim: false});
  if ([file, ...args].some(part => /["%\r\n]|\\$/.test(part)))
    return refuse('usage', 'an argument that a .cmd file cannot be given');
  const line = `"${[file, ...args].map(part => `"${part}"`).join(' ')}"`;
  const root = variable(env, 'SYSTEMROOT') ?? 'C:\\Windows';
  return done({
    file: variable(env, 'COMSPEC') ?? `${root}\\System32\\cmd.exe`,
    args: ['/d', '/s', '/c', line],
    verbatim: true,
  });
}

/**
 * Runs a command line with this process's own streams and gives its exit code (128 + signal where a signal ended it, as shells
 * count). While it runs, `signal` is handed on to it once; it is its own affair what it does with it.
 */
export async function runAttached(
  words: readonly string[],
  options: {folder: string; env: Environment; signal: AbortSignal},
): Promise<Outcome<number>> {
  const [name = '', ...args] = words;
  const found = await findProgram(name, options.folder, options.env);
  if (found === null)
    return refuse('usage', `error: there is no program "${name}" on PATH`, 'Check its name, or give its path.');
  const start = startable(found, args, options.env);
  if (!start.ok) return refuse('usage', `error: ${name} cannot be started: ${start.problem.text}`);
  const {file, args: given, verbatim} = start.value;
  if (options.signal.aborted) return done(INTERRUPTED);
  return new Promise(resolve => {
    const child = spawn(file, [...given], {
      stdio: 'inherit',
      env: {...options.env},
      windowsVerbatimArguments: verbatim,
    });
    // a terminal's Ctrl-C reaches the child by itself
    const end = (): void => {
      if (options.signal.reason !== 'interrupted') child.kill('SIGTERM');
    };
    options.signal.addEventListener('abort', end, {once: true});
    child.on('error', error => resolve(refuse('usage', `error: ${name} cannot be started: ${error.message}`)));
    child.on('close', (code, by) => {
      options.signal.removeEventListener('abort', end);
      resolve(done(code ?? 128 + (by === null ? 0 : constants.signals[by])));
    });
  });
}
