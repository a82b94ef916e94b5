import {expect, test} from 'vitest';
import {readWorkload} from '../../src/app/plan.ts';
import {type RunOptions, run} from '../../src/app/run.ts';
import {PROOF} from '../../src/facts/node/collector.generated.ts';
import {type Identity, identityLines} from '../../src/facts/node/kinds/identity.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {listAt, textAt} from '../../src/kernel/objects.ts';
import {done, problem, refuse} from '../../src/kernel/outcome.ts';
import type {TerminalPort} from '../../src/kernel/ports.ts';
import type {Told} from '../../src/kernel/telling.ts';
import {TEMPLATES} from '../../src/templates/index.ts';
import {expandVariables} from '../../src/windows/expansion.ts';
import {type FakeCluster, fakeCluster, windowsNode} from './fake-cluster.ts';

const SYSTEM: Identity = {
  account: 'NT AUTHORITY\\SYSTEM',
  sid: 'S-1-5-18',
  groups: ['S-1-5-32-544'],
  admin: true,
  host: 'win-1',
  mountPoint: 'C:\\hpc\\',
  powershell: '5.1',
  languageMode: 'FullLanguage',
  is64Bit: true,
};
const proofOf = (pod: KubeObject): readonly string[] =>
  identityLines({...SYSTEM, host: textAt(pod, 'spec', 'nodeName') ?? ''});
const nobody: TerminalPort = {
  interactive: false,
  confirm: async () => refuse('usage', 'nobody'),
  choose: async () => refuse('usage', 'nobody'),
  input: async () => refuse('usage', 'nobody'),
};
const template = (name: string): RunOptions['source'] => {
  const found = TEMPLATES.find(each => each.name === name);
  if (!found) throw new Error(`no template ${name}`);
  return {is: 'template', template: found, values: {}, nodes: null};
};
async function file(text: string, terminal = nobody): Promise<Pick<RunOptions, 'source'>> {
  const files = {read: async () => done(new TextEncoder().encode(text))};
  const read = await readWorkload({path: 'x.yaml', settings: [], files, terminal});
  if (!read.ok) throw new Error(read.problem.text);
  return {source: {is: 'file', workload: read.value}};
}

