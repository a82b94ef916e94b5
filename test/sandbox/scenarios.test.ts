import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {describe, expect, test} from 'vitest';
import {loadScenario, readScenario, scenarioNames} from '../../sandbox/node/index.ts';
import {startSandbox} from '../../sandbox/start.ts';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {FAILURES} from '../../src/failures/index.ts';
import type {ControlPlane} from '../cluster/controlplane.ts';
import {joinNodes} from '../cluster/pretend-nodes.ts';
import {visit} from '../course/visit.ts';

const CODES = [...CHECKS, ...FAILURES].map(({code}) => code as string);

test.each(scenarioNames())(
  '%s can be read, says what it shows and what to learn, and names a code that exists',
  name => {
    const {shows, learn, finds, ask} = loadScenario(name);
    expect(shows).toMatch(/^[A-Za-z][^\n]*\.$/);
    expect(learn).toMatch(/^[A-Za-z][^\n]*\.$/);
    if (finds !== null) expect(CODES).toContain(finds);
    if (finds !== null) expect(ask).not.toBeNull();
  },
);

test('an unknown scenario is refused with the names there are', () => {
  expect(() => loadScenario('helthy')).toThrow(/^no scenario called helthy; there are .*healthy, /);
});

test('what a scenario does not say is an ordinary Windows node', () => {
  expect(loadScenario('wrong-case').nodes).toMatchObject([
    {os: 'windows', containerd: '1.7.22', containerdAccount: 'LocalSystem', honoursHostProcess: true, notReady: null},
  ]);
});

test('the example of the README is played as it says', async () => {
  const readme = readFileSync(resolve(import.meta.dirname, '../../sandbox/scenarios/README.md'), 'utf8');
  const read = readScenario(join('sandbox', 'example.yaml'), /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '');
  if (!read.ok) throw new Error(read.problem.text);
  const {report, refused} = await visit(read.value, read.value.ask ?? '');
  expect(refused).toEqual([]);
  expect(report.findings.map(({code, subject}) => [code, 'node' in subject ? subject.node : null])).toEqual([
    [read.value.finds, 'win-2'],
  ]);
});

describe('a slip in a file is one sentence that names the field', () => {
  const nodes = 'nodes:\n  - name: win-1\n';
  const node = (more: string): string => `shows: It.\n${nodes}    ${more}\n`;
  test.each<[string, string, string]>([
    ['no YAML', 'shows: [', 'it is no YAML: Flow sequence in block collection must be sufficiently indented'],
    ['a mapping twice', 'shows: It.\nshows: It.\n', 'it is no YAML: Map keys must be unique at line 2, column 1'],
    ['an alias of nothing', 'shows: *It\n', 'it is no YAML: Unresolved alias'],
    ['an empty file', '', 'the file must be a map of fields, not empty'],
    ['a list', '- a\n', 'the file must be a map of fields, not a list'],
    ['no nodes', 'shows: It.\n', 'nodes is missing'],
    ['an empty list of nodes', 'shows: It.\nnodes: []\n', 'nodes is empty: a scenario needs a node'],
    ['two nodes of one name', `shows: It.\n${nodes}  - name: win-1\n`, 'nodes has two called win-1'],
    ['an unknown field', `shows: It.\n${nodes}foo: 1\n`, 'foo is no field; there are ask, faults, finds, learn, nodes'],
    ['a field called like a method', `shows: It.\n${nodes}toString: 1\n`, 'toString is no field'],
    ['no code', `shows: It.\nfinds: F25\n${nodes}`, 'finds must be a code such as HP725, not "F25"'],
    ['another command', `shows: It.\nask: lint\n${nodes}`, 'ask must be a command such as doctor --probe, not "lint"'],
    ['a name', 'shows: It.\nnodes:\n  - name: Win_1\n', 'nodes[0].name must be a name of small letters'],
    ['a field of a node', node('imges: []'), 'nodes[0].imges is no field; there are bindFilter, build'],
    ['a type', node('pullSeconds: soon'), 'nodes[0].pullSeconds must be a number of seconds, 0 or more, not "soon"'],
    ['a word', node('os: macos'), 'nodes[0].os must be one of windows, linux, not "macos"'],
    ['a fact', node('facts: {disks: {}}'), 'nodes[0].facts.disks is no field'],
    [
      'a service',
      node('facts: {services: {hns: {status: Stopped}}}'),
      'nodes[0].facts.services.hns.status is no field; there are account, delayed',
    ],
    ['the memory', node('facts: {memory: {commit: 1}}'), 'nodes[0].facts.memory.commit is no field'],
    ['a file', node("facts: {files: {'C:\\a': {bytes: 1}}}"), 'nodes[0].facts.files.C:\\a.bytes is no field'],
    ['what breaks', node('later: {silent: true}'), 'nodes[0].later.after is missing'],
    ['what changes', node('later: {after: 1, name: x}'), 'nodes[0].later.name is no field'],
    ['a fault', `shows: It.\n${nodes}faults: [{path: '('}]\n`, 'faults[0].path must be a regular expression, not "("'],
    ['an object', `shows: It.\n${nodes}objects: [{kind: Pod}]\n`, 'objects[0].apiVersion is missing'],
    [
      'an object without a name',
      `shows: It.\n${nodes}objects: [{apiVersion: v1, kind: Pod, metadata: {}}]\n`,
      'objects[0].metadata.name must be a text, not empty',
    ],
  ])('%s', (_, text, sentence) => {
    const read = readScenario('my.yaml', text);
    const said = read.ok ? 'it was read' : read.problem.text;
    expect(said.slice(0, 'error: scenario my.yaml: '.length + sentence.length)).toBe(
      `error: scenario my.yaml: ${sentence}`,
    );
    expect(said).not.toContain('\n');
  });
});

test('a real API server cannot be told to have faults, and nobody pretends that it has', async () => {
  const joined = joinNodes({} as ControlPlane, 'healthy', 'admission-policy');
  await expect(joined).rejects.toThrow(
    'scenario admission-policy has faults, and a real API server has none on request',
  );
});

describe('objects', () => {
  const played = async (objects: string): Promise<readonly string[]> => {
    const read = readScenario('my.yaml', `shows: It.\nnodes: [{name: win-1}]\nobjects:\n${objects}`);
    if (!read.ok) throw new Error(read.problem.text);
    const sandbox = await startSandbox({scenarios: [read.value]});
    await sandbox.stop();
    return sandbox.refused;
  };
  const pod = `  - apiVersion: v1
    kind: Pod
    metadata: {name: one, namespace: later}
    spec: {containers: [{name: main, image: x}]}
`;

  test('a namespace that stands behind its pods is made before them, and its service account is waited for', async () => {
    expect(await played(`${pod}  - {apiVersion: v1, kind: Namespace, metadata: {name: later}}\n`)).toEqual([]);
  });

  test('what the API server refuses is said, and the rest is made', async () => {
    expect(await played(`${pod}  - {apiVersion: v1, kind: Toaster, metadata: {name: it}}\n`)).toEqual([
      'scenario my.yaml: Pod one was not created: namespaces "later" not found',
      'scenario my.yaml: Toaster it was not created: the API server has no such kind',
    ]);
  });

  test('kinds that a definition among them declares can be created', async () => {
    const definition = `  - apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: toasters.example.com}
    spec:
      group: example.com
      scope: Cluster
      names: {plural: toasters, singular: toaster, kind: Toaster, listKind: ToasterList}
      versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
`;
    const toaster = '  - {apiVersion: example.com/v1, kind: Toaster, metadata: {name: it}}\n';
    expect(await played(toaster + definition)).toEqual([]);
  });
});
