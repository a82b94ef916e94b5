import {expect, test} from 'vitest';
import {findLeftovers, removable, removeLeftovers} from '../../src/app/cleanup.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {done, type Problem, problem, refuse} from '../../src/kernel/outcome.ts';
import type {TerminalPort} from '../../src/kernel/ports.ts';
import {type FakeCluster, fakeCluster, pathOf} from './fake-cluster.ts';

const NOW = '2026-11-20T12:00:00Z';
const left = (name: string, expires: string | null): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name,
    namespace: 'team',
    uid: `uid-of-${name}`,
    labels: {'hostprocess.dev/ephemeral': 'true', 'app.kubernetes.io/managed-by': 'kubectl-hostprocess'},
    annotations: expires === null ? {} : {'hostprocess.dev/expires': expires},
  },
  spec: {selector: {matchLabels: {'batch.kubernetes.io/controller-uid': `uid-of-${name}`}}},
});

/** A cluster in which one Job has expired, one has not, and of one nobody can tell. */
function clusterOf(refuses?: (call: string) => Problem | null): FakeCluster {
  const cluster = fakeCluster(refuses === undefined ? {} : {refuse: refuses});
  const jobs = [left('old', '2026-11-20T11:59:59Z'), left('new', '2026-11-20T12:00:01Z'), left('odd', 'soon')];
  for (const job of jobs) cluster.objects.set(`${pathOf('batch/v1', 'Job', 'team')}/${job.metadata?.['name']}`, job);
  return cluster;
}

const person = (answer: boolean): TerminalPort => ({
  interactive: true,
  confirm: async () => done(answer),
  choose: async () => refuse('usage', 'not asked'),
  input: async () => refuse('usage', 'not asked'),
});
const nobody: TerminalPort = {...person(true), interactive: false};

async function cleanUp(cluster: FakeCluster, given: {all?: boolean; yes?: boolean; terminal?: TerminalPort} = {}) {
  let now = Date.parse(NOW);
  const clock = {
    now: () => new Date(now),
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const {signal} = new AbortController();
  const found = await findLeftovers({cluster, clock, namespace: 'team', signal});
  if (!found.ok) throw new Error(found.problem.text);
  const {all = false, yes = false, terminal = nobody} = given;
  const outcome = await removeLeftovers(removable(found.value, all), {yes, terminal, cluster, clock, signal});
  return {
    outcome,
    exit: outcome.ok ? outcome.value.exit : null,
    stays: [...cluster.objects.values()].map(object => object.metadata?.['name']),
  };
}

test('only what has expired is removed; --all takes the rest', async () => {
  expect(await cleanUp(clusterOf(), {yes: true})).toMatchObject({exit: 0, stays: ['new', 'odd']});
  expect(await cleanUp(clusterOf(), {yes: true, all: true})).toMatchObject({exit: 0, stays: []});
});

test('nothing is removed without a yes', async () => {
  const no = await cleanUp(clusterOf(), {terminal: person(false)});
  expect(no.outcome).toEqual({ok: false, problem: problem('declined', 'Nothing was removed.')});
  const unasked = await cleanUp(clusterOf());
  expect(unasked.outcome).toMatchObject({ok: false, problem: {is: 'usage', remedy: expect.stringContaining('--yes')}});
  expect([no.stays, unasked.stays]).toEqual([
    ['old', 'new', 'odd'],
    ['old', 'new', 'odd'],
  ]);
  expect(await cleanUp(clusterOf(), {terminal: person(true)})).toMatchObject({exit: 0, stays: ['new', 'odd']});
});

test('what may not be removed is exit 2, and stops no other removal', async () => {
  const cluster = clusterOf(call => (/^remove .*\/old /.test(call) ? problem('forbidden', 'no') : null));
  expect(await cleanUp(cluster, {yes: true, all: true})).toMatchObject({exit: 2, stays: ['old']});
});

test('what is deleted and does not go is not called removed: exit 3', async () => {
  const cluster = clusterOf();
  const remove: FakeCluster['remove'] = async () => done('deleted');
  expect(await cleanUp({...cluster, remove}, {yes: true})).toMatchObject({exit: 3});
});
