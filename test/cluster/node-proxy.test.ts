import {spawn} from 'node:child_process';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Nodes} from '../../sandbox/node/index.ts';
import {suiteNeeds} from '../skips.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from './controlplane.ts';
import {ownAddress} from './own-address.ts';
import {joinNodesAt} from './pretend-nodes.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ADDRESS = ownAddress();
const skip = suiteNeeds('node-proxy', () => {
  const found = findControlPlane();
  if ('missing' in found) return found.missing;
  if (!found.controllers) return 'this control plane has no controllers';
  return ADDRESS === null ? 'no address but the loopback’s, to which the API server proxies for nobody' : null;
});

/** Runs the program from its sources; resolves with what it printed on standard output, and its exit code. */
const run = (args: readonly string[], kubeconfig: string): Promise<{text: string; exit: number | null}> =>
  new Promise(ended => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/dev.ts'), ...args], {
      env: {...process.env, KUBECONFIG: kubeconfig},
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('close', exit => ended({text, exit}));
  });

describe.skipIf(skip)('nodes whose kubelets the API server proxies to', () => {
  let plane: ControlPlane;
  let nodes: Nodes;
  beforeAll(async () => {
    plane = await startControlPlane();
    nodes = await joinNodesAt(plane, ADDRESS ?? '', ['missing-group']);
  }, 90_000);
  afterAll(async () => {
    await nodes?.stop();
    await plane?.stop();
  });

  const failuresOf = async (node: string): Promise<number> => {
    const {stdout} = await plane.kubectl(['get', '--raw', `/api/v1/nodes/${node}/proxy/metrics`]);
    const counts = stdout.matchAll(/^kubelet_started_host_process_containers_errors_total\{.*\} (\d+)$/gm);
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  const asked = async (user: string): Promise<readonly string[]> =>
    (await plane.audit()).flatMap(each =>
      each.user === user && each.uri.includes('/proxy/') ? [`${each.verb} ${each.uri}`] : [],
    );

  test('doctor reads what they counted only when it is asked to, once a node, and says what is true', async () => {
    expect(
      (await run(['run', 'admin-check', '--account', 'hpc-readers', '-n', 'default'], plane.kubeconfig)).exit,
    ).toBe(1);
    expect(await failuresOf('win-1')).toBe(0);
    const failed = await failuresOf('win-2');
    expect(failed).toBeGreaterThan(0);

    const reader = await plane.user('reader', ['system:masters']);
    await run(['doctor'], reader);
    expect(await asked('reader')).toEqual([]);
    const {text, exit} = await run(['doctor', '--opt-in', 'HP412'], reader);
    expect(exit).toBe(0);
    expect(text).toContain('⚠ HP412 win-2');
    expect(text).not.toContain('HP412 win-1');
    expect(text).toContain(
      `found   ${failed} of ${failed} starts failed since the kubelet started: RunContainerError ${failed}\n`,
    );
    expect([...(await asked('reader'))].sort()).toEqual([
      'get /api/v1/nodes/win-1/proxy/metrics',
      'get /api/v1/nodes/win-2/proxy/metrics',
    ]);
  }, 120_000);
});
