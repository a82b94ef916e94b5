import {expect, test} from 'vitest';
import {runCollector} from '../../sandbox/node/answers/index.ts';
import {hostProcessIdentity} from '../../sandbox/node/identity.ts';
import {loadScenario, type PretendNode} from '../../sandbox/node/index.ts';
import {environment} from '../../sandbox/node/process.ts';
import {answersOf} from '../../src/app/probe-answers.ts';
import {collectorLaunch} from '../../src/facts/node/collector-launch.ts';
import {readCollector} from '../../src/facts/node/collector-reading.ts';
import {readAccount} from '../../src/windows/accounts.ts';
import {judgeWith, troubles} from './world.ts';

/** What the checks find on a pretend node that is asked by the collector, opt-in checks included. */
async function findings(node: PretendNode): Promise<string[]> {
  const account = readAccount('NT AUTHORITY\\SYSTEM');
  if (account.is !== 'system') throw new Error('SYSTEM is a system account');
  const put: Parameters<typeof judgeWith>[0] = async (_, asks) => {
    const began = Date.now();
    const {env} = collectorLaunch(asks.values(), {apiServer: {host: '10.0.0.1', port: 6443}});
    const inPod = [
      ...env,
      {name: 'KUBERNETES_SERVICE_HOST', value: '10.96.0.1'},
      {name: 'KUBERNETES_SERVICE_PORT', value: '443'},
    ];
    const lines: string[] = [];
    await runCollector({
      node,
      identity: hostProcessIdentity(node, account, 'bind', '0'.repeat(64)),
      variable: environment(new Map(inPod.map(({name, value}) => [name, value]))),
      workingDirectory: 'C:\\hpc',
      print: (_stream, text) => lines.push(text),
      stdin: null,
      console: null,
      stopped: new AbortController().signal,
    });
    return answersOf(readCollector(lines), asks.keys(), {
      notBefore: began - 1000,
      notAfter: Date.now() + 1000,
    });
  };
  const report = await judgeWith(put, {at: new Date().toISOString()}); // the pretend node's clock is this machine's
  return troubles(report).filter(text => !text.includes(' not-applicable: '));
}

/** What each scenario shows on each of its nodes: findings, and nothing else; a node without any has an empty list. */
const CASES: [scenario: string, findings: string[][]][] = [
  ['healthy', [[], [], []]],
  ['aks-layout', [[]]],
  ['eks-layout', [[]]],
  ['rke2-layout', [[]]],
  ['service-down', [['HP505 error: the service hns is stopped']]],
  [
    'full-disk',
    [
      ['HP509 error: 2.0 GiB of 127.0 GiB are free on C: (1.6 %)'],
      ['HP509 warning: 15.0 GiB of 127.0 GiB are free on C: (11.8 %)'],
    ],
  ],
  [
    'hns-hanging',
    [['HP511 error: the Host Network Service has 1400 threads', 'HP513 unknown: no answer within 18 seconds']],
  ],
  [
    'clock-off',
    [
      ['HP522 warning: the node’s clock is 15 minutes behind the API server’s'],
      ['HP522 warning: the node’s clock is 2 days ahead of the API server’s'],
    ],
  ],
  ['dns-broken', [['HP517 warning: mcr.microsoft.com was not resolved: no DNS server answered']]],
  ['commit-exhausted', [['HP510 error: 19.8 GiB of 20.0 GiB are committed (99.0 %)']]],
  [
    'pending-reboot',
    [
      [
        'HP520 warning: a restart is due for Windows’ component store and Windows Update; the node has been up for 45 days',
      ],
      [],
    ],
  ],
  ['port-exhaustion', [['HP514 warning: 2 blocks of 64 TCP ports left in 49152–65535']]],
  ['containerd-account', [['HP503 error: the service containerd logs on as .\\Administrator']]],
];
test.each(CASES)('%s', async (scenario, expected) => {
  const found = await Promise.all(loadScenario(scenario).nodes.map(findings));
  expect(found).toEqual(expected);
});

test('a collector that antivirus ends leaves everything it did not answer unknown, and nothing of that healthy', async () => {
  const [node] = loadScenario('antivirus-kills-collector').nodes;
  const found = node ? await findings(node) : [];
  expect(found.length).toBeGreaterThan(15);
  expect(found.filter(text => !text.includes(' unknown: the collector was ended before it was done'))).toEqual([]);
});
