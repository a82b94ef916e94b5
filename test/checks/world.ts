import {CHECKS} from '../../src/checks/registry.generated.ts';
import {clockAsk} from '../../src/facts/node/derived/clock.ts';
import {CRICTL_PLACES} from '../../src/facts/node/derived/pause-image.ts';
import {cim} from '../../src/facts/node/kinds/cim.ts';
import {dns} from '../../src/facts/node/kinds/dns.ts';
import {events} from '../../src/facts/node/kinds/events.ts';
import {type File, file} from '../../src/facts/node/kinds/file.ts';
import {hns} from '../../src/facts/node/kinds/hns.ts';
import {host} from '../../src/facts/node/kinds/host.ts';
import {IDENTITY_ASK, readIdentity} from '../../src/facts/node/kinds/identity.ts';
import {memory} from '../../src/facts/node/kinds/memory.ts';
import {processes} from '../../src/facts/node/kinds/processes.ts';
import {type Run, run} from '../../src/facts/node/kinds/run.ts';
import {type Service, service} from '../../src/facts/node/kinds/service.ts';
import {tcpToApiServer} from '../../src/facts/node/kinds/tcp.ts';
import {users} from '../../src/facts/node/kinds/users.ts';
import {volume} from '../../src/facts/node/kinds/volume.ts';
import type {NodeAsk} from '../../src/facts/node/node-ask.ts';
import {type Answer, known, missing} from '../../src/kernel/facts.ts';
import {askId, gather} from '../../src/kernel/gather.ts';
import {judge} from '../../src/kernel/judge.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import type {GatherPorts} from '../../src/kernel/ports.ts';
import {type Report, severityOf} from '../../src/kernel/report.ts';
import type {Json, Subject} from '../../src/kernel/subjects.ts';

/** What a node answers, by the ask's identity; an id that is not here goes unanswered. */
export type Answers = ReadonlyMap<string, Answer>;

/** The answer to one ask, typed by the ask: null is absence. */
export const says = <T extends Json>(question: NodeAsk<T>, value: T): [string, Answer] => [
  askId(question.ask),
  value === null ? {is: 'absent'} : {is: 'value', value},
];

export const NODE_CHECKS = CHECKS.filter(check => /^HP5(0[3-9]|[12]\d)$/.test(check.code));

/** When all that is made up here was learned. */
const AT = '2026-11-20T03:00:00Z';

const NODE: Subject<'node'> = {kind: 'node', name: 'win-1'};
const POD: Subject<'pod'> = {kind: 'pod', namespace: 'default', name: 'agent', node: 'win-1'};

/** Judges one node (and one HostProcess pod on it) by every node check, the opt-in ones included; the answers of the asks nobody gave are missing. */
export async function judgeNode(answers: Answers, options: {pod?: KubeObject; runtime?: string} = {}): Promise<Report> {
  const asked: GatherPorts['ask'] = async (_, asks) =>
    new Map(
      [...asks.keys()].flatMap((id): [string, Answer][] => (answers.has(id) ? [[id, answers.get(id) as Answer]] : [])),
    );
  return judgeWith(asked, options);
}

/** The same with an `ask` of the test's own, which sees what is asked. */
export async function judgeWith(
  ask: GatherPorts['ask'],
  {pod = AGENT, runtime = 'containerd://1.7.22', at = AT}: {pod?: KubeObject; runtime?: string; at?: string} = {},
): Promise<Report> {
  const refuse = async () => missing('not part of this test');
  const cluster: Subject<'cluster'> = {kind: 'cluster', name: 'test'};
  const node: KubeObject = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {name: NODE.name, labels: {'kubernetes.io/os': 'windows'}},
    status: {nodeInfo: {containerRuntimeVersion: runtime, kernelVersion: '10.0.20348.3091'}},
  };
  const ports: GatherPorts = {
    roster: async kind =>
      known(kind === 'node' ? [NODE] : kind === 'pod' ? [POD] : kind === 'cluster' ? [cluster] : []),
    object: async () => known(pod),
    list: async (_path, _query, keep) => known([node].flatMap(each => keep(each) ?? [])),
    get: refuse,
    allowed: refuse,
    logTail: refuse,
    dryRun: refuse,
    ask,
  };
  const consent = {ask: true, optIn: NODE_CHECKS.map(check => check.code)};
  return judge(NODE_CHECKS, await gather({checks: NODE_CHECKS, ports, consent, at, tool: 'test'}));
}

