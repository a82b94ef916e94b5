import {describe, expect, test} from 'vitest';
import {judgeVisit} from '../../src/app/doctor.ts';
import {evidenceText, readEvidence} from '../../src/app/doctor-evidence.ts';
import {nodeRows} from '../../src/app/doctor-nodes.ts';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {doctorText} from '../../src/cli/doctor-output.ts';
import {IDENTITY_ASK} from '../../src/facts/node/kinds/identity.ts';
import {answerLine, beginLine, endLine} from '../../src/facts/node/protocol.ts';
import type {AnyCheck} from '../../src/kernel/checks.ts';
import {exitOfReport} from '../../src/kernel/exit.ts';
import {type AnyFact, leaves, type Missing, missing, none, type Optional} from '../../src/kernel/facts.ts';
import {judge} from '../../src/kernel/judge.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import type {Outcome} from '../../src/kernel/outcome.ts';
import type {Evidence} from '../../src/kernel/report.ts';
import {type JsonObject, KINDS} from '../../src/kernel/subjects.ts';
import {PLAIN} from '../../src/render/style.ts';
import {asIdentity} from '../checks/world.ts';
import {but, daemonset, event, HEALTHY, node, pod, podSpec, troubles, visit, type World} from './doctor-world.ts';

test('a healthy cluster: every check that asks no node passes, from reads alone, and the rest is not asked', async () => {
  const {report, calls} = await visit(HEALTHY);
  expect(troubles(report)).toEqual([]);
  expect([...new Set(report.lines.filter(line => line.verdict.is === 'pass').map(line => line.check.code))]).toEqual(
    ['HP401', 'HP402', 'HP403', 'HP404', 'HP405', 'HP406', 'HP407', 'HP408', 'HP409', 'HP410', 'HP413', 'HP414'].concat(
      ['HP416', 'HP417', 'HP418', 'HP419', 'HP713', 'HP715', 'HP761'],
    ),
  );
  expect(report.notAsked.map(each => each.code)).toContain('HP503');
  expect(exitOfReport(report)).toBe(0);
  expect(calls.filter(call => call.startsWith('list '))).toHaveLength(9);
});

test('the metrics of a node are read only when that is asked for, once for each node', async () => {
  const metrics = '/api/v1/nodes/win-1/proxy/metrics';
  const plain = await visit(HEALTHY);
  expect(plain.calls.filter(call => call.includes('/proxy/'))).toEqual([]);
  expect(plain.report.notAsked).toContainEqual({code: 'HP412', kind: 'node', because: 'asked only by name'});
  const named = await visit(HEALTHY, () => false, [], ['HP412']);
  expect(named.calls.filter(call => call.includes('/proxy/'))).toEqual([`lines ${metrics}`]);
  expect(named.report.lines.filter(line => line.check.code === 'HP412').map(line => line.verdict.is)).toEqual(['pass']);
  const refused = await visit(HEALTHY, path => path === metrics, [], ['HP412']);
  expect(troubles(refused.report)).toEqual(['HP412 unknown']);
});

const WAYS: readonly Missing[] = [
  missing('forbidden'),
  missing('the connection was cut', 'HP724'),
  missing('the answer has the wrong shape'),
  missing('no answer in time', 'node win-1'),
];

const isOptional = (need: AnyFact | Optional<AnyFact>): boolean => 'optional' in need;

/** The facts without which a check cannot be judged: optional needs, at any depth, are left out. */
function required(needs: AnyCheck['needs']): Set<string> {
  const ids = Object.values(needs as {[name: string]: AnyFact | Optional<AnyFact>}).flatMap(need => {
    if (isOptional(need)) return [];
    const fact = need as AnyFact;
    return fact.by === 'derivation' ? [...required(fact.needs)] : leaves(fact).map(leaf => `${leaf.about} ${leaf.id}`);
  });
  return new Set(ids);
}

