/** `npm test`: builds, runs every suite this machine has the tools for, says which it could not run, and counts last. */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {readSkips, SKIPS_FILE, type Skip} from '../test/skips.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** The part of vitest's JSON report (reporter `json`, the shape is Jest's) that is read here. */
export type Results = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: readonly {name: string; assertionResults: readonly {status: string}[]}[];
};

const run = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): number =>
  spawnSync(process.execPath, args, {cwd: ROOT, env, stdio: 'inherit'}).status ?? 1;

/**
 * Suites that were skipped but must run. `required` has names with commas between; `*` stands for all, `-name` takes one out
 * (`*,-powershell`). A name nobody knows is no reason to fail.
 */
export function missingSuites(skips: readonly Skip[], required: string | undefined): string[] {
  const names = (required ?? '').split(',').map(name => name.trim());
  return skips
    .map(skip => skip.suite)
    .filter(suite => !names.includes(`-${suite}`) && (names.includes('*') || names.includes(suite)));
}

/** Every skipped suite by its name, those that lack the same together: one missing tool skips many. */
export function skipLines(skips: readonly Skip[]): string[] {
  const suites = new Map<string, string[]>();
  for (const {suite, because} of skips) suites.set(because, [...(suites.get(because) ?? []), suite]);
  return [...suites].map(([because, names]) => `skipped: ${names.join(', ')}: ${because}`);
}

/** Each file with the number of its tests that were skipped: what was skipped without `suiteNeeds` is not silent either. */
export function skippedTests(results: Results): {file: string; count: number}[] {
  return results.testResults
    .map(({name, assertionResults}) => ({
      file: relative(ROOT, name),
      count: assertionResults.filter(({status}) => status !== 'passed' && status !== 'failed').length,
    }))
    .filter(({count}) => count > 0);
}

function readResults(file: string): Results | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch {
    return null; // vitest ended before it wrote a report
  }
}

function main(filters: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-test-'));
  try {
    const skipsFile = join(folder, 'skips');
    const resultsFile = join(folder, 'results.json');
    writeFileSync(skipsFile, '');
    const built = run(['scripts/bundle.ts']) === 0;
    const status = run(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${resultsFile}`,
        ...filters,
      ],
      {...process.env, [SKIPS_FILE]: skipsFile},
    );
    const skips = readSkips(skipsFile);
    for (const line of skipLines(skips)) console.log(line);
    const missing = missingSuites(skips, process.env['HOSTPROCESS_REQUIRED_SUITES']);
    for (const suite of missing) console.log(`FAILED: ${suite} was skipped, but this machine must be able to run it`);
    if (!built) console.log('FAILED: the build');
    const results = readResults(resultsFile);
    for (const {file, count} of results === null ? [] : skippedTests(results))
      console.log(`skipped: ${count} tests of ${file}`);
    if (results === null) console.log('FAILED: the test runner ended without a report');
    // A failure outside any test (a file that does not load, a build, a required suite) counts as one failed test.
    const outside = missing.length + (built ? 0 : 1) + (status !== 0 && !results?.numFailedTests ? 1 : 0);
    const failed = (results?.numFailedTests ?? 0) + outside;
    const skipped = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
    console.log(`${results?.numPassedTests ?? 0} passed, ${failed} failed, ${skipped} skipped`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
