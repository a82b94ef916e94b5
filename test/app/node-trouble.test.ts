import {expect, test} from 'vitest';
import {nodeTrouble} from '../../src/app/node-trouble.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {done, refuse} from '../../src/kernel/outcome.ts';
import {fakeCluster} from './fake-cluster.ts';

const signal = new AbortController().signal;
const about = (status: string, reason: string, message: string): Promise<unknown> => {
  const node: KubeObject = {
    metadata: {name: 'win-1'},
    status: {conditions: [{type: 'Ready', status, reason, message}]},
  };
  return nodeTrouble({...fakeCluster(), get: async () => done(node)}, 'win-1', signal);
};

test('a node that went silent while its pod was waited for is the reason', async () => {
  const silent = about('Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.');
  expect(await silent).toMatchObject({code: 'HP801'});
});

test('a ready node, and one that may not be read, are no reason', async () => {
  expect(await about('True', 'KubeletReady', 'kubelet is posting ready status')).toBeNull();
  const refused = {...fakeCluster(), get: async () => refuse('forbidden', 'Forbidden')};
  expect(await nodeTrouble(refused, 'win-1', signal)).toBeNull();
});
