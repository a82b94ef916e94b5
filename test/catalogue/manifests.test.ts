import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readDocuments} from '../../src/app/documents.ts';
import {API_REFUSES} from '../../src/rules/api-refusal.ts';
import {suiteNeeds} from '../skips.ts';
import {failed, foundIn, lintDocument} from './lint-document.ts';

/** What is known about a manifest of a public project: columns of INDEX.csv. */
type Manifest = {file: string; expectation: string; apiServer: string};

const folder = join(process.env['HOSTPROCESS_SHARED'] ?? '/nowhere', 'data/manifests');
const skip = suiteNeeds('real-manifests', () =>
  existsSync(join(folder, 'INDEX.csv')) ? null : 'HOSTPROCESS_SHARED names no folder with data/manifests',
);

/** Rows of comma-separated values with quotes as RFC 4180 has them. */
const rowsOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split(/\r?\n/)
    .map(line =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell.replace(/^"|"$/g, '')),
    );

function manifests(): readonly Manifest[] {
  const [head = [], ...rows] = rowsOf(readFileSync(join(folder, 'INDEX.csv'), 'utf8'));
  const column = (row: string[], name: string): string => row[head.indexOf(name)] ?? '';
  return rows.map(row => ({
    file: column(row, 'file'),
    expectation: column(row, 'expectation'),
    apiServer: column(row, 'apiserver_1_36_3_dry_run'),
  }));
}

const all = skip ? [] : manifests();
const lint = async (file: string) => {
  const documents = readDocuments(file, readFileSync(join(folder, file)));
  if (!documents.ok) throw new Error(documents.problem.text);
  return (await Promise.all(documents.value.map(document => lintDocument(document.value)))).flat();
};

test.skipIf(skip)('the index of real manifests is read', () => {
  expect(all.length).toBeGreaterThan(50);
});

const quiet = all.filter(({expectation}) => ['clean-of-errors', 'negative-control-no-findings'].includes(expectation));
test.skipIf(skip).each(quiet)('$file ($expectation) raises no error', async ({file}) => {
  expect(failed(await lint(file), 'error')).toEqual([]);
});

const controls = all.filter(({expectation}) => expectation === 'negative-control-no-findings');
test.skipIf(skip).each(controls)('$file is no HostProcess workload and raises nothing', async ({file}) => {
  expect(failed(await lint(file))).toEqual([]);
});

const accepted = all.filter(({apiServer}) => apiServer === 'accepts');
test.skipIf(skip).each(accepted)(
  '$file, which a real API server accepts, is not said to be refused',
  async ({file}) => {
    const texts = (await lint(file)).flatMap(foundIn).map(({text}) => text);
    expect(texts.filter(text => text.includes(API_REFUSES))).toEqual([]);
  },
);
