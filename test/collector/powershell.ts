import {spawnSync} from 'node:child_process';
import {proofCommand} from '../../src/facts/node/launch.ts';

export const onWindows = process.platform === 'win32';

/** The PowerShell to run the scripts with: $HOSTPROCESS_PWSH, on Windows its own, else a pwsh on PATH; null without any. */
export function findPowerShell(): string | null {
  const candidates = [process.env['HOSTPROCESS_PWSH'], ...(onWindows ? [proofCommand(null)[0]] : []), 'pwsh'];
  return (
    candidates.find(
      program => program && spawnSync(program, ['-NoProfile', '-Command', 'exit 0'], {stdio: 'ignore'}).status === 0,
    ) ?? null
  );
}
