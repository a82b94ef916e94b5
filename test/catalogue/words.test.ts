import {globSync} from 'node:fs';
import {basename, resolve} from 'node:path';
import {expect, test} from 'vitest';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {FAILURES} from '../../src/failures/index.ts';
import {RETIRED} from '../../src/kernel/retired.ts';
import {RULES} from '../../src/rules/index.ts';
import {SYMPTOMS} from '../../src/symptoms/registry.generated.ts';

const src = resolve(import.meta.dirname, '../../src');
const CATALOGUE = [...RULES, ...CHECKS, ...FAILURES, ...SYMPTOMS];

test('no code is given twice, and none that was retired', () => {
  const codes = CATALOGUE.map(each => each.code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect(codes.filter(code => code in RETIRED)).toEqual([]);
});

/** Blocks as docs/architecture.md gives them: which first digits a folder may use. A failure without a text is a check. */
const BLOCKS: Record<string, RegExp> = {
  'rules/hostprocess': /^1/,
  'rules/run-as-user': /^2/,
  'rules/gmsa': /^3/,
  'checks/cluster': /^[47]/,
  'checks/pod': /^[4578]/,
  'checks/node': /^5/,
  'checks/gmsa': /^6/,
  failures: /^[78]/,
  symptoms: /^[78]/,
};

test('every file is named after its code and id, lies in its block, and is in a registry', () => {
  const files = globSync('{rules,checks,failures,symptoms}/**/hp*.ts', {cwd: src}).map(file =>
    file.replaceAll('\\', '/'),
  );
  const named = new Map(CATALOGUE.map(each => [`${each.code.toLowerCase()}-${each.id}.ts`, each]));
  expect(files.map(file => basename(file)).sort()).toEqual([...named.keys()].sort());
  const misplaced = files.filter(file => {
    const folder = file.slice(0, file.lastIndexOf('/'));
    return !BLOCKS[folder]?.test(basename(file).slice('hp'.length));
  });
  expect(misplaced).toEqual([]);
});

test('titles are short and end without a stop', () => {
  const wrong = CATALOGUE.filter(({title}) => !/^[\p{Lu}\p{Ll}].{5,90}[^.\s]$/u.test(title));
  expect(wrong.map(({code, title}) => `${code} ${title}`)).toEqual([]);
});

test('why and remedy are whole sentences', () => {
  const sentence = /^\S[\s\S]{10,}[.”)!a-z]$/u;
  const wrong = [...RULES, ...CHECKS].filter(({why, remedy}) => ![why, remedy].every(text => sentence.test(text)));
  expect(wrong.map(({code}) => code)).toEqual([]);
});

test('rules, failures and symptoms link to where their facts come from, by https', () => {
  expect([...RULES, ...FAILURES, ...SYMPTOMS].filter(({links}) => links.length === 0).map(({code}) => code)).toEqual(
    [],
  );
  const links = CATALOGUE.flatMap(({links}) => links);
  expect(links.filter(link => !/^https:\/\/[\w.-]+\/\S*$/.test(link))).toEqual([]);
});
