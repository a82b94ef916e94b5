import {expect, test} from 'vitest';
import {type NodeFacts, nodeFacts} from '../../src/facts/cluster/nodes.ts';
import {placement, taintText} from '../../src/facts/cluster/scheduling.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';

const node = (change: Partial<NodeFacts> = {}): NodeFacts => ({
  ...nodeFacts({metadata: {name: 'win-1', labels: {'kubernetes.io/os': 'windows', pool: 'np1', size: '4'}}}),
  ...change,
});
const affinity = (term: JsonObject): JsonObject => ({
  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [term]}}},
});
const expression = (key: string, operator: string, ...values: string[]): JsonObject =>
  affinity({matchExpressions: [{key, operator, values}]});

test.each<[string, JsonObject, boolean]>([
  ['nothing asked for', {}, true],
  ['its label', {nodeSelector: {'kubernetes.io/os': 'windows'}}, true],
  ['another label', {nodeSelector: {'kubernetes.io/os': 'linux'}}, false],
  ['its name', {nodeName: 'win-1'}, true],
  ['another name', {nodeName: 'win-2'}, false],
  ['In', expression('pool', 'In', 'np0', 'np1'), true],
  ['In without the label', expression('zone', 'In', 'a'), false],
  ['NotIn', expression('pool', 'NotIn', 'np1'), false],
  ['NotIn without the label', expression('zone', 'NotIn', 'a'), true],
  ['Exists', expression('pool', 'Exists'), true],
  ['DoesNotExist', expression('pool', 'DoesNotExist'), false],
  ['Gt', expression('size', 'Gt', '3'), true],
  ['Lt', expression('size', 'Lt', '3'), false],
  [
    'the field metadata.name',
    affinity({matchFields: [{key: 'metadata.name', operator: 'In', values: ['win-1']}]}),
    true,
  ],
  ['an empty term, which matches nothing', affinity({}), false],
])('a pod that asks for %s is placed accordingly', (_, spec, selected) => {
  expect(placement(spec, node(), 'Pod').selected).toBe(selected);
});

const OS = {key: 'os', value: 'windows', effect: 'NoSchedule'};
test.each<[string, JsonObject[], boolean]>([
  ['nothing', [], false],
  ['everything', [{operator: 'Exists'}], true],
  ['the key', [{key: 'os', operator: 'Exists'}], true],
  ['key and value', [{key: 'os', value: 'windows'}], true],
  ['another value', [{key: 'os', value: 'linux'}], false],
  ['another effect', [{key: 'os', operator: 'Exists', effect: 'NoExecute'}], false],
  ['an empty key with Equal', [{value: 'windows'}], false],
])('a pod that tolerates %s meets the taint os=windows:NoSchedule', (_, tolerations, tolerated) => {
  expect(placement({tolerations}, node({taints: [OS]}), 'Pod').untolerated).toEqual(tolerated ? [] : [OS]);
});

test('PreferNoSchedule keeps nobody away', () => {
  expect(placement({}, node({taints: [{...OS, effect: 'PreferNoSchedule'}]}), 'Pod').untolerated).toEqual([]);
});

test('a cordoned node takes DaemonSet pods only', () => {
  const cordoned = node({unschedulable: true});
  expect(placement({}, cordoned, 'DaemonSet').untolerated).toEqual([]);
  expect(placement({}, cordoned, 'Pod').untolerated.map(taintText)).toEqual([
    'node.kubernetes.io/unschedulable:NoSchedule',
  ]);
});
