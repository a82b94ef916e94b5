import {expect, test} from 'vitest';
import {windowsNodes} from '../../src/app/ephemeral.ts';
import {exec} from '../../src/app/exec.ts';
import {chooseNodes} from '../../src/app/exec-nodes.ts';
import {type NodeJob, planNodeJobs, plannedJob, SYSTEM_ACCOUNT} from '../../src/app/node-job.ts';
import {type NodeJobOptions, withNodeJobs} from '../../src/app/node-job-run.ts';
import {systemClock} from '../../src/io/clock.ts';
import {exitOfRemote} from '../../src/kernel/exit.ts';
import {type KubeObject, numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import {done, problem, refuse} from '../../src/kernel/outcome.ts';
import {type FakeCluster, fakeCluster, windowsNode} from './fake-cluster.ts';

const NAMES = Array.from({length: 25}, (_, index) => `win-${String(index + 1).padStart(2, '0')}`);

/** A cluster whose Jobs' pods go on running, as a waiting container does. */
function waiting(more: Partial<FakeCluster> = {}, refused: Parameters<typeof fakeCluster>[0] = {}): FakeCluster {
  const fake = fakeCluster({nodes: NAMES.map(windowsNode), ...refused});
  const pods = new Map<string, KubeObject>();
  return {
    ...fake,
    async get(path, signal) {
      const pod = pods.get(path.replace(/^.*\/pods\//, ''));
      return pod ? done(pod) : fake.get(path, signal);
    },
    async *watch(path, query, signal) {
      for await (const change of fake.watch(path, query, signal)) {
        if (change.is !== 'snapshot') continue;
        const mine = change.objects.filter(pod =>
          query.labelSelector?.endsWith(`=${textAt(pod, 'metadata', 'owner')}`),
        );
        const containerStatuses = [{name: 'exec', state: {running: {}}}];
        const status = {phase: 'Running', containerStatuses};
        const objects = mine.map(pod => ({...pod, status}));
        for (const pod of objects) pods.set(textAt(pod, 'metadata', 'name') ?? '', pod);
        yield {is: 'snapshot', objects};
      }
    },
    ...more,
  };
}

async function plan(cluster: FakeCluster, names: readonly string[]): Promise<readonly NodeJob[]> {
  const {signal} = new AbortController();
  const nodes = await windowsNodes(cluster, names, signal);
  if (!nodes.ok) throw new Error(nodes.problem.text);
  const planned = await planNodeJobs({
    ...{cluster, clock: systemClock, nodes: nodes.value, purpose: 'exec', account: SYSTEM_ACCOUNT, signal},
    ...{container: {command: ['x'], env: {A: '$x $(Y)'}, limits: {cpu: '1', memory: '1Gi'}}},
    ...{deadlineSeconds: 60, namespace: null},
  });
  if (!planned.ok) throw new Error(planned.problem.text);
  return planned.value.jobs;
}

function options(cluster: FakeCluster, more: Partial<NodeJobOptions> = {}): NodeJobOptions & {left: (string | null)[]} {
  const left: (string | null)[] = [];
  return {
    ...{cluster, clock: systemClock, signal: new AbortController().signal, tell: () => undefined, until: 'running'},
    ...{parallel: 10, leaves: (text: string | null) => left.push(text), left},
    ...more,
  };
}

const jobsIn = (cluster: FakeCluster): number =>
  [...cluster.objects.keys()].filter(path => path.includes('/jobs/')).length;

test('a Job holds everything that makes it harmless, and every dollar sign is protected', async () => {
  const [job] = await plan(waiting(), ['win-01']);
  const planned = job && plannedJob(job, new Date(0));
  const spec = objectAt(planned?.ok ? planned.value.object : {}, 'spec');
  expect(spec).toMatchObject({
    ...{backoffLimit: 0, activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 300},
    template: {
      metadata: {annotations: {'hostprocess.dev/purpose': 'exec', 'hostprocess.dev/owner': 'me'}},
      spec: {
        ...{activeDeadlineSeconds: 60, restartPolicy: 'Never', terminationGracePeriodSeconds: 1, hostNetwork: true},
        ...{automountServiceAccountToken: false, enableServiceLinks: false, os: {name: 'windows'}},
        tolerations: [{operator: 'Exists'}],
        containers: [{name: 'exec', env: [{name: 'A', value: '$$x $$(Y)'}]}],
      },
    },
  });
  expect(textAt(spec, 'template', 'metadata', 'annotations', 'hostprocess.dev/expires')).toBe(
    '1970-01-01T00:06:00.000Z',
  );
  expect(numberAt(spec, 'template', 'spec', 'activeDeadlineSeconds')).toBe(60);
});

test('no more than so many at a time, each removed when it is done, results in order', async () => {
  const cluster = waiting();
  let now = 0;
  let most = 0;
  const jobs = await plan(cluster, NAMES);
  const runs = await withNodeJobs(jobs, options(cluster, {parallel: 4}), async running => {
    most = Math.max(most, ++now);
    await systemClock.sleep(5);
    now--;
    return running.job.node;
  });
  expect(most).toBe(4);
  expect(runs.map(run => (run.is === 'done' ? run.value : null))).toEqual(NAMES);
  expect(runs.every(run => run.removal?.is === 'confirmed')).toBe(true);
  expect(jobsIn(cluster)).toBe(0);
}, 30_000);

test('a body that throws: everything is removed before the exception goes on', async () => {
  const cluster = waiting();
  const given = options(cluster);
  const thrown = withNodeJobs(await plan(cluster, NAMES.slice(0, 3)), given, async () => {
    throw new Error('a bug');
  });
  await expect(thrown).rejects.toThrow('a bug');
  expect(jobsIn(cluster)).toBe(0);
  expect(given.left.at(-1)).toBeNull();
});

test('an abort: what exists is removed, what does not exist yet is not created', async () => {
  const cluster = waiting();
  const stop = new AbortController();
  const runs = await withNodeJobs(
    await plan(cluster, NAMES),
    options(cluster, {parallel: 2, signal: stop.signal}),
    async () => {
      stop.abort('interrupted');
      return null;
    },
  );
  expect(
    cluster.calls.filter(call => call.startsWith('create ') && call.includes('/jobs/')).length,
  ).toBeLessThanOrEqual(2);
  expect(runs.filter(run => run.is === 'failed' && run.problem.is === 'interrupted').length).toBeGreaterThanOrEqual(23);
  expect(jobsIn(cluster)).toBe(0);
});

test('one node that is refused does not stop the others', async () => {
  const refused = problem('refused', 'Error from server (Forbidden): exceeded quota');
  const cluster = waiting({}, {refuse: call => (/^create \S*win-02$/.test(call) ? refused : null)});
  const runs = await withNodeJobs(await plan(cluster, NAMES.slice(0, 3)), options(cluster), async () => 'ran');
  expect(runs.map(run => run.is)).toEqual(['done', 'failed', 'done']);
  expect(runs[1]).toMatchObject({problem: refused, removal: null});
});

test('an answer that was lost: the Job it may have made is found and removed', async () => {
  const fake = waiting();
  const cluster = waiting({
    ...{objects: fake.objects, get: fake.get, remove: fake.remove, list: fake.list, watch: fake.watch},
    create: async (object, of, how) => {
      const made = await fake.create(object, of, how);
      return how.dryRun ? made : refuse('unreachable', 'the connection was reset');
    },
  });
  const runs = await withNodeJobs(await plan(cluster, ['win-01']), options(cluster), async () => 'ran');
  expect(runs).toMatchObject([{is: 'done', value: 'ran', removal: {is: 'confirmed'}}]);
  expect(jobsIn(fake)).toBe(0);
});

test('neither an answer nor a look: the Job that may exist is named, before the request and after it', async () => {
  const left: (string | null)[] = [];
  const before: (string | null | undefined)[] = [];
  let minute = 0;
  const cluster = waiting({
    create: async (object, of, how) => {
      if (how.dryRun) return waiting().create(object, of, how);
      before.push(left.at(-1));
      return refuse('unreachable', 'the connection was reset');
    },
    get: async () => refuse('unreachable', 'nobody answers'),
  });
  const clock = {now: () => new Date(minute++ * 60_000), sleep: async () => undefined};
  const jobs = await plan(cluster, ['win-01']);
  const more = {clock, leaves: (text: string | null) => left.push(text)};
  const [run] = await withNodeJobs(jobs, options(cluster, more), async () => 'ran');
  const name = /job\.batch\/hostprocess-exec-\w+-win-01/.exec(left.at(-1) ?? '')?.[0] ?? 'none';
  expect(before).toEqual([expect.stringContaining(name)]);
  expect(run).toMatchObject({
    problem: {remedy: expect.stringMatching(`${name} may exist .* kubectl delete -n default ${name} `)},
  });
});

test('a node named twice, with and without its kind, is one node', async () => {
  const cluster = waiting();
  const {signal} = new AbortController();
  const choice = {names: ['win-01', 'node/win-01', 'nodes/win-01'], selector: null, all: false};
  const chosen = await chooseNodes(choice, 'exec', cluster, signal);
  expect(chosen.ok && chosen.value.map(each => each.node.name)).toEqual(['win-01']);
  const unlisted = waiting({list: async () => refuse('forbidden', 'you may not list nodes')});
  const named = await chooseNodes(choice, 'exec', unlisted, signal);
  expect(named.ok && named.value.map(each => each.node.name)).toEqual(['win-01']);
});

test('more than ten nodes are asked about first, and with nobody to ask nothing is created', async () => {
  const cluster = waiting({exec: async () => done(0)});
  const nobody = async () => refuse('usage', 'nobody');
  const go = (yes: boolean, names: readonly string[]) =>
    exec({
      ...{
        cluster,
        clock: systemClock,
        signal: new AbortController().signal,
        yes,
        account: SYSTEM_ACCOUNT,
        parallel: 25,
      },
      ...{nodes: {names, selector: null, all: false}, remote: {is: 'program', argv: ['hostname']}, timeoutMs: 60_000},
      ...{namespace: null, terminal: {interactive: false, confirm: nobody, choose: nobody, input: nobody}},
      ...{tell: () => undefined, leaves: () => undefined},
      ...{onNodes: () => undefined, onOutput: () => undefined, onEnded: () => undefined},
    });
  const refused = await go(false, NAMES);
  expect(refused).toMatchObject({ok: false, problem: {is: 'usage', remedy: expect.stringContaining('--yes')}});
  expect(cluster.calls.some(call => call.startsWith('create'))).toBe(false);
  expect(await go(false, NAMES.slice(0, 10))).toMatchObject({ok: true});
  const agreed = await go(true, NAMES);
  expect(agreed.ok && agreed.value.map(result => result.exitCode)).toEqual(NAMES.map(() => 0));
}, 30_000);

test.each<[readonly (number | null)[], number]>([
  [[0], 0],
  [[7], 7],
  [[300], 44],
  [[512], 1],
  [[-1], 255],
  [[0xc0000005], 5],
  [[0, 0], 0],
  [[0, 7], 1],
  [[0, null], 1],
])('exit codes %j become %i', (codes, code) => {
  expect(exitOfRemote(codes)).toBe(code);
});