type Change = Partial<Omit<RunOptions, 'ports'>> & {terminal?: TerminalPort};
async function go(cluster: FakeCluster, change: Change) {
  const told: Told[] = [];
  const left: (string | null)[] = [];
  let now = 0;
  const clock = {
    now: () => new Date(now),
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const result = await run({
    source: template('privileged-daemonset'),
    namespace: null,
    dryRun: 'none',
    wait: true,
    timeoutMs: 10_000,
    follow: false,
    verify: null,
    remove: null,
    yes: false,
    force: false,
    signal: new AbortController().signal,
    tell: each => told.push(each),
    leaves: text => left.push(text),
    ...change,
    ports: {
      cluster,
      clock,
      terminal: change.terminal ?? nobody,
    },
  });
  return {result, told, left, writes: cluster.calls.filter(call => /^(apply|create|remove) \//.test(call))};
}

test('what is printed by a dry run is, byte for byte, what is sent', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')]});
  const printed = await go(cluster, {dryRun: 'client'});
  const sent: KubeObject[] = [];
  const apply: typeof cluster.apply = (object, of, options) => {
    if (!options.dryRun) sent.push(object);
    return cluster.apply(object, of, options);
  };
  await go({...cluster, apply}, {yes: true, wait: false});
  expect(sent).toEqual(printed.result.ok && printed.result.value.objects);
  const env = listAt(sent[0], 'spec', 'template', 'spec', 'containers', 0, 'env')[0];
  expect(expandVariables(textAt(env, 'value') ?? '', new Map())).toBe(PROOF.text);
});

test('a short-lived check leaves nothing, and every verdict is proven', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1'), windowsNode('win-2')], log: proofOf});
  const {result, told, left} = await go(cluster, {source: template('admin-check')});
  expect(result.ok && result.value.exit).toBe(0);
  expect(
    told.flatMap(each => (each.is === 'proofs' ? each.rows.map(row => `${row.node} ${row.verdict}`) : [])),
  ).toEqual(['win-1 as asked', 'win-2 as asked']);
  expect([...cluster.objects.keys()]).toEqual([]);
  expect(left.at(-1)).toBeNull();
});

test('twenty-five nodes are checked ten at a time, and only after a yes', async () => {
  const nodes = Array.from({length: 25}, (_, index) => windowsNode(`win-${index}`));
  const refused = await go(fakeCluster({nodes, log: proofOf}), {source: template('admin-check')});
  expect(refused.result).toMatchObject({ok: false, problem: {is: 'usage', remedy: expect.stringContaining('--yes')}});
  expect(refused.writes).toEqual([]);
  const cluster = fakeCluster({nodes, log: proofOf});
  let most = 0;
  const create: typeof cluster.create = (...given) => {
    const applied = cluster.create(...given);
    most = Math.max(most, [...cluster.objects.keys()].filter(key => key.includes('/jobs/')).length);
    return applied;
  };
  const agreed = await go({...cluster, create}, {source: template('admin-check'), yes: true});
  expect(agreed.result.ok && agreed.result.value.exit).toBe(0);
  expect(most).toBe(10);
});

test('an apply that is refused half-way removes what was made before it', async () => {
  const cluster = fakeCluster({
    nodes: [windowsNode('win-1'), windowsNode('win-2')],
    log: proofOf,
    refuse: call => (/^create \/.*win-2/.test(call) ? problem('refused', 'exceeded quota') : null),
  });
  const {result, told} = await go(cluster, {source: template('admin-check')});
  expect(result.ok && result.value.exit).toBe(2);
  expect(told).toContainEqual({is: 'warning', text: 'exceeded quota'});
  expect([...cluster.objects.keys()]).toEqual([]);
});

test.each<[string, TerminalPort['confirm'], string]>([
  ['no', async () => done(false), 'declined'],
  ['Ctrl-C', async () => refuse('interrupted', 'interrupted'), 'interrupted'],
])('%s at the question creates nothing', async (_, confirm, is) => {
  const {result, writes} = await go(fakeCluster({nodes: [windowsNode('win-1')]}), {
    terminal: {...nobody, interactive: true, confirm},
  });
  expect(result).toMatchObject({ok: false, problem: {is}});
  expect(writes).toEqual([]);
});

const FRAGMENT =
  'spec:\n  hostNetwork: true\n  nodeSelector: {kubernetes.io/os: windows}\n  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: NT AUTHORITY\\SYSTEM}}\n  containers:\n  - {name: proof, image: x}\n';

test('a fragment is completed by asking for its name', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')]});
  const terminal: TerminalPort = {
    ...nobody,
    interactive: true,
    input: async () => done('test'),
    confirm: async () => done(true),
  };
  const {result} = await go(cluster, {...(await file(FRAGMENT, terminal)), terminal});
  expect(result.ok && result.value.objects[0]).toMatchObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'test', namespace: 'default'},
  });
});

test('a rule that fails stops the run before the cluster is asked for anything', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')]});
  const bad = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n${FRAGMENT.replace('hostNetwork: true', 'hostNetwork: false')}`;
  const {result, told} = await go(cluster, {...(await file(bad)), yes: true});
  expect(result.ok && result.value.exit).toBe(1);
  expect(told).toContainEqual(expect.objectContaining({is: 'report', about: 'rules'}));
  expect(cluster.calls).toEqual([]);
});

test('secrets in a manifest, its annotations and its log are in nothing that is told', async () => {
  const secret = 'hunter2-SECRET-4711';
  const pod =
    `apiVersion: v1\nkind: Pod\nmetadata: {name: x, annotations: {note: ${secret}}}\n${FRAGMENT}    env: [{name: PASSWORD, value: ${secret}}]\n    command: [powershell.exe, --token=${secret}]\n`.replace(
      '- {name: proof, image: x}',
      '- name: proof\n    image: x',
    );
  const cluster = fakeCluster({nodes: [windowsNode('win-1')], log: () => [`password=${secret}`]});
  const {result, told} = await go(cluster, {...(await file(pod)), yes: true, verify: true});
  expect(result.ok).toBe(true);
  expect(JSON.stringify(told.filter(each => each.is !== 'log'))).not.toContain(secret);
});

test('a log without a proof is unknown, never a pass, when exec is refused', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')], log: () => ['Process has admin rights: True']});
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n${FRAGMENT}`;
  const {result, told} = await go(cluster, {...(await file(pod)), yes: true, verify: true});
  expect(result.ok && result.value.exit).toBe(3);
  expect(told.flatMap(each => (each.is === 'proofs' ? each.rows.map(row => row.verdict) : []))).toEqual(['unknown']);
});

