import {setTimeout as sleep} from 'node:timers/promises';
import type {ProcessContext} from '../process.ts';

/** A pretend program: its arguments without its name; resolves with its exit code, rejects when it is killed. */
export type Tool = (args: readonly string[], context: ProcessContext) => Promise<number>;

/** The longest delay a timer takes: 24.8 days. */
export const FOREVER_MS = 2 ** 31 - 1;

const wait = (ms: number, context: ProcessContext): Promise<void> => sleep(ms, undefined, {signal: context.stopped});

/** A reply each second: four of them, `-n` of them, or for ever with `-t`. */
const ping: Tool = async (args, context) => {
  const forever = args.some(arg => /^[-/]t$/i.test(arg));
  const at = args.findIndex(arg => /^[-/]n$/i.test(arg));
  const count = at < 0 ? 4 : Number(args[at + 1] ?? 4);
  const target = args.find((arg, index) => !/^[-/]/.test(arg) && (at < 0 || index !== at + 1));
  if (target === undefined) {
    context.print('stdout', 'IP address must be specified.');
    return 1;
  }
  context.print('stdout', '');
  context.print('stdout', `Pinging ${target} with 32 bytes of data:`);
  for (let sent = 0; forever || sent < count; sent += 1) {
    if (sent > 0) await wait(1000, context);
    context.print('stdout', `Reply from ${target}: bytes=32 time<1ms TTL=128`);
  }
  context.print('stdout', '');
  context.print('stdout', `Ping statistics for ${target}:`);
  context.print('stdout', `    Packets: Sent = ${count}, Received = ${count}, Lost = 0 (0% loss),`);
  return 0;
};

const hostname: Tool = async (_, context) => {
  context.print('stdout', context.identity.host);
  return 0;
};

const whoami: Tool = async (args, context) => {
  const account = context.identity.account.toLowerCase();
  context.print('stdout', args[0]?.toLowerCase() === '/user' ? `"${account}","${context.identity.sid}"` : account);
  return 0;
};

const timeout: Tool = async (args, context) => {
  const seconds = Number(args.find(arg => /^-?\d+$/.test(arg)) ?? 0);
  await wait(seconds < 0 ? FOREVER_MS : seconds * 1000, context);
  return 0;
};

/** Each argument on a line of its own, as the tool of that name prints them: what a program really gets. */
const echoArgs: Tool = async (args, context) => {
  for (const [index, argument] of args.entries()) context.print('stdout', `Arg ${index} is <${argument}>`);
  return 0;
};

const silent =
  (name: string): Tool =>
  async (_, context) => {
    context.unplayed?.(name);
    return 0;
  };

/** Programs of every Windows host that do something here; by name without `.exe`. */
const TOOLS: ReadonlyMap<string, Tool> = new Map([
  ['ping', ping],
  ['hostname', hostname],
  ['whoami', whoami],
  ['timeout', timeout],
  ['echoargs', echoArgs],
]);

/** Programs of every Windows host that are found and print nothing here. */
const QUIET = 'fltmc hnsdiag icacls ipconfig net netsh nltest reg robocopy sc tar tasklist wevtutil xcopy';

/** The tool that a host has under this name, or undefined when a Windows host has none: `pwsh`, `bash`, `sleep`. */
export function hostTool(name: string): Tool | undefined {
  return TOOLS.get(name) ?? (QUIET.split(' ').includes(name) ? silent(name) : undefined);
}
