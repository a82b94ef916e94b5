import {describe, expect, test} from 'vitest';
import {listAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json} from '../../src/kernel/subjects.ts';
import {
  fill,
  type Hole,
  type HoleType,
  parseHole,
  perNode,
  TEMPLATES,
  type Template,
} from '../../src/templates/index.ts';
import {expandVariables} from '../../src/windows/expansion.ts';

const template = (name: string): Template => TEMPLATES.find(each => each.name === name) as Template;
const DAEMONSET = template('privileged-daemonset');
const CHECK = template('admin-check');

const hole = (type: HoleType): Hole => ({name: 'it', type, sets: ['/x'], default: null, help: '', required: false});

describe('a flag’s text', () => {
  test.each<[HoleType, string, Json]>([
    ['name', 'my-check', 'my-check'],
    ['account', 'NT AUTHORITY\\SYSTEM', 'NT AUTHORITY\\SYSTEM'],
    ['account', 'Users of the host', 'Users of the host'],
    ['image', 'registry.example.com:5000/tools@sha256:0a', 'registry.example.com:5000/tools@sha256:0a'],
    ['quantity', '0.5', '0.5'],
    ['quantity', '256Mi', '256Mi'],
    ['node-names', 'win-1, ip-10-0-0-1.ec2.internal', ['win-1', 'ip-10-0-0-1.ec2.internal']],
    ['selector', 'agentpool=win,zone=1', {agentpool: 'win', zone: '1'}],
    ['tolerations', '*', [{operator: 'Exists'}]],
    [
      'tolerations',
      'os=windows:NoSchedule,gpu,a.b/c:NoExecute',
      [
        {key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule'},
        {key: 'gpu', operator: 'Exists'},
        {key: 'a.b/c', operator: 'Exists', effect: 'NoExecute'},
      ],
    ],
    ['script', 'Get-Date\nhostname', 'Get-Date\nhostname'],
  ])('for %s, %j, is read', (type, text, value) => {
    expect(parseHole(hole(type), text)).toEqual({ok: true, value});
  });

  test.each<[HoleType, string]>([
    ['name', 'My_Check'],
    ['name', 'a'.repeat(64)],
    ['account', ''],
    ['account', 'a\nb'],
    ['image', 'two words'],
    ['quantity', 'lots'],
    ['quantity', '-1'],
    ['node-names', ''],
    ['node-names', 'win-1,,win-2'],
    ['selector', 'agentpool'],
    ['selector', 'kubernetes.io/os=linux'],
    ['tolerations', 'os=windows:Never'],
    ['tolerations', ''],
    ['script', ' \n'],
    ['script', 'a\0b'],
    ['script', 'x'.repeat(32_001)],
    ['script', 'cd $env:CONTAINER_SANDBOX_MOUNT_POINT'],
  ])('for %s, %j, is refused with what the hole takes', (type, text) => {
    const outcome = parseHole(hole(type), text);
    expect(outcome).toMatchObject({ok: false, problem: {is: 'usage', remedy: expect.stringMatching(/^it takes ./)}});
    expect(!outcome.ok && outcome.problem.text.length).toBeLessThan(140);
  });
});

describe('filling', () => {
  test('sets every place of a hole and leaves the template as it was', () => {
    const before = JSON.stringify(DAEMONSET.manifest);
    const outcome = fill(DAEMONSET, {name: 'shell', tolerations: [{operator: 'Exists'}]}, []);
    const object = outcome.ok ? outcome.value[0] : undefined;
    for (const path of [
      ['metadata', 'name'],
      ['metadata', 'labels', 'app'],
      ['spec', 'selector', 'matchLabels', 'app'],
      ['spec', 'template', 'metadata', 'labels', 'app'],
    ])
      expect(valueAt(object, path)).toBe('shell');
    expect(valueAt(object, ['spec', 'template', 'spec', 'tolerations'])).toEqual([{operator: 'Exists'}]);
    expect(JSON.stringify(DAEMONSET.manifest)).toBe(before);
  });

  test('keeps the operating system in a selector', () => {
    const outcome = fill(DAEMONSET, {selector: {agentpool: 'win'}}, []);
    expect(outcome.ok && valueAt(outcome.value[0], ['spec', 'template', 'spec', 'nodeSelector'])).toEqual({
      agentpool: 'win',
      'kubernetes.io/os': 'windows',
    });
  });

  test('a script runs after the proof and arrives as it was written', () => {
    const script = '$a = "$(hostname) $$ $(HOSTPROCESS_PROOF)"\r\n"it’s"';
    const outcome = fill(DAEMONSET, {script}, []);
    const container = outcome.ok ? listAt(outcome.value[0], 'spec', 'template', 'spec', 'containers')[0] : undefined;
    expect(textAt(container, 'command', 5)).toBe(
      '. ([scriptblock]::Create($env:HOSTPROCESS_PROOF)); . ([scriptblock]::Create($env:HOSTPROCESS_SCRIPT))',
    );
    const [proof, carried] = listAt(container, 'env');
    expect(proof).toEqual(
      listAt(DAEMONSET.manifest, 'spec', 'template', 'spec', 'containers').flatMap(each => listAt(each, 'env'))[0],
    );
    expect(textAt(carried, 'name')).toBe('HOSTPROCESS_SCRIPT');
    expect(expandVariables(textAt(carried, 'value') ?? '', new Map([['HOSTPROCESS_PROOF', 'x']]))).toBe(script);
  });

  test('nodes restrict a DaemonSet by one term each', () => {
    const outcome = fill(DAEMONSET, {}, ['win-1', 'win-2']);
    expect(outcome.ok && JSON.stringify(valueAt(outcome.value[0], ['spec', 'template', 'spec', 'affinity']))).toBe(
      '{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["win-1"]}]},{"matchFields":[{"key":"metadata.name","operator":"In","values":["win-2"]}]}]}}}',
    );
  });

  test('a template for each node makes one object for each, once', () => {
    const outcome = fill(CHECK, {name: 'look'}, ['win-1', 'win-2', 'win-1']);
    expect(outcome.ok && outcome.value.map(object => textAt(object, 'metadata', 'name'))).toEqual([
      'look-win-1',
      'look-win-2',
    ]);
    expect(
      outcome.ok && outcome.value.map(object => JSON.stringify(object).match(/"values":\["([^"]+)"\]/)?.[1]),
    ).toEqual(['win-1', 'win-2']);
  });

  test.each<[string, Template, {[hole: string]: Json}, readonly string[], RegExp]>([
    ['an unknown hole', DAEMONSET, {nmae: 'x'}, [], /nothing called "nmae".*It has name, namespace, nodes/s],
    ['no node', CHECK, {}, [], /needs nodes/],
    ['no node in the list', CHECK, {nodes: []}, [], /no value for nodes/],
    ['nodes of another type', CHECK, {nodes: 'win-1'}, [], /no value for nodes/],
    ['a name with an upper-case letter for each node', CHECK, {name: 'Look'}, ['win-1'], /"Look" is no value for name/],
    ['a number for a text', DAEMONSET, {image: 7}, [], /"7" is no value for image/],
    ['a list for a selector', DAEMONSET, {selector: []}, [], /no value for selector/],
    [
      'a toleration with an unknown field',
      DAEMONSET,
      {tolerations: [{operator: 'Exists', sure: true}]},
      [],
      /no value for tol/,
    ],
    ['an empty toleration', DAEMONSET, {tolerations: [{}]}, [], /no value for tolerations/],
  ])('%s is a usage problem that says what is possible', (_, of, values, nodes, text) => {
    const outcome = fill(of, values, nodes);
    expect(outcome).toMatchObject({ok: false, problem: {is: 'usage'}});
    expect(!outcome.ok && `${outcome.problem.text}\n${outcome.problem.remedy}`).toMatch(text);
  });
});

describe('the name of a node’s own object', () => {
  test('is the base and the node where that is a label', () => {
    expect(perNode('admin-check', 'win-1')).toBe('admin-check-win-1');
    expect(perNode('admin-check', 'n'.repeat(51))).toBe(`admin-check-${'n'.repeat(51)}`);
  });

  test('is a label of at most 63 characters for every node, and never the same for two', () => {
    const nodes = [
      'a.b',
      'a-b',
      'ip-10-0-0-1.eu-central-1.compute.internal',
      'ip-10-0-0-1-eu-central-1-compute-internal',
    ];
    const long = ['x', 'y'].map(end => `${'n'.repeat(200)}${end}`);
    const names = [...nodes, ...long].map(node => perNode('admin-check', node));
    for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    expect(new Set(names).size).toBe(names.length);
    expect(perNode('b'.repeat(63), 'win-1')).toHaveLength(63);
    expect(perNode('b'.repeat(63), 'win-1')).not.toBe(perNode('b'.repeat(63), 'win-2'));
  });
});