describe('no evidence is never healthy', () => {
  test.each(WAYS)('each fact of a healthy cluster in turn: missing because $because', async way => {
    const {evidence} = await visit(HEALTHY, () => false, [], ['HP412']);
    let tried = 0;
    for (const [subject, facts] of Object.entries(evidence.facts))
      for (const id of Object.keys(facts)) {
        const lines = judgeVisit({...evidence, facts: {...evidence.facts, [subject]: {...facts, [id]: way}}}).lines;
        for (const check of CHECKS.filter(
          each => evidence.checks.includes(each.code) && required(each.needs).has(`${subject.split('/')[0]} ${id}`),
        )) {
          const about = lines.filter(line => line.check.code === check.code).map(line => line.verdict.is);
          expect(about, `${check.code} without ${id}`).toContain('unknown');
          expect(about, `${check.code} without ${id}`).not.toContain('pass');
          tried++;
        }
      }
    expect(tried).toBeGreaterThan(20);
  });

  test.each(CHECKS.map(check => [check.code, check] as const))(
    '%s with nothing learned, and without a roster',
    (_, check) => {
      const rosters = {
        cluster: {is: 'known', value: [{kind: 'cluster', name: 'c'}]},
        namespace: {is: 'known', value: [{kind: 'namespace', name: 'n'}]},
        node: {is: 'known', value: [{kind: 'node', name: 'win-1'}]},
        workload: {
          is: 'known',
          value: [{kind: 'workload', apiVersion: 'apps/v1', type: 'DaemonSet', namespace: 'n', name: 'd'}],
        },
        pod: {is: 'known', value: [{kind: 'pod', namespace: 'n', name: 'p', node: 'win-1'}]},
      } satisfies Evidence['rosters'];
      const evidence: Evidence = {schemaVersion: 1, tool: 't', at: 'now', checks: [check.code], rosters, facts: {}};
      expect(judge([check], evidence).lines.map(line => line.verdict.is)).toEqual(['unknown']);
      for (const kind of KINDS) {
        const refused = judge([check], {...evidence, rosters: {...rosters, [kind]: missing('forbidden')}});
        expect(refused.lines.map(line => line.verdict.is)).toEqual(['unknown']);
      }
    },
  );

  test.each([
    '/api/v1/nodes',
    '/api/v1/pods',
    '/api/v1/events',
    '/version',
    '/apis/apps/v1/daemonsets',
    '/apis/apps/v1/deployments',
    '/apis/apps/v1/statefulsets',
    '/apis/apps/v1/replicasets',
    '/apis/batch/v1/jobs',
    '/apis/batch/v1/cronjobs',
    '/api/v1/namespaces/monitoring',
    '/api/v1/namespaces/kube-system/configmaps/amazon-vpc-cni',
  ])('when %s may not be read', async path => {
    const stuck = but({lists: {'/apis/apps/v1/daemonsets': [daemonset(podSpec(), {updatedNumberScheduled: 0})]}});
    const {report} = await visit(path === '/api/v1/events' ? stuck : HEALTHY, asked => asked === path);
    expect(exitOfReport(report)).toBe(3);
    const because = report.lines.flatMap(({verdict}) => (verdict.is === 'unknown' ? [verdict.because] : []));
    expect(because.every(text => text.includes('not for you'))).toBe(true);
  });
});

const info = (kubelet: string, runtime: string, kernel: string): KubeObject =>
  node('win-1', {
    nodeInfo: {kubeletVersion: kubelet, containerRuntimeVersion: runtime, kernelVersion: kernel},
  });
const withNodes = (...nodes: KubeObject[]): World => but({lists: {'/api/v1/nodes': nodes}});
const NOW = 'v1.36.3';
const linux: KubeObject = {metadata: {name: 'lin-1', labels: {'kubernetes.io/os': 'linux'}}};
const ipam = '/api/v1/namespaces/kube-system/configmaps/amazon-vpc-cni';
const auth = '/api/v1/namespaces/kube-system/configmaps/aws-auth';
const unselective = podSpec({nodeSelector: {}});

