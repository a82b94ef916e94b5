import {expect, test} from 'vitest';
import {readDocuments} from '../../src/app/documents.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readDocuments('x.yaml', bytes(text));

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: x
spec:
  containers:
    - name: a
      image: b
`;

test('documents keep their order, and empty ones are left out', () => {
  const documents = read(`---\n${POD}---\n# nothing\n---\n${POD}`);
  expect(documents.ok && documents.value.map(each => each.index)).toEqual([0, 2]);
});

test.each([
  ['a value', ['spec', 'containers', 0, 'image'], {line: 8, column: 14, of: 'value'}],
  ['a list item', ['spec', 'containers', 0], {line: 7, column: 7, of: 'value'}],
  ['what is missing: its nearest parent', ['spec', 'hostNetwork'], {line: 6, column: 3, of: 'nearest parent'}],
  ['what is missing far below', ['spec', 'containers', 3, 'name'], {line: 7, column: 5, of: 'nearest parent'}],
] as const)('locates %s', (_, at, position) => {
  const documents = read(POD);
  expect(documents.ok && documents.value[0]?.locate(at)).toEqual({file: 'x.yaml', ...position});
});

test.each([
  ['a tab', 'kind: Pod\n\tname: x\n', /^error: x\.yaml:2:1: /],
  ['an unclosed list', 'kind: [Pod\n', /^error: x\.yaml:2:1: /],
  ['a doubled key', 'kind: Pod\nkind: Pod\n', /^error: x\.yaml:2:1: /],
  ['a bad escape', 'user: "NT AUTHORITY\\SYSTEM"\n', /^error: x\.yaml:1:\d+: .*escape/],
  ['a list', '- a\n', /^error: x\.yaml:1: this is not a Kubernetes object/],
])('%s is refused with its place', (_, text, message) => {
  const documents = read(text);
  expect(documents.ok ? '' : documents.problem.text).toMatch(message);
});

test('a bad escape is answered with the two right spellings', () => {
  const documents = read('user: "NT AUTHORITY\\SYSTEM"\n');
  expect(documents.ok ? '' : documents.problem.remedy).toContain('"NT AUTHORITY\\\\SYSTEM"');
});

test.each([
  ['binary', new Uint8Array([0, 1, 2]), 'binary file'],
  ['UTF-16 of PowerShell', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'UTF-16'],
  ['UTF-16 with the big end first', new Uint8Array([0xfe, 0xff, 0, 0x61]), 'UTF-16'],
  ['Latin-1', new Uint8Array([0x61, 0xe4, 0x61]), 'not UTF-8'],
])('%s is refused', (_, content, message) => {
  const documents = readDocuments('x.yaml', content);
  expect(documents.ok ? '' : documents.problem.text).toContain(message);
});

test('a UTF-8 byte order mark, which PowerShell writes too, is no part of the text', () => {
  const documents = readDocuments('x.yaml', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(POD)]));
  expect(documents.ok && documents.value[0]?.value).toMatchObject({apiVersion: 'v1'});
});

test('aliases that grow without bound end as a sentence, not as an exception', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level++)
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  const documents = read(`${lines.join('\n')}\n`);
  expect(documents.ok ? '' : documents.problem.text).toContain('alias');
});