/** Every verdict that is no pass, by code: `HP509 error: 1.0 GiB of …`. */
export const troubles = (report: Report): string[] =>
  report.lines.flatMap(line => {
    const {code} = line.check;
    if (line.verdict.is === 'pass') return [];
    if (line.verdict.is !== 'fail') return [`${code} ${line.verdict.is}: ${line.verdict.because}`];
    return line.verdict.found.map(found => `${code} ${severityOf(line, found)}: ${found.text}`);
  });

/** A HostProcess pod with a token and a port of the node. */
const AGENT: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'agent', namespace: 'default'},
  spec: {
    nodeName: 'win-1',
    hostNetwork: true,
    securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}},
    containers: [
      {
        name: 'agent',
        ports: [{containerPort: 19182, hostPort: 19182}],
        volumeMounts: [{name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount'}],
      },
    ],
  },
};

export const running: Service = {
  state: 'Running',
  start: 'automatic',
  delayed: false,
  account: 'LocalSystem',
  imagePath: 'C:\\k\\program.exe',
  environment: [],
  proxies: [],
  wrapped: null,
  process: null,
};
/** As AKS installs its services: nssm in front of a script in PowerShell. */
export const wrapped = (script: string): Service => ({
  ...running,
  imagePath: 'C:\\k\\nssm.exe',
  wrapped: {application: 'powershell.exe', parameters: script, stdout: null, stderr: null},
});
export const there: File = {
  is: 'file',
  size: 1,
  createdAt: '2026-01-01T00:00:00Z',
  modifiedAt: '2026-01-01T00:00:00Z',
  version: null,
  tail: null,
};
export const printed = (stdout: string, exitCode = 0): Run => ({exitCode, stdout, stderr: '', cut: false});
export const one = {count: 1, processes: []};

const hnsProcess = {pid: 1200, threads: 40, handles: 900, startedAt: null, exitCode: 0, serviceExitCode: 0};
export const hnsService = (threads: number): Service => ({...running, process: {...hnsProcess, threads}});

export const dynamicPorts = (start = 49152, count = 16384): Run =>
  printed(
    `\nProtocol tcp Dynamic Port Range\n---------------------------------\nStart Port      : ${start}\nNumber of Ports : ${count}\n`,
  );
export const excludedPorts = (...ranges: readonly string[]): Run =>
  printed(
    `\nProtocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n${ranges.join('\n')}\n\n* - Administered port exclusions.\n`,
  );
export const netsh = (what: 'dynamicportrange' | 'excludedportrange', protocol: 'tcp' | 'udp') =>
  run({program: 'netsh', args: ['int', 'ipv4', 'show', what, protocol]});
export const crictlImages = run({program: 'crictl', args: ['images']}, {keep: ['pause']});
export const IDENTITY = {ask: IDENTITY_ASK, read: readIdentity};
export const asIdentity = {
  account: 'NT AUTHORITY\\SYSTEM',
  sid: 'S-1-5-18',
  groups: [],
  admin: true,
  host: 'win-1',
  mountPoint: 'C:\\hpc\\' as string | null,
  powershell: '5.1.20348.2849',
  languageMode: 'FullLanguage',
  is64Bit: true,
};
export const hostNow = {
  name: 'win-1',
  domain: null,
  build: 20348,
  ubr: 3091,
  edition: 'ServerDatacenter',
  installationType: 'Server Core',
  utc: '2026-11-20T03:00:01Z',
  bootedAt: '2026-11-06T02:00:00Z',
  pendingReboot: [] as ('servicing' | 'update' | 'rename' | 'computer-name')[],
};
export const COMPUTER = cim('Win32_ComputerSystem', {properties: ['PartOfDomain']});
export const MP_STATUS = cim('MSFT_MpComputerStatus', {properties: ['RealTimeProtectionEnabled']});
export const MP_PREFERENCE = cim('MSFT_MpPreference', {properties: ['ExclusionPath', 'ExclusionProcess']});
export const FILTERS = run({program: 'fltmc', args: ['filters']});
export const fltmc = (...lines: readonly string[]): Run =>
  printed(
    [
      'Filter Name                     Num Instances    Altitude    Frame',
      '------------------------------  -------------  ------------  -----',
      'bindflt                                 1       409800         0',
      'WdFilter                                5       328010         0',
      ...lines,
    ].join('\n'),
  );
