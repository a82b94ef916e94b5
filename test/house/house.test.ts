import {globSync, readFileSync} from 'node:fs';
import {dirname, relative, resolve} from 'node:path';
import {expect, test} from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = globSync('{src,sandbox}/**/*.ts', {cwd: root}).filter(file => !file.endsWith('.generated.ts'));

/** Each room with the rooms it may import; `docs/architecture.md` draws the same picture. */
const DOWNHILL: Record<string, readonly string[]> = {
  kernel: [],
  windows: ['kernel'],
  gmsa: ['kernel', 'windows'],
  facts: ['windows', 'gmsa', 'kernel'],
  failures: ['facts', 'windows', 'gmsa', 'kernel'],
  symptoms: ['facts', 'windows', 'gmsa', 'kernel'],
  templates: ['facts', 'windows', 'gmsa', 'kernel'],
  rules: ['failures', 'templates', 'facts', 'windows', 'gmsa', 'kernel'],
  checks: ['rules', 'failures', 'templates', 'facts', 'windows', 'gmsa', 'kernel'],
  render: ['kernel'],
  io: ['kernel'],
  cli: ['app', 'templates', 'render', 'io', 'kernel'],
  app: ['rules', 'checks', 'failures', 'symptoms', 'templates', 'facts', 'windows', 'gmsa', 'kernel'],
  commands: [
    'cli',
    'app',
    'render',
    'io',
    'rules',
    'checks',
    'failures',
    'templates',
    'facts',
    'windows',
    'gmsa',
    'kernel',
  ],
  main: ['commands', 'cli', 'render', 'io', 'kernel'],
  sandbox: ['kernel', 'windows', 'gmsa', 'facts'],
};

const importsOf = (file: string): string[] =>
  [...readFileSync(resolve(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    match => match[1] ?? '',
  );

const roomOf = (file: string): string =>
  file.startsWith('sandbox/') ? 'sandbox' : (file.split('/')[1] ?? '').replace(/\.ts$/, '');

test('imports point downhill only', () => {
  const uphill = sources.flatMap(file =>
    importsOf(file)
      .filter(to => to.startsWith('.'))
      .map(to => relative(root, resolve(root, dirname(file), to)))
      .filter(to => to.startsWith('src/') || to.startsWith('sandbox/'))
      .filter(to => roomOf(to) !== roomOf(file) && !DOWNHILL[roomOf(file)]?.includes(roomOf(to)))
      .filter(to => !(file === 'src/commands/sandbox.ts' && to.startsWith('sandbox/')))
      .map(to => `${file} imports ${to}`),
  );
  expect(uphill).toEqual([]);
});

test('the rooms from rules to kernel touch neither Node, the console, the process nor the network', () => {
  const pure = ['rules', 'checks', 'failures', 'symptoms', 'templates', 'facts', 'windows', 'gmsa', 'kernel', 'app'];
  const offences = sources
    .filter(file => pure.includes(roomOf(file)) && file.startsWith('src/'))
    .flatMap(file => {
      const text = readFileSync(resolve(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      const hits = [/from 'node:/, /\bconsole\./, /\bprocess\.(?!ts)/, /\bfetch\(/].filter(pattern =>
        pattern.test(text),
      );
      return hits.map(hit => `${file}: ${hit.source}`);
    });
  expect(offences).toEqual([]);
});

test('files stay short: a rule 60 lines, a command 80, anything 250', () => {
  const limit = (file: string): number =>
    file.startsWith('src/rules/') ? 60 : file.startsWith('src/commands/') ? 80 : 250;
  const long = sources
    .map(file => ({file, lines: readFileSync(resolve(root, file), 'utf8').split('\n').length - 1}))
    .filter(({file, lines}) => lines > limit(file))
    .map(({file, lines}) => `${file}: ${lines} lines, at most ${limit(file)}`);
  expect(long).toEqual([]);
});

test('there is no room for things that belong to no noun', () => {
  expect(sources.filter(file => /\/(utils?|helpers?|common|shared)(\/|\.ts)/.test(file))).toEqual([]);
});
