import {expect, test} from 'vitest';
import {place} from '../../src/app/plan.ts';
import {preflight} from '../../src/app/preflight.ts';
import {exitOfReport} from '../../src/kernel/exit.ts';
import {done} from '../../src/kernel/outcome.ts';
import type {ClusterPort} from '../../src/kernel/ports.ts';
import {TEMPLATES} from '../../src/templates/index.ts';
import {fakeCluster, windowsNode} from './fake-cluster.ts';

/** What HP411 finds when `lacking` (verb and resource) may not be done, and the exit code of the whole. */
async function rightsOf(template: string, lacking: readonly string[], removed: boolean) {
  const fake = fakeCluster({nodes: [windowsNode('win-1')]});
  const cluster: ClusterPort = {
    ...fake,
    allowed: async ({verb, resource, subresource}) =>
      done({allowed: !lacking.includes(`${verb} ${resource}${subresource ? `/${subresource}` : ''}`), reason: ''}),
  };
  const manifest = TEMPLATES.find(each => each.name === template)?.manifest ?? {};
  const planned = place(manifest, 'x', () => null, {flag: null, fallback: 'kube-system'});
  if (!planned.ok) throw new Error(planned.problem.text);
  const clock = {now: () => new Date(0), sleep: async () => {}};
  const {report} = await preflight([planned.value], cluster, clock, new AbortController().signal, removed);
  const found = report.lines.flatMap(({check, verdict}) =>
    check.code === 'HP411' && verdict.is === 'fail' ? verdict.found.map(each => each.text) : [],
  );
  return {found, exit: exitOfReport(report)};
}

test('what is removed at the end may be deleted, or it is not created', async () => {
  const found = ['you may not delete jobs.batch: what this creates could not be removed again'];
  expect(await rightsOf('admin-check', ['delete jobs'], true)).toEqual({found, exit: 1});
});

test('what stays needs no right to delete it, whatever its template says', async () => {
  expect(await rightsOf('admin-check', ['delete jobs'], false)).toEqual({found: [], exit: 0});
  expect(await rightsOf('privileged-daemonset', ['delete daemonsets'], false)).toEqual({found: [], exit: 0});
  expect(await rightsOf('privileged-daemonset', ['delete daemonsets'], true)).toMatchObject({exit: 1});
});

test('what is created is not patched, and what is applied is', async () => {
  expect(await rightsOf('admin-check', ['patch jobs'], true)).toEqual({found: [], exit: 0});
  expect(await rightsOf('privileged-daemonset', ['patch daemonsets'], false)).toMatchObject({exit: 1});
});

test.each(['get jobs', 'list pods', 'watch pods', 'get pods/log', 'list events'])(
  'without the right to %s it runs, and says what will not be known',
  async right => {
    const {found, exit} = await rightsOf('admin-check', [right], true);
    expect(found).toHaveLength(1);
    expect(exit).toBe(0);
  },
);
