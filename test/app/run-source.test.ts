import {expect, test} from 'vitest';
import type {RunOptions} from '../../src/app/run.ts';
import {prepare} from '../../src/app/run-source.ts';
import {templateSource} from '../../src/app/run-values.ts';
import {type KubeObject, textAt} from '../../src/kernel/objects.ts';
import {type Problem, problem, refuse} from '../../src/kernel/outcome.ts';
import type {Told} from '../../src/kernel/telling.ts';
import {TEMPLATES, type Template} from '../../src/templates/index.ts';
import {type FakeCluster, fakeCluster, windowsNode} from './fake-cluster.ts';

const template = TEMPLATES.find(each => each.name === 'admin-check') as Template;
const nodes = ['win-1', 'win-2', 'win-3'].map(windowsNode);
const refusing = (pattern: RegExp, is: Problem['is']): FakeCluster =>
  fakeCluster({nodes, refuse: call => (pattern.test(call) ? problem(is, `no: ${call}`) : null)});

async function prepared(given: {
  set?: {[hole: string]: string};
  nodes?: string[];
  namespace?: string;
  dryRun?: RunOptions['dryRun'];
  cluster?: FakeCluster | null;
}) {
  const source = templateSource(template, given.set ?? {}, given.nodes ?? null);
  if (!source.ok) return {refused: source.problem.text, objects: [], told: []};
  const told: Told[] = [];
  const nobody = async () => refuse('usage', 'nobody');
  const outcome = await prepare({
    source: source.value,
    namespace: given.namespace ?? null,
    dryRun: given.dryRun ?? 'none',
    wait: true,
    timeoutMs: 0,
    follow: false,
    verify: null,
    remove: null,
    yes: false,
    force: false,
    signal: new AbortController().signal,
    tell: each => void told.push(each),
    leaves: () => {},
    ports: {
      cluster: given.cluster === undefined ? fakeCluster({nodes}) : given.cluster,
      clock: {now: () => new Date(0), sleep: async () => {}},
      terminal: {interactive: false, confirm: nobody, choose: nobody, input: nobody},
    },
  });
  if (!outcome.ok) return {refused: outcome.problem.text, objects: [], told};
  return {refused: null, objects: outcome.value.planned.map(each => each.object), told};
}

const nodesOf = (objects: readonly KubeObject[]): string[] =>
  objects.map(each => /-(win-\d)$/.exec(textAt(each, 'metadata', 'name') ?? '')?.[1] ?? '');
const namespacesOf = (objects: readonly KubeObject[]): (string | null)[] =>
  objects.map(each => textAt(each, 'metadata', 'namespace'));

test.each([
  ['--set nodes', {set: {nodes: 'win-1,win-3'}}],
  ['--node', {nodes: ['win-3', 'win-1']}],
  ['both with the same names', {set: {nodes: 'win-1,win-3'}, nodes: ['win-3', 'win-1']}],
])('%s are the nodes it runs on, and no others', async (_, given) => {
  for (const cluster of [undefined, null] as const)
    expect(nodesOf((await prepared({...given, ...(cluster === null && {cluster})})).objects).sort()).toEqual([
      'win-1',
      'win-3',
    ]);
});

test.each([
  ['--set namespace', {set: {namespace: 'team-a'}}],
  ['-n', {namespace: 'team-a'}],
])('%s is where it goes, with a cluster or without', async (_, given) => {
  for (const cluster of [undefined, null] as const)
    expect(
      namespacesOf((await prepared({...given, nodes: ['win-1'], ...(cluster === null && {cluster})})).objects),
    ).toEqual(['team-a']);
});

test('flags that contradict a setting are refused', async () => {
  expect((await prepared({set: {nodes: 'win-1'}, nodes: ['win-2']})).refused).toContain('name different nodes');
  expect((await prepared({set: {namespace: 'a'}, namespace: 'b'})).refused).toContain('name different namespaces');
});

test('a dry run with a cluster at hand shows the object as it would be sent: name, owner, end, image of the node', async () => {
  const image = 'registry.k8s.io/pause:3.10';
  const node = windowsNode('win-1');
  const cluster = fakeCluster({
    nodes: [{...node, status: {...(node['status'] as object), images: [{names: [image]}]}}],
  });
  const shown = (await prepared({nodes: ['win-1'], dryRun: 'client', cluster})).objects[0];
  const sent = (await prepared({nodes: ['win-1'], cluster})).objects[0];
  const without = (object: KubeObject | undefined): string => {
    const id = textAt(object, 'metadata', 'annotations', 'hostprocess.dev/run-id') ?? '';
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    return JSON.stringify(object).replaceAll(id, 'ID').replaceAll(id.slice(0, 5), 'ID');
  };
  expect(without(shown)).toBe(without(sent));
  expect(without(shown)).toContain(image);
});

test('a dry run shows what it can when the server is out of reach, and says what is missing; a real run never guesses', async () => {
  const cluster = refusing(/^list \/api\/v1\/nodes/, 'unreachable');
  const dry = await prepared({nodes: ['win-1'], dryRun: 'client', cluster});
  expect(nodesOf(dry.objects)).toEqual(['win-1']);
  expect(dry.told).toEqual([{is: 'note', text: expect.stringContaining('No cluster was asked')}]);
  expect((await prepared({nodes: ['win-1'], cluster})).refused).toContain('no: list');
});