test.each<[string, World, string[]]>([
  ['containerd 1.5', withNodes(info(NOW, 'containerd://1.5.18', '10.0.20348.1')), ['HP402 error']],
  ['Docker', withNodes(info(NOW, 'docker://20.10.9', '10.0.20348.1')), ['HP402 error']],
  ['containerd 1.6', withNodes(info(NOW, 'containerd://1.6.38', '10.0.20348.1')), ['HP402 warning']],
  ['containerd 1.7.15', withNodes(info(NOW, 'containerd://1.7.15', '10.0.20348.1')), ['HP402 info']],
  ['a runtime without a version', withNodes(info(NOW, 'containerd://Unknown', '10.0.20348.1')), ['HP402 unknown']],
  ['Windows Server 2019 of 2021', withNodes(info(NOW, 'containerd://1.7.22', '10.0.17763.2000')), ['HP403 warning']],
  ['Windows Server 2019 of today', withNodes(info(NOW, 'containerd://1.7.22', '10.0.17763.6414')), []],
  ['a Windows of the future', withNodes(info(NOW, 'containerd://2.0.4', '10.0.30000.1')), ['HP403 unknown']],
  [
    'a kubelet of last year',
    withNodes(info('v1.32.0', 'containerd://2.0.4', '10.0.20348.1')),
    ['HP404 warning', 'HP404 warning'],
  ],
  ['a kubelet from tomorrow', withNodes(info('v1.37.0', 'containerd://2.0.4', '10.0.20348.1')), ['HP404 warning']],
  ['an API server of 2021', but({gets: {'/version': {gitVersion: 'v1.21.14'}}}), ['HP404 warning', 'HP413 error']],
  [
    'a namespace that is baseline',
    but({
      gets: {'/api/v1/namespaces/monitoring': {metadata: {labels: {'pod-security.kubernetes.io/enforce': 'baseline'}}}},
    }),
    ['HP406 error'],
  ],
  [
    'a DaemonSet that may not make pods',
    but({
      lists: {
        '/apis/apps/v1/daemonsets': [daemonset(podSpec(), {currentNumberScheduled: 0, updatedNumberScheduled: 0})],
        '/api/v1/events': [event('ds', 'FailedCreate', 'Error creating: exceeded quota: small, token=hunter2-event')],
      },
    }),
    ['HP407 error'],
  ],
  [
    'an update under way',
    but({lists: {'/apis/apps/v1/daemonsets': [daemonset(podSpec(), {updatedNumberScheduled: 0})]}}),
    ['HP408 warning'],
  ],
  [
    'a mixed pod',
    but({
      lists: {
        '/api/v1/pods': [
          pod(
            podSpec({
              containers: [
                {name: 'main', resources: {limits: {memory: '1Mi'}}},
                {
                  name: 'sidecar',
                  resources: {limits: {memory: '1Mi'}},
                  securityContext: {windowsOptions: {hostProcess: false}},
                },
              ],
            }),
          ),
        ],
      },
    }),
    ['HP414 error'],
  ],
  [
    'a workload for Windows that fits on Linux',
    but({lists: {'/api/v1/nodes': [node('win-1'), linux], '/apis/apps/v1/daemonsets': [daemonset(unselective)]}}),
    ['HP416 warning'],
  ],
  [
    'limits beyond the node',
    but({
      lists: {
        '/api/v1/nodes': [
          node('win-1', {
            ...(node('win-1')['status'] as object),
            allocatable: {memory: '128Mi', 'vpc.amazonaws.com/PrivateIPv4Address': '1'},
          }),
        ],
      },
    }),
    ['HP417 warning'],
  ],
  [
    'a pod without a limit',
    but({lists: {'/api/v1/pods': [pod(podSpec({containers: [{name: 'main'}]}))]}}),
    ['HP417 info'],
  ],
  [
    'EKS without Windows addresses',
    but({gets: {[ipam]: {data: {}}, [auth]: {data: {mapRoles: '[]'}}}}),
    ['HP418 error', 'HP418 warning'],
  ],
  [
    'a node that stopped',
    withNodes(
      node('win-1', {
        ...(node('win-1')['status'] as object),
        conditions: [
          {
            type: 'Ready',
            status: 'Unknown',
            reason: 'NodeStatusUnknown',
            message: 'Kubelet stopped posting node status.',
          },
        ],
      }),
    ),
    ['HP801 error'],
  ],
  [
    'no Windows node',
    but({lists: {'/api/v1/nodes': [linux], '/api/v1/pods': [], '/apis/apps/v1/daemonsets': []}}),
    ['HP401 error'],
  ],
])('%s', async (_, world, expected) => {
  const {report} = await visit(world);
  expect(troubles(report).sort()).toEqual(expected);
});

