/** `npm run build`: writes dist/, which needs nothing from node_modules (docs/decisions/0002-bundle.md). */
import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {build, type Metafile, type Plugin} from 'esbuild';
import type {Manifest} from '../src/cli/describe.ts';
import {generate} from './generate/commands.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** ws asks for these native modules at run time, which would let the current directory supply them: they are declared absent. */
const withoutOptional: Plugin = {
  name: 'without-optional',
  setup(pluginBuild) {
    pluginBuild.onResolve({filter: /^(bufferutil|utf-8-validate)$/}, ({path}) => ({path, namespace: 'absent'}));
    pluginBuild.onLoad({filter: /./, namespace: 'absent'}, () => ({
      contents: "throw Object.assign(new Error('not bundled'), {code: 'MODULE_NOT_FOUND'})",
      loader: 'js',
    }));
  },
};

/** The entry: main with the manifest inside. */
const embedded = (manifest: Manifest): Plugin => ({
  name: 'embedded',
  setup(pluginBuild) {
    pluginBuild.onResolve({filter: /^hostprocess:main$/}, ({path}) => ({path, namespace: 'entry'}));
    pluginBuild.onLoad({filter: /./, namespace: 'entry'}, () => ({
      contents: `import {main as start} from './src/main.ts';
        const manifest = JSON.parse(${JSON.stringify(JSON.stringify(manifest))});
        export const main = argv => start(argv, manifest);`,
      loader: 'js',
      resolveDir: ROOT,
    }));
  },
});

/** Bundled CommonJS modules ask for these three. */
const BANNER =
  "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url); " +
  'const __filename = import.meta.filename; const __dirname = import.meta.dirname;';

/** Builds into `outdir` and returns what esbuild says went where. The same sources give the same bytes. */
export async function bundle(outdir: string = join(ROOT, 'dist')): Promise<Metafile> {
  const {manifestOf} = (await import('./manifest.ts')) as typeof import('./manifest.ts');
  const fresh = `${outdir}.new`;
  rmSync(fresh, {recursive: true, force: true});
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [{in: 'hostprocess:main', out: 'main'}],
    outdir: fresh,
    outExtension: {'.js': '.mjs'},
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.22',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    banner: {js: BANNER},
    loader: {'.ps1': 'text', '.yaml': 'text'},
    plugins: [embedded(await manifestOf()), withoutOptional],
  });
  mkdirSync(dirname(outdir), {recursive: true});
  rmSync(outdir, {recursive: true, force: true});
  renameSync(fresh, outdir);
  return result.metafile;
}

/** A command that was just added is in the build, whether or not `npm run generate` has been called. */
function updateRegistry(): void {
  for (const {path, text} of generate(ROOT)) {
    if (readText(join(ROOT, path)) !== text) writeFileSync(join(ROOT, path), text);
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

if (import.meta.main) {
  try {
    updateRegistry();
    const {outputs} = await bundle();
    const bytes = Object.values(outputs).reduce((sum, output) => sum + output.bytes, 0);
    process.stdout.write(`dist: ${Object.keys(outputs).length} files, ${(bytes / 1024).toFixed(0)} KiB\n`);
  } catch (error) {
    process.stderr.write(`error: not built: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
