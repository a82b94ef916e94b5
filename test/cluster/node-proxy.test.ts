import {spawn} from 'node:child_process';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {onTargets} from './on-targets.ts';
import {ownAddress} from './own-address.ts';
import {CONTROL_PLANE, lacksKubectl, type Target} from './target.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ADDRESS = ownAddress();
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

onTargets(
  'node-proxy',
  'nodes whose kubelets the API server proxies to',
  kind => {
    let target: Target;
    beforeAll(async () => {
      target = await kind.start(['missing-group'], ADDRESS === null ? {} : {address: ADDRESS});
    }, 90_000);
    afterAll(() => target?.stop());

    const failuresOf = async (node: string): Promise<number> => {
      const {stdout} = await target.kubectl(['get', '--raw', `/api/v1/nodes/${node}/proxy/metrics`]);
      const counts = stdout.matchAll(/^kubelet_started_host_process_containers_errors_total\{.*\} (\d+)$/gm);
      return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
    };
    /** What the user asked kubelets for; null where nobody writes it down. */
    const asked = async (user: string): Promise<readonly string[] | null> =>
      (await target.audit?.())
        ?.flatMap(each => (each.user === user && each.uri.includes('/proxy/') ? [`${each.verb} ${each.uri}`] : []))
        .sort() ?? null;
    const expected = (...requests: readonly string[]) => (target.audit === null ? null : requests);

    test('doctor reads what they counted only when it is asked to, once a node, and says what is true', async () => {
      expect(
        (await run(['run', 'admin-check', '--account', 'hpc-readers', '-n', 'default'], target.kubeconfig)).exit,
      ).toBe(1);
      expect(await failuresOf('win-1')).toBe(0);
      const failed = await failuresOf('win-2');
      expect(failed).toBeGreaterThan(0);

      const reader = await target.user('reader', ['system:masters']);
      await run(['doctor'], reader);
      expect(await asked('reader')).toEqual(expected());
      const {text, exit} = await run(['doctor', '--opt-in', 'HP412'], reader);
      expect(exit).toBe(0);
      expect(text).toContain('⚠ HP412 win-2');
      expect(text).not.toContain('HP412 win-1');
      expect(text).toContain(
        `found   ${failed} of ${failed} starts failed since the kubelet started: RunContainerError ${failed}\n`,
      );
      expect(await asked('reader')).toEqual(
        expected('get /api/v1/nodes/win-1/proxy/metrics', 'get /api/v1/nodes/win-2/proxy/metrics'),
      );
    }, 120_000);
  },
  kind =>
    kind === CONTROL_PLANE && ADDRESS === null
      ? 'no address but the loopback’s, to which the API server proxies for nobody'
      : lacksKubectl(),
);
