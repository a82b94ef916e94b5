import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {resolve} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {MERGE_PATCH} from '../../sandbox/node/api.ts';
import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import {onTargets} from './on-targets.ts';
import type {Target} from './target.ts';

const RUN = resolve(import.meta.dirname, '../../bin/run.js');
const JOBS = '/apis/batch/v1/jobs';
const PODS = '/api/v1/pods';
const HOLDER = 'test.example.com/holder';

onTargets('interruption', 'a run that is broken off', kind => {
  let target: Target;
  beforeAll(async () => {
    target = await kind.start(['slow-start']);
  }, 60_000);
  afterAll(() => target?.stop());

  /** Starts a check whose image takes 15 seconds to come, and waits until its pod is there. */
  async function startRun(): Promise<{child: ChildProcess; output: () => string; ended: Promise<number | null>}> {
    const args = [RUN, 'run', 'admin-check', '--image', 'registry.example.com/tools:v1'];
    const child = spawn(process.execPath, args, {
      env: {...process.env, KUBECONFIG: target.kubeconfig},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    await until(async () => (await items(PODS)).length === 1);
    return {child, output: () => text, ended};
  }
  const items = async (path: string) => listAt((await target.api.send('GET', path)).body, 'items');
  const nothingLeft = async (): Promise<boolean> => (await items(JOBS)).length + (await items(PODS)).length === 0;

  /** Something else holds the pods, so that their removal is not confirmed; or lets them go. */
  async function holdPods(hold: boolean): Promise<void> {
    for (const pod of await items(PODS)) {
      const others = listAt(pod, 'metadata', 'finalizers').filter(each => each !== HOLDER);
      const metadata = {finalizers: hold ? [...others, HOLDER] : others};
      const path = `/api/v1/namespaces/default/pods/${textAt(pod, 'metadata', 'name')}`;
      expect((await target.api.send('PATCH', path, {metadata}, MERGE_PATCH)).status).toBe(200);
    }
  }

  test.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)(
    '%s removes what the run made, confirmed by the node, and ends with its code',
    async (_, signal, code) => {
      const run = await startRun();
      run.child.kill(signal);
      expect(await run.ended).toBe(code);
      expect(run.output()).toContain('removed, confirmed');
      expect(await nothingLeft()).toBe(true);
    },
    60_000,
  );

  test('a second Ctrl-C leaves at once and says what is left and how to remove it; cleanup then removes it', async () => {
    const run = await startRun();
    await holdPods(true);
    run.child.kill('SIGINT');
    await new Promise(next => setTimeout(next, 400));
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    await holdPods(false);
    expect(run.output()).toMatch(
      /Left behind: job\.batch\/admin-check-\w+-win-1 in default\. To remove: kubectl delete -n default job\.batch\/admin-check/,
    );
    const cleanup = spawn(process.execPath, [RUN, 'cleanup', '--all', '--yes'], {
      env: {...process.env, KUBECONFIG: target.kubeconfig},
      stdio: 'ignore',
    });
    expect((await once(cleanup, 'exit'))[0]).toBe(0);
    expect(await nothingLeft()).toBe(true);
  }, 60_000);

  test('after kill -9 the control plane alone ends the Job at its deadline and removes it', async () => {
    const run = await startRun();
    run.child.kill('SIGKILL');
    await run.ended;
    const [job] = await items(JOBS);
    expect(objectAt(job, 'spec')).toMatchObject({
      backoffLimit: 0,
      activeDeadlineSeconds: 120,
      ttlSecondsAfterFinished: 300,
      template: {spec: {activeDeadlineSeconds: 120, restartPolicy: 'Never'}},
    });
    // two minutes are too long for a test: the same fields, nearer
    const sooner = {spec: {activeDeadlineSeconds: 1, ttlSecondsAfterFinished: 1}};
    const path = `/apis/batch/v1/namespaces/default/jobs/${textAt(job, 'metadata', 'name')}`;
    expect((await target.api.send('PATCH', path, sooner, MERGE_PATCH)).status).toBe(200);
    await until(nothingLeft);
  }, 60_000);
});

/** Resolves when `holds` does; fails after 30 seconds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 30 seconds');
    await new Promise(next => setTimeout(next, 150));
  }
}
