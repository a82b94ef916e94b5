import {spawnSync} from 'node:child_process';
import {appendFileSync, readFileSync} from 'node:fs';

/** The environment variable that names the file in which skipped suites are noted; `scripts/test.ts` sets it. */
export const SKIPS_FILE = 'HOSTPROCESS_SKIPS_FILE';

/** A suite that this machine cannot run, and what it lacks. */
export type Skip = {suite: string; because: string};

/**
 * Whether a suite must be skipped here: give the result to `describe.skipIf`. `lacks` looks for the suite's tools and returns what
 * is missing as one clause (`no PowerShell: set HOSTPROCESS_PWSH`), or null when the suite can run. `npm test` prints every skip
 * and fails for those that `HOSTPROCESS_REQUIRED_SUITES` (names with commas between) says must run.
 *
 *     const skip = suiteNeeds('powershell', () => findPowerShell() === null ? 'no PowerShell: set HOSTPROCESS_PWSH' : null);
 *     describe.skipIf(skip)('the collector, run', () => { … });
 */
export function suiteNeeds(suite: string, lacks: () => string | null): boolean {
  const because = lacks();
  if (because === null) return false;
  const file = process.env[SKIPS_FILE];
  if (file) appendFileSync(file, `${JSON.stringify({suite, because} satisfies Skip)}\n`);
  return true;
}

/** For what a person types: util-linux's script gives a program a terminal of its own. */
export const skipTerminal = (): boolean =>
  suiteNeeds('terminal', () =>
    spawnSync('script', ['--version'], {encoding: 'utf8'}).stdout?.includes('util-linux')
      ? null
      : 'no util-linux script, which gives a program a terminal',
  );

/** The skips noted in `file`, each once, sorted by suite. */
export function readSkips(file: string): Skip[] {
  const lines = new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean));
  return [...lines].map(line => JSON.parse(line) as Skip).sort((a, b) => (a.suite < b.suite ? -1 : 1));
}
