import {existsSync, globSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

/** One file that is derived from others: its path from the repository's root, and its whole text. */
export type Generated = {path: string; text: string};

/** What a module in `scripts/generate/` exports: the files it derives, from the repository's root. It writes nothing itself. */
export type Generator = {generate(root: string): readonly Generated[] | Promise<readonly Generated[]>};

/**
 * Runs every generator in `scripts/generate/` (the directory is the list) and returns the files whose text on disk differs.
 * Paths ending in `.generated.ts` are what other generators may import, so a changed one is written before the next runs.
 */
async function stale(root: string, write: boolean): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const file of globSync('scripts/generate/*.ts', {cwd: root}).sort()) {
    const generator = (await import(pathToFileURL(resolve(root, file)).href)) as Generator;
    for (const {path, text} of await generator.generate(root)) {
      const target = resolve(root, path);
      if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
      differing.push(path);
      if (!write) continue;
      mkdirSync(dirname(target), {recursive: true});
      writeFileSync(target, text);
    }
  }
  return differing;
}

const check = process.argv.includes('--check');
const changed = await stale(resolve(import.meta.dirname, '..'), !check);
for (const path of changed) console.error(check ? `stale: ${path}` : `written: ${path}`);
if (check && changed.length > 0) {
  console.error('Generated files do not match their sources: run npm run generate and commit the result.');
  process.exitCode = 1;
}
