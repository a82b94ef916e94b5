import {expect, test} from 'vitest';
import {documentPorts} from '../../src/app/gather-ports.ts';
import failedStarts from '../../src/checks/cluster/hp412-failed-starts.ts';
import {known, type Missing, missing} from '../../src/kernel/facts.ts';
import {gather} from '../../src/kernel/gather.ts';
import {judge} from '../../src/kernel/judge.ts';
import type {GatherPorts} from '../../src/kernel/ports.ts';
import {troubles} from './world.ts';

/** What HP412 says of a node whose metrics are these, or cannot be read. */
async function verdictOn(metrics: string | Missing | {is: 'none'; because: string}): Promise<string[]> {
  const ports: GatherPorts = {
    ...documentPorts({rosters: {node: known([{kind: 'node', name: 'win-1'}])}, objects: () => undefined}),
    lines: async (_, keep) =>
      typeof metrics === 'string' ? known(metrics.split('\n').flatMap(line => keep(line) ?? [])) : metrics,
  };
  const consent = {ask: false, optIn: ['HP412']};
  const evidence = await gather({checks: [failedStarts], ports, consent, at: '2026-11-20T03:00:00Z', tool: 'test'});
  return troubles(judge([failedStarts], evidence));
}

const OTHERS = '# TYPE kubelet_node_name gauge\nkubelet_node_name{node="win-1"} 1\n';
const STARTS = 'kubelet_started_host_process_containers_total';
const ERRORS = 'kubelet_started_host_process_containers_errors_total';

test.each<[string, Parameters<typeof verdictOn>[0], string[]]>([
  ['starts and no failure', `${OTHERS}${STARTS}{container_type="container"} 3`, []],
  [
    'failures of several reasons and kinds of containers',
    `# HELP ${ERRORS} [ALPHA] Cumulative number\n${ERRORS}{code="ErrImagePull",container_type="container"} 2\n${ERRORS}{code="ErrImagePull",container_type="init_container"} 1\n${ERRORS}{code="RunContainerError",container_type="container"} 9\n${STARTS}{container_type="container"} 1.4e+01\n${STARTS}{container_type="init_container"} 2`,
    ['HP412 warning: 12 of 16 starts failed since the kubelet started: RunContainerError 9, ErrImagePull 3'],
  ],
  [
    'failures of ordinary containers only',
    `${OTHERS}kubelet_started_containers_errors_total{code="ErrImagePull",container_type="container"} 7\n${STARTS}{container_type="container"} 1`,
    [],
  ],
  [
    'a kubelet that has counted none',
    OTHERS,
    ['HP412 not-applicable: its kubelet has counted no start of a HostProcess container'],
  ],
  ['nothing at all', '', ['HP412 unknown: what answered shows no metrics of a kubelet']],
  ['a login page', '<html>\n<title>kubelet_</title>', ['HP412 unknown: what answered shows no metrics of a kubelet']],
  [
    'a counter in another form',
    `${OTHERS}${ERRORS}{code="ErrImagePull",container_type="container"} many`,
    ['HP412 unknown: its kubelet’s counters cannot be read'],
  ],
  [
    'failures without the number of all starts',
    `${OTHERS}${ERRORS}{code="ErrImagePull",container_type="container"} 3`,
    ['HP412 unknown: its kubelet counts failed starts, but not how many it tried'],
  ],
  [
    'no such page',
    {is: 'none', because: '404 page not found'},
    ['HP412 unknown: its kubelet shows no metrics: 404 page not found'],
  ],
  ['a refusal', missing('cannot get resource "nodes/proxy"'), ['HP412 unknown: cannot get resource "nodes/proxy"']],
])('%s', async (_, metrics, expected) => {
  expect(await verdictOn(metrics)).toEqual(expected);
});

test('what is kept of a node is bounded, however many reasons its kubelet counted', async () => {
  const lines = Array.from({length: 5000}, (_, at) => `${ERRORS}{code="reason-${at}",container_type="container"} 1`);
  const [text = ''] = await verdictOn(`${STARTS}{container_type="container"} 5000\n${lines.join('\n')}`);
  expect(text).toMatch(/^HP412 warning: 5000 of 5000 starts failed .* other reasons 4992$/);
  expect(text.length).toBeLessThan(300);
});