test('secrets that were planted everywhere are nowhere in evidence and in no format', async () => {
  const status = {
    conditions: [],
    containerStatuses: [
      {
        name: 'main',
        state: {waiting: {reason: 'CrashLoopBackOff', message: 'back-off: password=hunter2-state'}},
        lastState: {terminated: {exitCode: 1, reason: 'Error', message: 'token=hunter2-message'}},
      },
    ],
  };
  const world = but({
    lists: {
      '/api/v1/pods': [pod(podSpec(), status)],
      '/apis/apps/v1/daemonsets': [daemonset(podSpec(), {updatedNumberScheduled: 0})],
      '/api/v1/events': [
        event('pod', 'Failed', 'pull from https://me:hunter2-url@registry failed'),
        event('ds', 'FailedCreate', 'Error creating: password=hunter2-quota'),
      ],
    },
  });
  const {evidence, report} = await visit(world);
  expect(troubles(report).length).toBeGreaterThan(0);
  const out = {style: PLAIN, terminal: false, columns: 80};
  const formats = (['text', 'wide', 'json', 'yaml', 'junit', 'html', 'markdown'] as const).map(format =>
    doctorText(format, report, evidence, 'error', out),
  );
  for (const secret of ['hunter2', 'Пароль', 'Schl', 'ü', '秘密']) {
    expect(JSON.stringify(world)).toContain(secret);
    expect([evidenceText(evidence), ...formats].filter(text => text.includes(secret))).toEqual([]);
  }
  expect(evidenceText(evidence)).toContain('****');
});

test('saved evidence gives the same report and table, also out of -o json', async () => {
  const {evidence, report} = await visit(withNodes(info('v1.30.0', 'containerd://1.6.38', '10.0.17763.1')));
  const out = {style: PLAIN, terminal: false, columns: 80};
  for (const text of [evidenceText(evidence), doctorText('json', report, evidence, 'error', out)]) {
    const read = await readEvidence(new TextEncoder().encode(text), 'x.json', 'never');
    if (!read.ok) throw new Error(read.problem.text);
    expect(judgeVisit(read.value)).toEqual(report);
    expect(nodeRows(read.value, report)).toEqual(nodeRows(evidence, report));
  }
});

test.each(['', '{}', '[]', 'null', '{"schemaVersion":1}', '{"schemaVersion":2}', 'hostprocess/1 {"begin"', '\u0000'])(
  'what is no evidence is refused: %j',
  async text => {
    expect(await readEvidence(new TextEncoder().encode(text), 'x', 'now')).toMatchObject({
      ok: false,
      problem: {is: 'usage'},
    });
  },
);

const deployment = (status: JsonObject): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'd', namespace: 'monitoring', uid: 'dep'},
  spec: {replicas: 3, selector: {matchLabels: {app: 'd'}}, template: {metadata: {labels: {app: 'd'}}, spec: podSpec()}},
  status,
});
const refusedSet: KubeObject = {
  ...event('rs', 'FailedCreate', 'Error creating: exceeded quota: small'),
  involvedObject: {uid: 'rs', kind: 'ReplicaSet', namespace: 'monitoring', name: 'd-7c9f'},
};
const failing = {conditions: [{type: 'ReplicaFailure', status: 'True', message: 'exceeded quota: small'}]};
test.each<[string, JsonObject, readonly KubeObject[], string]>([
  ['an event of its ReplicaSet', {}, [refusedSet], 'HP407 error'],
  ['its condition, when events are gone', failing, [], 'HP407 error'],
  ['nothing', {}, [], 'HP407 unknown'],
])('a named Deployment without pods, of which is left: %s', async (_, status, events, expected) => {
  const object = deployment(status);
  const world = but({
    lists: {'/api/v1/namespaces/monitoring/events': events, '/api/v1/namespaces/monitoring/pods': []},
    gets: {'/apis/apps/v1/namespaces/default/deployments/d': object},
  });
  expect(troubles((await visit(world, () => false, ['deployment/d'])).report)).toContain(expected);
});

test('pods that should be gone, and ordinary ones that restart, stay in the roster', async () => {
  const gone = pod();
  const overdue = {...gone, metadata: {...(gone['metadata'] as JsonObject), deletionTimestamp: '2026-11-19T00:00:00Z'}};
  const lastState = {
    terminated: {exitCode: 1, startedAt: '2026-11-20T11:50:00Z', finishedAt: '2026-11-20T11:55:00Z'},
  };
  const restarting = pod(podSpec({securityContext: {}, hostNetwork: false}), {
    containerStatuses: [
      {name: 'main', restartCount: 40, state: {running: {startedAt: '2026-11-20T11:56:00Z'}}, lastState},
    ],
  });
  for (const each of [overdue, restarting]) {
    const {report} = await visit(but({lists: {'/api/v1/pods': [each]}}));
    expect(troubles(report)).toContain('HP409 error');
  }
});

