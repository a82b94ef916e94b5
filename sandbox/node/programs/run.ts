import {setTimeout as sleep} from 'node:timers/promises';
import {cmdReads, splitCommandLine} from '../../../src/windows/command-line.ts';
import {missingExecutable} from '../../../src/windows/paths.ts';
import type {MountModel} from '../../../src/windows/versions.ts';
import type {ProcessContext} from '../process.ts';
import type {PretendCommand, PretendNode} from '../scenario.ts';
import {runCmd, runLine} from './cmd.ts';
import {runPowerShell} from './powershell.ts';
import {FOREVER_MS, hostTool} from './tools.ts';

/** The name a program goes by, whatever its folder and its ending: `C:\Windows\System32\PING.EXE` → `ping`. */
const programName = (executable: string): string =>
  (executable.replaceAll('/', '\\').split('\\').pop() ?? '').toLowerCase().replace(/\.(exe|com)$/, '');

/** Whether the pretend world has this executable: what a Windows host has, and whatever is named by a Windows path. */
export function isExecutable(executable: string): boolean {
  const name = programName(executable);
  if (['powershell', 'cmd'].includes(name) || hostTool(name) !== undefined) return true;
  return /^[A-Za-z]:[\\/]|^%CONTAINER_SANDBOX_MOUNT_POINT%|^\$env:CONTAINER/.test(executable);
}

/** What the scenario says about a command line, or undefined when it says nothing. */
export const scripted = (node: PretendNode, line: string): PretendCommand | undefined =>
  node.commands.find(command => line.includes(command.contains));

/**
 * Runs a container's or an exec's command line as the node's job container model does: in the bind model cmd.exe reads it
 * first. `model` is null in an ordinary container.
 */
export function runJobCommandLine(line: string, model: MountModel | null, context: ProcessContext): Promise<number> {
  const whole = model !== 'bind' || scripted(context.node, line) !== undefined;
  return whole ? runCommandLine(line, context) : runLine(cmdReads(line).runs, context);
}

/**
 * Runs one command line (`cmd /c ` not in it) to its end and resolves with its exit code: what the scenario says about it,
 * else a pretend program, else nothing happens and it is 0. A program nobody has is what cmd.exe says then.
 */
export async function runCommandLine(line: string, context: ProcessContext): Promise<number> {
  const said = scripted(context.node, line);
  if (said !== undefined) {
    for (const text of said.stderr) context.print('stderr', text);
    for (const text of said.stdout) context.print('stdout', text);
    if (said.staysUp) await sleep(FOREVER_MS, undefined, {signal: context.stopped});
    return said.exitCode;
  }
  const [executable = '', ...args] = splitCommandLine(line);
  if (!isExecutable(executable)) {
    const missing = missingExecutable(line, executable, 'bind');
    for (const text of missing.is === 'exit' ? missing.output.split('\r\n') : []) context.print('stderr', text);
    return 1;
  }
  const name = programName(executable);
  if (name === 'cmd') return runCmd(line, context);
  if (name === 'powershell') return runPowerShell(args, context);
  const tool = hostTool(name);
  if (tool !== undefined) return tool(args, context);
  context.unplayed?.(name);
  return 0;
}
