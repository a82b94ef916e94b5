import {describe, expect, test} from 'vitest';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {severityOf} from '../../src/kernel/report.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {but, daemonset, node, podSpec, visit} from '../app/doctor-world.ts';

const tainted = (name: string, ...taints: JsonObject[]): KubeObject => ({...node(name), spec: {taints}});
const UNREACHABLE = ['NoSchedule', 'NoExecute'].map(effect => ({key: 'node.kubernetes.io/unreachable', effect}));
const BUSY = {key: 'busy', effect: 'NoSchedule'};

/** What HP405, HP408 and HP713 find of a DaemonSet in this cluster. */
const found = async (...world: Parameters<typeof reportOn>): Promise<string[]> =>
  (await reportOn(...world)).map(({text}) => text);

async function reportOn(nodes: readonly KubeObject[], status: JsonObject, spec: JsonObject = {}) {
  const live = daemonset(podSpec(spec), status);
  const world = but({
    lists: {'/api/v1/nodes': nodes, '/api/v1/pods': [], '/apis/apps/v1/daemonsets': [live]},
    gets: {'/apis/apps/v1/namespaces/monitoring/daemonsets/agent': live},
  });
  const {report} = await visit(world);
  return report.lines.flatMap(line =>
    line.verdict.is === 'fail' && ['HP405', 'HP408', 'HP713'].includes(line.check.code)
      ? line.verdict.found.map(each => ({
          text: `${line.check.code} ${severityOf(line, each)}: ${each.text}`,
          remedy: each.remedy,
        }))
      : [],
  );
}

describe('a DaemonSet that wants 0 pods', () => {
  const ZERO = {desiredNumberScheduled: 0, currentNumberScheduled: 0, updatedNumberScheduled: 0, numberReady: 0};
  const OPEN = 'HP713 error: the DaemonSet wants 0 pods, although win-1 would take them';

  test.each<[string, readonly KubeObject[], JsonObject, string[]]>([
    ['whose node would take a pod', [node('win-1')], {}, [OPEN]],
    [
      'of whose nodes one would take a pod',
      [node('win-1'), tainted('win-2', BUSY)],
      {},
      ['HP405 warning: win-2 has the taint busy:NoSchedule, which the pods do not tolerate', OPEN],
    ],
    [
      'whose nodes are all tainted',
      [tainted('win-1', BUSY)],
      {},
      ['HP405 error: win-1 has the taint busy:NoSchedule, which the pods do not tolerate'],
    ],
    [
      'that selects no node',
      [node('win-1')],
      {nodeSelector: {pool: 'gpu'}},
      ['HP713 error: the DaemonSet wants 0 pods: no node matches it'],
    ],
    [
      'that names a Linux node',
      [node('win-1'), {metadata: {name: 'lin-1', labels: {'kubernetes.io/os': 'linux'}}}],
      {nodeName: 'lin-1'},
      ['HP405 error: spec.nodeName binds its pods to lin-1, a linux node'],
    ],
  ])('%s is reported by one check', async (_, nodes, spec, expected) => {
    expect(await found(nodes, ZERO, spec)).toEqual(expected);
  });

  test('because its controller has not looked at it yet is on its way', async () => {
    expect(await found([node('win-1')], {...ZERO, observedGeneration: 0})).toEqual([
      'HP408 warning: the DaemonSet controller has not looked at its latest change',
    ]);
  });
});

test('a pod on a node that is silent may stay: nobody is sent to compare selectors', async () => {
  const [, counted] = await reportOn([node('win-1'), tainted('win-2', ...UNREACHABLE)], {numberMisscheduled: 1});
  expect(counted).toEqual({
    text: 'HP408 warning: 1 pod runs on a node that would get none now',
    remedy: 'Mend what HP405 says of win-2: until then a pod may stay there, and none is made anew.',
  });
});

test('pods on nodes that are no longer selected are removed by the controller', async () => {
  const [counted] = await reportOn([node('win-1')], {numberMisscheduled: 2});
  expect(counted?.text).toBe('HP408 warning: 2 pods run on nodes that would get none now');
  expect(counted?.remedy).toContain('the controller removes such pods by itself');
});
