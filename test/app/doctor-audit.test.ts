import {spawn} from 'node:child_process';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Nodes} from '../../sandbox/node/index.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {joinNodes} from '../cluster/pretend-nodes.ts';
import {suiteNeeds} from '../skips.ts';

const skip = suiteNeeds('doctor-audit', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : found.controllers ? null : 'this control plane has no controllers';
});
const ROOT = resolve(import.meta.dirname, '../..');

/** Runs the program from its sources; resolves with its exit code. */
const run = (args: readonly string[], kubeconfig: string): Promise<number | null> =>
  new Promise(ended => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/dev.ts'), ...args], {
      env: {...process.env, KUBECONFIG: kubeconfig},
      stdio: 'ignore',
    });
    child.on('close', ended);
  });

describe.skipIf(skip)('on a real API server', () => {
  let plane: ControlPlane;
  let nodes: Nodes;
  beforeAll(async () => {
    plane = await startControlPlane();
    nodes = await joinNodes(plane, 'healthy-mixed', 'not-ready');
  });
  afterAll(async () => {
    await nodes?.stop();
    await plane?.stop();
  });

  test('doctor sends nothing but reads, whatever it is narrowed to', async () => {
    const {kubeconfig} = plane;
    const user = await plane.user('reader', ['system:masters']);
    await plane.kubectl(['apply', '-f', join(ROOT, 'test/transcripts/manifests/no-toleration.yaml')]);
    expect(await run(['run', 'privileged-daemonset', '--yes', '-n', 'default', '--wait=false'], kubeconfig)).toBe(0);
    for (const names of [[], ['node/win-1'], ['pod/no-toleration'], ['daemonset/privileged-daemonset']])
      expect([0, 1, 3]).toContain(await run(['doctor', '-n', 'default', ...names], user));
    const own = (await plane.audit()).filter(request => request.user === 'reader');
    expect(own.length).toBeGreaterThan(20);
    expect(own.filter(request => !['get', 'list'].includes(request.verb))).toEqual([]);
  });
});
