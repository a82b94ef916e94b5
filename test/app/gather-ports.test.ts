import {expect, test} from 'vitest';
import {documentPorts, gatherPorts, nodesOnce} from '../../src/app/gather-ports.ts';
import {nodeFacts} from '../../src/facts/cluster/nodes.ts';
import {known} from '../../src/kernel/facts.ts';
import {textAt} from '../../src/kernel/objects.ts';
import {done} from '../../src/kernel/outcome.ts';
import type {ClusterPort} from '../../src/kernel/ports.ts';
import {fakeCluster, windowsNode} from './fake-cluster.ts';

const NODES = '/api/v1/nodes';
const scope = {rosters: {}, objects: () => undefined};
const {signal} = new AbortController();

test('the nodes are read once in all gatherings of a run, and by others each time', async () => {
  const cluster = fakeCluster({nodes: [windowsNode('win-1')]});
  const lists = nodesOnce();
  const all = () => gatherPorts(cluster, scope, signal, lists);
  await Promise.all([all().list(NODES, {}, nodeFacts), all().list(NODES, {}, nodeFacts)]);
  expect(cluster.calls).toEqual([`list ${NODES}`]);
  expect(await all().list(NODES, {}, node => textAt(node, 'metadata', 'name') ?? undefined)).toEqual(known(['win-1']));
  await all().list(NODES, {labelSelector: 'a=b'}, nodeFacts);
  expect(cluster.calls).toHaveLength(3);
});

test('without a cluster nothing is healthy: all that is asked of one is missing', async () => {
  const ports = documentPorts(scope);
  const pod = {namespace: 'a', name: 'b'};
  const asked = [
    ports.get('/x'),
    ports.list('/x', {}, () => 1),
    ports.lines('/x', () => 1),
    ports.allowed({verb: 'get', group: '', resource: 'pods'}),
    ports.logTail(pod, 'c', {lines: 1, previous: false}),
    ports.dryRun({}),
  ];
  for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({is: 'missing'});
});

test('of many texts a few are read at a time, and one that fails holds up no other', async () => {
  let open = 0;
  let most = 0;
  const cluster: ClusterPort = {
    ...fakeCluster(),
    async lines(path, keep) {
      most = Math.max(most, ++open);
      await new Promise(resolve => setTimeout(resolve, 1));
      open--;
      if (path === '/3') throw new Error('a bug');
      const line = keep(path);
      return done(line === undefined ? [] : [line]);
    },
  };
  const ports = gatherPorts(cluster, scope, signal);
  const paths = Array.from({length: 35}, (_, at) => `/${at}`);
  const read = await Promise.allSettled(paths.map(path => ports.lines(path, line => line)));
  expect(most).toBe(10);
  expect(read.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))).toEqual(
    paths.filter(path => path !== '/3').map(path => known([path])),
  );
});
