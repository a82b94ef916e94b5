import {expect, test} from 'vitest';
import {chooseNamespace} from '../../src/app/ephemeral.ts';
import {place} from '../../src/app/plan.ts';
import {type Problem, problem} from '../../src/kernel/outcome.ts';
import type {ClusterPort} from '../../src/kernel/ports.ts';
import {fakeCluster} from './fake-cluster.ts';

const JOB = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {name: 'check'},
  spec: {template: {spec: {containers: [{name: 'a', image: 'b'}]}}},
};

/** What `chooseNamespace` says when the current namespace is `team` and dry runs of pods are answered so. */
async function chosen(answers: {[namespace: string]: Problem['is']}) {
  const fake = fakeCluster({
    refuse: call => {
      const namespace = /create \(dry run\) .*namespaces\/([^/]+)\/pods/.exec(call)?.[1] ?? '';
      const is = answers[namespace];
      return is === undefined ? null : problem(is, `no: password=hunter2 in ${namespace}`);
    },
  });
  const cluster: ClusterPort = {...fake, target: {...fake.target, namespace: 'team'}};
  const planned = place(JOB, 'x', () => null, {flag: null, fallback: 'team'});
  if (!planned.ok) throw new Error(planned.problem.text);
  const outcome = await chooseNamespace(planned.value, null, cluster, new AbortController().signal);
  return outcome.ok ? outcome.value : outcome.problem.text;
}

test('the current namespace when it admits the pod', async () => {
  expect(await chosen({})).toEqual({
    namespace: 'team',
    because: 'the first of team, kube-system, default that admits the pod',
  });
});

test('a namespace in which nothing may be tried is passed by for one that is known to admit the pod', async () => {
  expect(await chosen({team: 'refused', 'kube-system': 'forbidden'})).toMatchObject({namespace: 'default'});
  expect(await chosen({team: 'forbidden'})).toMatchObject({namespace: 'kube-system'});
});

test('where none is known to admit it, the first that could not be tried, in true words', async () => {
  expect(await chosen({team: 'refused', 'kube-system': 'forbidden', default: 'forbidden'})).toEqual({
    namespace: 'kube-system',
    because: 'whether it admits the pod is not known, for you may not create pods there; team refused it',
  });
  expect(await chosen({team: 'forbidden', 'kube-system': 'forbidden', default: 'forbidden'})).toEqual({
    namespace: 'team',
    because: 'whether it admits the pod is not known, for you may not create pods there',
  });
});

test('all refused: each with its reason, secrets masked', async () => {
  const text = await chosen({team: 'refused', 'kube-system': 'invalid', default: 'not-found'});
  expect(text).toContain('team: no: password=**** in team');
  expect(text).not.toContain('hunter2');
});
