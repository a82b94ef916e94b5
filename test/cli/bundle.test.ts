import {spawnSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';
import type {Metafile} from 'esbuild';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {bundle} from '../../scripts/bundle.ts';
import {manifestOf} from '../../scripts/manifest.ts';

const ROOT = resolve(import.meta.dirname, '../..');
// No node_modules above it: what runs here needs nothing but dist.
const folder = mkdtempSync(join(tmpdir(), 'hostprocess-bundle-'));
const run = join(folder, 'bin/run.js');
const env = {PATH: process.env['PATH'], HOME: folder};
let metafile: Metafile;

beforeAll(async () => {
  metafile = await bundle(join(folder, 'dist'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync(join(ROOT, 'bin/run.js'), run);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const call = (argv: readonly string[], options: {cwd?: string; nodeArgs?: readonly string[]} = {}) => {
  const {stdout, stderr, status} = spawnSync(process.execPath, [...(options.nodeArgs ?? []), run, ...argv], {
    encoding: 'utf8',
    env,
    cwd: options.cwd ?? folder,
  });
  return {stdout, stderr, status};
};

/** What no start-up may cost: the Kubernetes client, web sockets, YAML, prompts, the spinner. */
const HEAVY = /node_modules\/(@kubernetes|ws|undici|yaml|@inquirer|ora)\//;

describe('what version loads', () => {
  test('holds no Kubernetes code by the bundler’s own account', () => {
    const {outputs} = metafile;
    const files = Object.keys(outputs);
    const start = files.filter(file => /\/(main|chunks\/version-\w+)\.mjs$/.test(file));
    expect(start).toHaveLength(2);
    const loaded = new Set(start);
    for (const file of loaded) {
      for (const {path, kind} of outputs[file]?.imports ?? []) if (kind === 'import-statement') loaded.add(path);
    }
    expect(heavyIn([...loaded])).toEqual([]);
    expect(heavyIn(files)).not.toEqual([]); // the pattern does know such code when it is there
  });

  test('holds none at run time', () => {
    const spy = join(folder, 'spy.mjs');
    writeFileSync(
      spy,
      `import {registerHooks} from 'node:module';
       registerHooks({load(url, context, next) { process.stderr.write('loaded ' + url + '\\n'); return next(url, context); }});`,
    );
    const {stdout, stderr, status} = call(['version'], {nodeArgs: ['--import', spy]});
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Client Version: v\d/)]);
    const names = [...stderr.matchAll(/^loaded .*\/dist\/(.*)$/gm)].map(match => basename(match[1] ?? ''));
    expect(names).toContain('main.mjs');
    expect(heavyIn(Object.keys(metafile.outputs).filter(file => names.includes(basename(file))))).toEqual([]);
    expect(
      stderr.split('\n').filter(line => /^loaded file:/.test(line) && !/\/(dist|bin)\/|spy\.mjs$/.test(line)),
    ).toEqual([]);
  });
});

const heavyIn = (files: readonly string[]): string[] =>
  files
    .flatMap(file => Object.entries(metafile.outputs[file]?.inputs ?? {}))
    .filter(([input, {bytesInOutput}]) => bytesInOutput > 0 && HEAVY.test(input))
    .map(([input]) => input);

test('the same sources give the same bytes', async () => {
  const again = join(folder, 'again');
  await bundle(again);
  const read = (path: string) =>
    readdirSync(path, {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [file.slice(path.length), readFileSync(file, 'utf8')])
      .sort();
  expect(read(again)).toEqual(read(join(folder, 'dist')));
});

test('no chunk holds a path of the machine that built it', () => {
  const files = readdirSync(join(folder, 'dist'), {recursive: true, encoding: 'utf8'}).filter(file =>
    file.endsWith('.mjs'),
  );
  expect(files.length).toBeGreaterThan(3);
  expect(files.filter(file => readFileSync(join(folder, 'dist', file), 'utf8').includes(ROOT))).toEqual([]);
});

test('nothing in the current directory is executed', () => {
  const trap = join(folder, 'trap');
  const bomb = "require('node:fs').writeSync(2, 'executed')";
  for (const name of ['bufferutil', 'utf-8-validate', '@oclif/core', 'evil']) {
    mkdirSync(join(trap, 'node_modules', name), {recursive: true});
    writeFileSync(join(trap, 'node_modules', name, 'index.js'), bomb);
  }
  const oclif = {commands: './evil', plugins: ['evil'], hooks: {init: './evil.js'}, helpClass: './evil.js'};
  writeFileSync(join(trap, 'package.json'), JSON.stringify({name: 'kubectl-hostprocess', version: '9.9.9', oclif}));
  writeFileSync(join(trap, 'oclif.manifest.json'), JSON.stringify({version: '9.9.9', commands: {}}));
  writeFileSync(join(trap, 'evil.js'), bomb);
  const {stdout, stderr, status} = call(['version', '-o', 'json'], {cwd: trap});
  expect([stderr, status]).toEqual(['', 0]);
  expect(JSON.parse(stdout).clientVersion.version).not.toBe('9.9.9');
});

describe('every command of the bundle', () => {
  test('helps', async () => {
    for (const {id} of (await manifestOf()).commands) {
      const {stdout, stderr, status} = call([...id.split(':'), '-h']);
      expect([id, stderr, status]).toEqual([id, '', 0]);
      expect(stdout).toContain('Exit codes:');
    }
  });
  test('version speaks text, JSON and YAML', () => {
    const json = JSON.parse(call(['version', '-ojson']).stdout);
    expect(json).toMatchObject({schemaVersion: 1, clientVersion: {version: expect.stringMatching(/^\d+\.\d+\.\d+/)}});
    expect(call(['version', '-o=yaml']).stdout).toBe(
      `schemaVersion: 1\nclientVersion:\n  version: ${json.clientVersion.version}\n  node: ${json.clientVersion.node}\n  platform: ${json.clientVersion.platform}\n`,
    );
    expect(call(['--version', '--client=true']).stdout).toContain(`v${json.clientVersion.version} `);
  });
  test('options lists every global flag', () => {
    expect(call(['options']).stdout).toMatch(/--kubeconfig=FILE:[\s\S]*-n, --namespace=NAME:[\s\S]*-v, --v=LEVEL:/);
  });
  test('templates prints a manifest that kubectl could apply', () => {
    const [name = ''] = call(['templates', '-o', 'name']).stdout.split('\n');
    expect(call(['templates', name, '-o', 'yaml']).stdout).toMatch(/^apiVersion: /m);
    expect(call(['templates', 'nothing'])).toMatchObject({status: 2, stdout: ''});
  });
});
