import {expect, test} from 'vitest';
import {chooseNamespace, windowsNodes} from '../../src/app/ephemeral.ts';
import {place} from '../../src/app/plan.ts';
import {objectAt} from '../../src/kernel/objects.ts';
import {type Problem, problem} from '../../src/kernel/outcome.ts';
import type {ClusterPort} from '../../src/kernel/ports.ts';
import {fakeCluster, windowsNode} from './fake-cluster.ts';

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

/** The image taken on a node that has these. */
async function imageOn(...names: string[]): Promise<string | null | undefined> {
  const node = windowsNode('win-1');
  const nodes = [{...node, status: {...objectAt(node, 'status'), images: names.map(name => ({names: [name]}))}}];
  const found = await windowsNodes(fakeCluster({nodes}), null, new AbortController().signal);
  return found.ok ? found.value[0]?.image : found.problem.text;
}

test.each([
  'docker.io/evil/pause:1',
  'docker.io/evil/windows-host-process-containers-base-image:v1',
  'evil.example/registry.k8s.io/pause:3.10',
  'registry.k8s.io.evil.example/pause:3.10',
  'mcr.microsoft.com.evil.example/oss/kubernetes/pause:3.9',
  'docker.io/rancher-evil/mirrored-pause:3.6',
  'xdocker.io/rancher/mirrored-pause:3.6',
  '111122223333.dkr.ecr.eu-west-1.amazonaws.com/eks/pause-windows:latest',
  'registry.k8s.io/pause/evil:3.10',
])('an image that anybody may have brought to the node does not run as SYSTEM: %s', async hostile => {
  expect(await imageOn(hostile)).toBeNull();
  expect(await imageOn(hostile, 'registry.k8s.io/pause:3.10')).toBe('registry.k8s.io/pause:3.10');
});

test.each([
  'mcr.microsoft.com/oss/kubernetes/windows-host-process-containers-base-image:v1.0.0',
  'mcr.microsoft.com/oss/kubernetes/pause:3.9-windows-ltsc2022-amd64',
  'mcr.microsoft.com/oss/v2/kubernetes/pause:3.10.1',
  'k8s.gcr.io/pause:3.5',
  'docker.io/rancher/mirrored-pause:3.6',
  '602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause-windows:latest',
])('a genuine image is used where it is: %s', async genuine => {
  expect(await imageOn(genuine)).toBe(genuine);
});
