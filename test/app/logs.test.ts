import {expect, test} from 'vitest';
import {printLogs} from '../../src/app/logs.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import type {ClusterPort} from '../../src/kernel/ports.ts';
import type {Told} from '../../src/kernel/telling.ts';
import {fakeCluster} from './fake-cluster.ts';

const POD: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'agent', namespace: 'default'},
  spec: {nodeName: 'win-1', containers: [{name: 'main'}]},
};

test('a log is read no faster than its reader takes it', async () => {
  const base = fakeCluster();
  base.objects.set('/api/v1/namespaces/default/pods/agent', POD);
  let read = 0;
  let written = 0;
  let ahead = 0;
  const cluster: ClusterPort = {
    ...base,
    async *logs() {
      for (; read < 50; read++) {
        ahead = Math.max(ahead, read - written);
        yield {is: 'line', time: null, text: `line ${read}`};
      }
    },
  };
  const drained = async (): Promise<void> => {
    await new Promise(resolve => setImmediate(resolve));
    written++;
  };
  const printed = await printLogs({
    cluster,
    selection: {path: '/api/v1/namespaces/default/pods', query: {}, accepts: () => true, onePod: true, title: 'pods'},
    query: {follow: false, previous: false, tailLines: null, since: null},
    container: null,
    timestamps: false,
    signal: new AbortController().signal,
    tell: Object.assign((_: Told) => {}, {drained}),
  });
  expect(printed).toEqual({ok: true, value: 1});
  expect([read, written, ahead]).toEqual([50, 50, 0]);
});
