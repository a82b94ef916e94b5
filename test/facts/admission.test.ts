import {expect, test} from 'vitest';
import {gatherPorts} from '../../src/app/gather-ports.ts';
import {podAdmission} from '../../src/facts/cluster/admission.ts';
import {imaginedPod} from '../../src/facts/cluster/imagined-pod.ts';
import {type KubeObject, textAt} from '../../src/kernel/objects.ts';
import {type Problem, problem} from '../../src/kernel/outcome.ts';
import {fakeCluster} from '../app/fake-cluster.ts';

const STATEFUL_SET: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: {name: 'db', namespace: 'team'},
  spec: {
    template: {
      metadata: {labels: {app: 'db'}},
      spec: {
        volumes: [{name: 'config', configMap: {name: 'c'}}],
        containers: [{name: 'a', image: 'b', volumeMounts: [{name: 'data', mountPath: '/data'}]}],
      },
    },
    volumeClaimTemplates: [{metadata: {name: 'data'}, spec: {accessModes: ['ReadWriteOnce']}}],
  },
};

const subject = {kind: 'workload', apiVersion: 'apps/v1', type: 'StatefulSet', namespace: 'team', name: 'db'} as const;

/** What is learned when the dry runs of the pod and of the workload are answered so. */
function learnt(answers: {pods?: Problem; statefulsets?: Problem}) {
  const cluster = fakeCluster({
    refuse: call =>
      (call.includes('/pods/') && answers.pods) || (call.includes('/statefulsets/') && answers.statefulsets) || null,
  });
  const scope = {rosters: {}, objects: () => STATEFUL_SET};
  return podAdmission.by === 'api'
    ? podAdmission.learn(subject, gatherPorts(cluster, scope, new AbortController().signal))
    : null;
}

test('the pod of a StatefulSet is imagined with a volume for each claim', () => {
  expect(imaginedPod(STATEFUL_SET, 'team')?.['spec']).toMatchObject({
    volumes: [
      {name: 'config', configMap: {name: 'c'}},
      {name: 'data', emptyDir: {}},
    ],
  });
});

test.each([
  ['db', 'db-dry-run'],
  [`${'a'.repeat(49)}-bcd`, `${'a'.repeat(49)}-dry-run`],
  [`${'a'.repeat(48)}.-bcd`, `${'a'.repeat(48)}-dry-run`],
])('the imagined pod of %s has a name that is one', (name, expected) => {
  const pod = imaginedPod({...STATEFUL_SET, metadata: {name}}, 'team');
  expect(textAt(pod ?? {}, 'metadata', 'name')).toBe(expected);
});

test('an imagined pod that is not valid while its workload is proves nothing', async () => {
  expect(await learnt({pods: problem('invalid', 'spec.x: Required value')})).toMatchObject({
    is: 'missing',
    because: expect.stringContaining('spec.x: Required value'),
  });
});

test('an imagined pod that is not valid, of a workload that is not either, is refused in the words for the workload', async () => {
  const invalid = (text: string): Problem => problem('invalid', text);
  expect(await learnt({pods: invalid('pod'), statefulsets: invalid('workload')})).toMatchObject({
    is: 'known',
    value: {admitted: false, text: 'workload'},
  });
});

test('what a webhook says is kept without its secrets', async () => {
  expect(await learnt({pods: problem('refused', 'denied: env PASSWORD=hunter2-4711')})).toMatchObject({
    is: 'known',
    value: {admitted: false, text: 'denied: env PASSWORD=****'},
  });
});