test.each([[[]], [['HP999']]])('evidence with the checks %j proves nothing and is refused', async checks => {
  const {evidence} = await visit(HEALTHY);
  const read = await readEvidence(
    new TextEncoder().encode(evidenceText({...evidence, checks} as Evidence)),
    'x',
    'now',
  );
  expect(read).toMatchObject({ok: false, problem: {is: 'usage'}});
});

describe('lines of the collector in one file', () => {
  const begin = beginLine({
    ...{begin: 'collector', version: '1', sha256: 'f'.repeat(64), languageMode: 'FullLanguage', utc: null},
  });
  const run = (host: string, ...more: string[]): string[] => [
    begin,
    answerLine({ask: IDENTITY_ASK, ms: 1, value: {...asIdentity, host}}),
    ...more,
  ];
  const linesOf = (host: string): string[] => run(host, endLine(1));
  const read = (...lines: string[]) =>
    readEvidence(new TextEncoder().encode(lines.join('\n')), 'all.txt', '2026-11-20T12:00:00Z');
  const nodesOf = async (...lines: string[]) => {
    const {rosters} = value(await read(...lines));
    return rosters['node']?.is === 'known' && rosters['node'].value.map(subject => 'name' in subject && subject.name);
  };
  const value = <T>(outcome: Outcome<T>): T => {
    if (!outcome.ok) throw new Error(outcome.problem.text);
    return outcome.value;
  };

  test('of several nodes: each is judged by its own', async () => {
    const lines = [...linesOf('win-2'), 'Enable succeeded:', ...run('win-1'), ...linesOf('win-3')];
    expect(await nodesOf(...lines)).toEqual(['win-1', 'win-2', 'win-3']);
    const because = judgeVisit(value(await read(...lines))).lines.flatMap(({subject, verdict}) =>
      verdict.is === 'unknown' ? [`${'name' in subject && subject.name}: ${verdict.because}`] : [],
    );
    expect(because).toContain('win-1: the collector was ended before it was done, between two questions');
    expect(because.filter(text => text.includes('was ended')).every(text => text.startsWith('win-1'))).toBe(true);
  });

  test('of one node, run twice: the complete run counts', async () => {
    expect(await nodesOf(...run('win-1'), ...linesOf('win-1'))).toEqual(['win-1']);
    expect(await nodesOf(begin, ...linesOf('win-1'))).toEqual(['win-1']);
  });

  test('of one node, run to its end twice: the newest counts, wherever it stands', async () => {
    const ran = (utc: string | null, account: string): string[] => [
      begin,
      answerLine({ask: IDENTITY_ASK, ms: 1, value: {...asIdentity, account}}),
      endLine(1, utc),
    ];
    const accountOf = async (...lines: string[]) =>
      JSON.stringify(value(await read(...lines)).facts).match(/"account":"([^"]*)"/)?.[1];
    const [old, young] = [ran('2026-11-20T01:00:00Z', 'old'), ran('2026-11-20T02:00:00Z', 'young')];
    expect(await accountOf(...old, ...young)).toBe('young');
    expect(await accountOf(...young, ...old)).toBe('young');
    expect(await accountOf(...ran(null, 'first'), ...ran(null, 'last'))).toBe('last');
  });

  test('of one node beside a whole run that names none: nobody knows whose that is', async () => {
    const nameless = [begin, endLine(0)];
    for (const lines of [
      [...nameless, ...linesOf('win-1')],
      [...linesOf('win-1'), ...nameless],
    ])
      expect(await read(...lines)).toMatchObject({
        ok: false,
        problem: {is: 'usage', text: expect.stringContaining('missing in 1 of its 2 runs')},
      });
  });

  test('of several nodes, one of them nameless: nobody knows whose they are', async () => {
    expect(await read(...linesOf('win-1'), begin, ...linesOf('win-2'))).toMatchObject({
      ok: false,
      problem: {is: 'usage', text: expect.stringContaining('missing in 1 of its 3 runs')},
    });
  });
});

test('none is not missing: what is not there is not applicable', async () => {
  const {evidence} = await visit(HEALTHY);
  const facts = {
    ...evidence.facts,
    cluster: {...evidence.facts['cluster'], 'eks-settings': none('the cluster is not EKS')},
  };
  const line = judgeVisit({...evidence, facts}).lines.find(each => each.check.code === 'HP418');
  expect(line?.verdict.is).toBe('not-applicable');
});
