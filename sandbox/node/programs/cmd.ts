import type {ProcessContext} from '../process.ts';
import {interruptible} from './powershell.ts';
import {runCommandLine} from './run.ts';

/** STATUS_CONTROL_C_EXIT. */
const CONTROL_C_EXIT = 0xc000013a;

/** cmd.exe: `/c` (or `/k`) and a line of commands, or a prompt that reads standard input. */
export async function runCmd(line: string, context: ProcessContext): Promise<number> {
  const given = /\s\/[ck]\s+(.*)$/is.exec(line)?.[1];
  if (given !== undefined) return runLine(unquoted(given), context);
  if (context.stdin === null) return 0;
  const build = context.node.build;
  context.print('stdout', `Microsoft Windows [Version ${build}]`);
  let code = 0;
  for (;;) {
    context.print('stdout', `${context.workingDirectory.replace(/\\$/, '')}>`, true);
    const {value, done} = await context.stdin.next();
    if (done) return code;
    const exit = /^\s*exit(?:\s+(?:\/b\s+)?(\d+))?\s*$/i.exec(value);
    if (exit) return Number(exit[1] ?? code);
    code = (await interruptible(context, inner => runLine(value, inner))) ?? CONTROL_C_EXIT;
  }
}

/** cmd.exe takes off the first and the last quote of what follows /c unless it is one quoted name. */
const unquoted = (text: string): string => (/^".*"$/s.test(text.trim()) ? text.trim().slice(1, -1) : text);

/** Commands joined by `&`, `&&` and `||` outside of quotes, of which cmd.exe knows no `\"`; a newline ends the line. */
export async function runLine(text: string, context: ProcessContext): Promise<number> {
  let code = 0;
  const parts = (text.split(/\r?\n/)[0] ?? '').split(/(&&|\|\||(?<!>)&)(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  for (let at = 0; at < parts.length; at += 2) {
    const joined = at === 0 ? '&' : parts[at - 1];
    if ((joined === '&&' && code !== 0) || (joined === '||' && code === 0)) continue;
    const command = (parts[at] ?? '').trim();
    const exit = /^exit(?:\s+(?:\/b\s+)?(-?\d+))?$/i.exec(command);
    if (exit) return Number(exit[1] ?? code);
    if (command !== '') code = await runOne(command, context);
  }
  return code;
}

/** Redirections outside of quotes: `>nul`, `2>&1`, `>> C:\log.txt`. */
const REDIRECTION = /\s*([12]?)>>?\s*(&\d|[^\s&]+)(?=(?:[^"]*"[^"]*")*[^"]*$)/g;

async function runOne(command: string, outer: ProcessContext): Promise<number> {
  const sent = [...command.matchAll(REDIRECTION)]
    .filter(([, , to]) => !to?.startsWith('&')) // into the other stream: it stays to be seen
    .map(([, from]) => (from === '2' ? 'stderr' : 'stdout'));
  const context: ProcessContext = {
    ...outer,
    print(stream, text, partial) {
      if (!sent.includes(stream)) outer.print(stream, text, partial);
    },
  };
  const expanded = command
    .replace(REDIRECTION, '')
    .replace(/%(\w+)%/g, (text, name: string) => context.variable(name) ?? text);
  const echo = /^@?echo(?:[. ](.*)|$)/i.exec(expanded);
  if (echo) {
    context.print('stdout', echo[1] ?? 'ECHO is on.');
    return 0;
  }
  if (/^ver$/i.test(expanded)) {
    context.print('stdout', '');
    context.print('stdout', `Microsoft Windows [Version ${context.node.build}]`);
    return 0;
  }
  if (/^cd$/i.test(expanded)) {
    context.print('stdout', context.workingDirectory);
    return 0;
  }
  return runCommandLine(expanded, context);
}