const DAY = 'TimeCreated[timediff(@SystemTime) <= 86400000]';
export const ENDED = events(
  'System',
  `*[System[Provider[@Name='Service Control Manager'] and (EventID=7031 or EventID=7034) and ${DAY}]]`,
  20,
);
export const MISHAPS = events(
  'System',
  '*[System[(EventID=6008 or EventID=2004) and TimeCreated[timediff(@SystemTime) <= 604800000]]]',
  20,
);
export const logged = (
  ...list: readonly {provider: string; id: number; fields: string[]; message: string | null}[]
) => ({
  enabled: true,
  since: '2026-01-01T00:00:00Z',
  events: list.map(event => ({time: '2026-11-20T01:00:00Z', level: 2, ...event})),
  more: false,
});
const reached = {reached: true, code: null, address: '10.0.0.1', ms: 2};
const GIB = 2 ** 30;

/** What a healthy node of no distribution in particular answers to everything the checks ask. */
export const HEALTHY: Answers = new Map<string, Answer>([
  says(file('C:\\k\\kubeletstart.ps1'), null),
  says(file('C:\\Program Files\\Amazon\\EKS'), null),
  says(file('C:\\etc\\kubernetes\\node\\bin'), null),
  says(file('C:\\k\\windows-instance-config-daemon.exe'), null),
  says(file('C:\\Windows\\System32\\bindfltapi.dll'), there),
  ...CRICTL_PLACES.map((place, index) => says(file(place), index === 0 ? there : null)),
  ...['hns', 'vmcompute', 'containerd', 'kubelet'].map(name => says(service(name), running)),
  ...['kubeproxy', 'kube-proxy', 'rke2'].map(name => says(service(name), null)),
  says(service('hns', {process: true}), hnsService(40)),
  says(processes('kubelet'), one),
  says(processes('kube-proxy'), one),
  says(IDENTITY, asIdentity),
  says(crictlImages, printed('        "registry.k8s.io/pause:3.9"\n        "registry.k8s.io/pause@sha256:7031c1b2"')),
  says(volume('C'), {format: 'NTFS', freeBytes: 60 * GIB, totalBytes: 127 * GIB}),
  says(memory(), {commitBytes: 6 * GIB, commitLimitBytes: 20 * GIB, freeBytes: 8 * GIB, totalBytes: 16 * GIB}),
  says(hns('networks'), {
    objects: [
      {id: 'A1', name: 'nat', type: 'NAT', state: 1, managementIP: null, adapter: null, subnets: []},
      {id: 'A2', name: 'azure', type: 'L2Bridge', state: 1, managementIP: '10.224.0.4', adapter: null, subnets: []},
    ],
    count: 2,
    more: false,
  }),
  ...(['tcp', 'udp'] as const).flatMap(protocol => [
    says(netsh('dynamicportrange', protocol), dynamicPorts()),
    says(netsh('excludedportrange', protocol), excludedPorts('      5357        5357', '     50000       50059     *')),
  ]),
  says(tcpToApiServer('service'), reached),
  says(tcpToApiServer('endpoint'), reached),
  says(dns('mcr.microsoft.com'), {addresses: ['150.171.69.10'], code: null, ms: 20}),
  says(host(), hostNow),
  says(clockAsk, {offsetSeconds: 0}),
  says(users(), {users: [{name: 'Administrator', sid: 'S-1-5-21-1-2-3-500', enabled: true}], more: false}),
  says(COMPUTER, {rows: [{PartOfDomain: true}], more: false}),
  says(
    run({program: 'nltest', args: ['/query']}),
    printed('Flags: 0\nConnection Status = 0 0x0 NERR_Success\nThe command completed successfully\n'),
  ),
  says(MP_STATUS, {rows: [{RealTimeProtectionEnabled: true}], more: false}),
  says(MP_PREFERENCE, {
    rows: [{ExclusionPath: null, ExclusionProcess: ['C:\\Program Files\\containerd\\containerd.exe']}],
    more: false,
  }),
  says(FILTERS, fltmc()),
  says(ENDED, logged()),
  says(MISHAPS, logged()),
]);

/** The healthy node with some answers changed. */
export const but = (...changes: readonly [string, Answer][]): Answers => new Map([...HEALTHY, ...changes]);