test('pods that are wanted and never come are no success', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')]});
  const deployment = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: x}}\n  template:\n    metadata: {labels: {app: x}}\n    ${FRAGMENT.trimEnd().replaceAll('\n', '\n    ')}\n`;
  const {result, told} = await go(cluster, {...(await file(deployment)), yes: true});
  expect(result.ok && result.value.exit).toBe(3);
  expect(told).toContainEqual(
    expect.objectContaining({is: 'warning', text: expect.stringContaining('deployment.apps/x')}),
  );
});

test('what is removed at the end is created, never patched: an object that exists already stays as it is', async () => {
  const cluster = fakeCluster({
    nodes: [windowsNode('win-1')],
    refuse: call =>
      call.startsWith('get /apis/apps')
        ? problem('forbidden', 'no')
        : call.startsWith('create /apis/apps')
          ? problem('conflict', 'already exists')
          : null,
  });
  const {result, writes} = await go(cluster, {yes: true, remove: true});
  expect(result).toMatchObject({ok: false, problem: {is: 'conflict'}});
  expect(writes.filter(call => call.startsWith('apply') || call.startsWith('remove'))).toEqual([]);
});

test('an object whose creation was answered by silence is found again by its run and removed', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')], log: proofOf});
  const create: typeof cluster.create = async (object, of, options) => {
    const made = await cluster.create(object, of, options);
    return options.dryRun ? made : {ok: false, problem: problem('unreachable', 'connection lost')};
  };
  const {result} = await go({...cluster, create}, {source: template('admin-check')});
  expect(result.ok && result.value.exit).toBe(0);
  expect([...cluster.objects.keys()]).toEqual([]);
});

test('one lost answer does not end a removal, and what stays is named with the command that removes it', async () => {
  let losses = 2;
  const once = fakeCluster({
    nodes: [windowsNode('win-1')],
    log: proofOf,
    refuse: call => (call.startsWith('remove') && losses-- > 0 ? problem('unreachable', 'lost') : null),
  });
  const removed = await go(once, {source: template('admin-check')});
  expect(removed.result.ok && removed.result.value.exit).toBe(0);
  const never = fakeCluster({
    nodes: [windowsNode('win-1')],
    log: proofOf,
    refuse: call => (call.startsWith('remove') ? problem('forbidden', 'cannot delete jobs') : null),
  });
  const stays = await go(never, {source: template('admin-check')});
  expect(stays.result.ok && stays.result.value.exit).toBe(3);
  expect(stays.left.at(-1)).toMatch(
    /^Left behind: job\.batch\/admin-check-\w+-win-1 in default\. To remove: kubectl delete -n default job\.batch\//,
  );
});

test('a Job that somebody deletes meanwhile is noticed at once, and is no success', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')]});
  const create: typeof cluster.create = async (object, of, options) => {
    const made = await cluster.create(object, of, options);
    if (!options.dryRun) cluster.objects.clear();
    return made;
  };
  const {result, told} = await go({...cluster, create}, {source: template('admin-check'), timeoutMs: 300_000});
  expect(result.ok && result.value.exit).toBe(3);
  expect(told).toContainEqual(
    expect.objectContaining({is: 'warning', text: expect.stringContaining('deleted by somebody else')}),
  );
  expect(told.filter(each => each.is === 'warning' && each.text.includes('The wait ended'))).toEqual([]);
});

test('what would be removed before it has run is refused', async () => {
  const {result, writes} = await go(fakeCluster({nodes: [windowsNode('win-1')]}), {
    source: template('admin-check'),
    wait: false,
  });
  expect(result).toMatchObject({ok: false, problem: {is: 'usage'}});
  expect(writes).toEqual([]);
});
