import {expect, test} from 'vitest';
import {planEntries} from '../../src/app/apply.ts';
import {place} from '../../src/app/plan.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {fakeCluster, pathOf} from './fake-cluster.ts';

const SECRET = 'hunter2-SECRET-4711';
const daemonSet = (container: KubeObject): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: {name: 'x', namespace: 'team'},
  spec: {template: {spec: {containers: [{name: 'a', image: 'b', ...container}]}}},
});

/** The changes that a plan shows when the cluster holds `live` and `wanted` is to be applied. */
async function changes(live: KubeObject, wanted: KubeObject) {
  const cluster = fakeCluster();
  cluster.objects.set(`${pathOf('apps/v1', 'DaemonSet', 'team')}/x`, daemonSet(live));
  const planned = place(daemonSet(wanted), 'x.yaml', () => null, {flag: null, fallback: 'team'});
  if (!planned.ok) throw new Error(planned.problem.text);
  const entries = await planEntries([planned.value], cluster, false, new AbortController().signal);
  return entries.ok ? (entries.value[0]?.changes ?? []) : [];
}

test.each<[string, KubeObject, KubeObject, string]>([
  ['a value', {env: [{name: 'KEY', value: SECRET}]}, {env: [{name: 'KEY', value: 'other'}]}, '/env/0/value'],
  ['a variable', {env: []}, {env: [{name: 'KEY', value: SECRET}]}, '/env/0'],
  ['all variables', {}, {env: [{name: 'KEY', value: SECRET}]}, '/env'],
  ['an argument', {args: ['--x']}, {args: [`--token=${SECRET}`]}, '/args/0'],
])('%s that differs is shown as a change, without what it says', async (_, live, wanted, path) => {
  for (const [before, after] of [
    [live, wanted],
    [wanted, live],
  ] as const) {
    const shown = await changes(before, after);
    expect(shown).toEqual([expect.objectContaining({path: `/spec/template/spec/containers/0${path}`})]);
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect(JSON.stringify(shown)).toContain('****');
  }
});

test('what is no secret is shown', async () => {
  expect(await changes({image: 'b'}, {image: 'c'})).toEqual([
    {path: '/spec/template/spec/containers/0/image', from: 'b', to: 'c'},
  ]);
});
