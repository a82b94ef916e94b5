import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {describe, expect, test} from 'vitest';
import {clockAnswer, clockAsk} from '../../src/facts/node/derived/clock.ts';
import {CRICTL_PLACES} from '../../src/facts/node/derived/pause-image.ts';
import {freeBlocks} from '../../src/facts/node/derived/ports.ts';
import {dns} from '../../src/facts/node/kinds/dns.ts';
import {file} from '../../src/facts/node/kinds/file.ts';
import {groups} from '../../src/facts/node/kinds/groups.ts';
import {hns} from '../../src/facts/node/kinds/hns.ts';
import {host} from '../../src/facts/node/kinds/host.ts';
import {memory} from '../../src/facts/node/kinds/memory.ts';
import {processes} from '../../src/facts/node/kinds/processes.ts';
import {run} from '../../src/facts/node/kinds/run.ts';
import {service} from '../../src/facts/node/kinds/service.ts';
import {tcpToApiServer} from '../../src/facts/node/kinds/tcp.ts';
import {users} from '../../src/facts/node/kinds/users.ts';
import {volume} from '../../src/facts/node/kinds/volume.ts';
import {type Answer, leaves} from '../../src/kernel/facts.ts';
import {askId} from '../../src/kernel/gather.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {
  type Answers,
  asIdentity,
  but,
  COMPUTER,
  crictlImages,
  dynamicPorts,
  ENDED,
  excludedPorts,
  FILTERS,
  fltmc,
  HEALTHY,
  hnsService,
  hostNow,
  IDENTITY,
  judgeNode,
  judgeWith,
  logged,
  MISHAPS,
  MP_PREFERENCE,
  MP_STATUS,
  NODE_CHECKS,
  netsh,
  one,
  printed,
  running,
  says,
  there,
  troubles,
  wrapped,
} from './world.ts';

test('a healthy node passes every check, and each is judged', async () => {
  const report = await judgeNode(HEALTHY);
  expect(troubles(report)).toEqual([]);
  expect(report.lines.map(line => line.check.code)).toEqual(NODE_CHECKS.map(check => check.code));
});

const GIB = 2 ** 30;
const unreached = (code: number, address: string | null = '10.96.0.1') => ({reached: false, code, address, ms: 3000});
const network = (name: string, managementIP: string | null) => ({
  id: name,
  name,
  type: 'L2Bridge',
  state: 1,
  managementIP,
  adapter: null,
  subnets: [],
});
const networks = (...objects: ReturnType<typeof network>[]) => ({objects, count: objects.length, more: false});
const proxied = (...proxies: {name: string; value: string}[]) => ({...running, proxies});
const nltest = run({program: 'nltest', args: ['/query']});
const ended = (name: string, message: string | null) => ({
  provider: 'Service Control Manager',
  id: 7031,
  fields: [name, '1'],
  message,
});

type Case = [what: string, answers: Answers, troubles: string[]];
const CASES: Case[] = [
  [
    'containerd logs on as an administrator',
    but(says(service('containerd'), {...running, account: '.\\Administrator'})),
    ['HP503 error: the service containerd logs on as .\\Administrator'],
  ],
  [
    'containerd logs on as LocalService',
    but(says(service('containerd'), {...running, account: 'NT AUTHORITY\\Local Service'})),
    [],
  ],
  [
    'LocalSystem is spelled as an account',
    but(says(service('containerd'), {...running, account: 'nt authority\\system'})),
    [],
  ],
  [
    'the bind filter is missing',
    but(says(file('C:\\Windows\\System32\\bindfltapi.dll'), null)),
    [
      'HP504 warning: C:\\Windows\\System32\\bindfltapi.dll is missing',
      'HP518 warning: /var/run/secrets/kubernetes.io/serviceaccount/token does not exist at that path in the container, for the node has no bindfltapi.dll',
    ],
  ],
  [
    'the Host Network Service is stopped',
    but(
      says(service('hns'), {...running, state: 'Stopped', start: 'manual'}),
      says(service('hns', {process: true}), {...running, state: 'Stopped', start: 'manual'}),
    ),
    ['HP505 error: the service hns is stopped', 'HP511 not-applicable: the Host Network Service does not run (HP505)'],
  ],
  [
    'the Containers feature is not installed',
    but(says(service('hns'), null), says(service('hns', {process: true}), null), says(service('vmcompute'), null)),
    [
      'HP505 error: the service hns is not installed',
      'HP505 error: the service vmcompute is not installed',
      'HP511 not-applicable: the Host Network Service does not run (HP505)',
    ],
  ],
  [
    'the kubelet is stopped and disabled',
    but(
      says(service('kubelet'), {...running, state: 'Stopped', start: 'automatic'}),
      says(processes('kubelet'), {count: 0, processes: []}),
    ),
    ['HP505 error: the service kubelet is stopped', 'HP506 not-applicable: the service kubelet does not run (HP505)'],
  ],
  [
    'two kubelets run',
    but(says(processes('kubelet'), {count: 2, processes: []})),
    ['HP506 error: 2 processes kubelet.exe run'],
  ],
  [
    'no kubelet runs though its service does',
    but(says(processes('kubelet'), {count: 0, processes: []})),
    ['HP506 error: no process kubelet.exe runs'],
  ],
  [
    'two kube-proxies run',
    but(says(processes('kube-proxy'), {count: 2, processes: []})),
    ['HP506 error: 2 processes kube-proxy.exe run'],
  ],
  ['no kube-proxy runs, the CNI does its work', but(says(processes('kube-proxy'), {count: 0, processes: []})), []],
  [
    'the script was pasted into a console of the node',
    but(says(IDENTITY, {...asIdentity, mountPoint: null, account: 'CONTOSO\\me', sid: 'S-1-5-21-1-2-3-1104'})),
    ['HP507 not-applicable: it was asked outside of a container'],
  ],
  [
    'the pause image is gone',
    but(says(crictlImages, printed(''))),
    ['HP508 warning: no image called pause is among the images of its runtime'],
  ],
  [
    'crictl is not installed',
    but(...CRICTL_PLACES.map(place => says(file(place), null)), [askId(crictlImages.ask), error('unsupported')]),
    ['HP508 not-applicable: crictl is not on this node'],
  ],
  [
    'crictl does not reach containerd',
    but(says(crictlImages, {...printed('', 1), stderr: 'connect: context deadline exceeded\n'})),
    ['HP508 unknown: crictl images ended with 1: connect: context deadline exceeded'],
  ],
  [
    'a tenth of the disk is free',
    but(says(volume('C'), {format: 'NTFS', freeBytes: 12.7 * GIB, totalBytes: 127 * GIB})),
    ['HP509 warning: 12.7 GiB of 127.0 GiB are free on C: (10.0 %)'],
  ],
  [
    'the disk is full',
    but(says(volume('C'), {format: 'NTFS', freeBytes: GIB, totalBytes: 127 * GIB})),
    ['HP509 error: 1.0 GiB of 127.0 GiB are free on C: (0.8 %)'],
  ],
  ['there is no drive C', but(says(volume('C'), null)), ['HP509 error: there is no drive C:, or it is not ready']],
  [
    'commit grows scarce',
    but(says(memory(), {commitBytes: 19 * GIB, commitLimitBytes: 20 * GIB, freeBytes: GIB, totalBytes: 16 * GIB})),
    ['HP510 warning: 19.0 GiB of 20.0 GiB are committed (95.0 %)'],
  ],
  [
    'commit is used up',
    but(says(memory(), {commitBytes: 20 * GIB, commitLimitBytes: 20 * GIB, freeBytes: 0, totalBytes: 16 * GIB})),
    ['HP510 error: 20.0 GiB of 20.0 GiB are committed (100.0 %)'],
  ],
  [
    'hns has many threads',
    but(says(service('hns', {process: true}), hnsService(300))),
    ['HP511 warning: the Host Network Service has 300 threads'],
  ],
  [
    'hns is deadlocked',
    but(says(service('hns', {process: true}), hnsService(1400))),
    ['HP511 error: the Host Network Service has 1400 threads'],
  ],
  [
    'hns does not tell its threads',
    but(says(service('hns', {process: true}), running)),
    ['HP511 unknown: the threads of the Host Network Service were not told'],
  ],
  [
    'hns crashed twice',
    but(says(ENDED, logged(ended('Host Network Service', null), ended('Host Network Service', null)))),
    ['HP512 error: the Host Network Service ended unexpectedly 2 times, last at 2026-11-20T01:00:00Z'],
  ],
  [
    'another service crashed',
    but(says(ENDED, logged(ended('Print Spooler', 'The Print Spooler service terminated unexpectedly.')))),
    [],
  ],
  [
    'a service crashed on a German Windows',
    but(says(ENDED, logged(ended('Hostnetzwerkdienst', 'Der Dienst "Hostnetzwerkdienst" wurde unerwartet beendet.')))),
    ['HP512 unknown: which services ended is written in another language than English'],
  ],
  [
    'the System log is switched off',
    but(says(ENDED, {...logged(), enabled: false}), says(MISHAPS, null)),
    [
      'HP512 unknown: nothing is written to the System event log',
      'HP527 unknown: nothing is written to the System event log',
    ],
  ],
  [
    'the newest 20 of many crashes are those of another service',
    but(
      says(ENDED, {
        ...logged(ended('Print Spooler', 'The Print Spooler service terminated unexpectedly.')),
        more: true,
      }),
    ),
    ['HP512 unknown: the event log has more than the newest 1 events that were read'],
  ],
  [
    'the System log reaches back 10 minutes',
    but(says(MISHAPS, {...logged(), since: '2026-11-20T02:50:00Z'})),
    ['HP527 unknown: the event log reaches back only to 2026-11-20T02:50:00Z'],
  ],
  [
    'containerd and the kubelet are stopped and disabled',
    but(
      ...['containerd', 'kubelet'].map(name => says(service(name), {...running, state: 'Stopped', start: 'disabled'})),
    ),
    [
      'HP505 error: the service containerd is stopped and disabled',
      'HP505 error: the service kubelet is stopped and disabled',
      'HP506 not-applicable: the service kubelet does not run (HP505)',
    ],
  ],
  [
    'of many networks only nat is told',
    but(says(hns('networks'), {...networks(network('nat', null)), more: true})),
    ['HP513 unknown: the node has more networks than were told'],
  ],
  [
    'Defender says nothing',
    but(says(MP_STATUS, {rows: [], more: false})),
    ['HP519 unknown: whether Defender scans was not told'],
  ],
  [
    'there is no network but nat',
    but(says(hns('networks'), networks(network('nat', null)))),
    ['HP513 error: there is no network but nat'],
  ],
  ['there is no network at all', but(says(hns('networks'), networks())), ['HP513 error: there is no network']],
  [
    'the network hangs on an adapter without an address',
    but(says(hns('networks'), networks(network('cbr0', '169.254.7.1')))),
    ['HP513 error: the network cbr0 has the address 169.254.7.1, which an adapter gives itself when it gets none'],
  ],
  [
    'few blocks of TCP ports are left',
    but(says(netsh('excludedportrange', 'tcp'), excludedPorts('     49152       65000'))),
    ['HP514 warning: 8 blocks of 64 TCP ports left in 49152–65535'],
  ],
  [
    'no block of UDP ports is left',
    but(says(netsh('dynamicportrange', 'udp'), dynamicPorts(60000, 60))),
    ['HP514 error: no block of 64 UDP ports left in 60000–60059'],
  ],
  [
    'netsh fails',
    but(says(netsh('excludedportrange', 'tcp'), printed('', 1))),
    ['HP514 unknown: netsh did not list the port ranges', 'HP525 unknown: netsh did not list the port ranges'],
  ],
  [
    'netsh prints something else',
    but(says(netsh('dynamicportrange', 'udp'), printed('Element not found.'))),
    ['HP514 unknown: netsh printed no dynamic port range', 'HP525 unknown: netsh printed no dynamic port range'],
  ],
  [
    'only the ClusterIP is not reached',
    but(says(tcpToApiServer('service'), unreached(10060))),
    ['HP516 info: the API server’s ClusterIP is not reached (10.96.0.1: no answer), its own address is'],
  ],
  [
    'the API server is not reached at all',
    but(says(tcpToApiServer('service'), unreached(10060)), says(tcpToApiServer('endpoint'), unreached(11001, null))),
    [
      'HP516 error: neither the API server’s own address (name unknown: the name is not known) nor its ClusterIP (10.96.0.1: no answer) is reached',
    ],
  ],
  [
    'only the API server’s own address is not reached',
    but(says(tcpToApiServer('endpoint'), unreached(10013, '10.0.0.1'))),
    ['HP516 warning: the API server’s own address is not reached (10.0.0.1: forbidden by a filter), its ClusterIP is'],
  ],
  [
    'the ClusterIP is not reached and the probe knows no other address',
    but(says(tcpToApiServer('service'), unreached(10060)), [
      askId(tcpToApiServer('endpoint').ask),
      error('unsupported'),
    ]),
    ['HP516 unknown: the API server’s ClusterIP is not reached, and its own address was not told or not answered for'],
  ],
  [
    'no DNS server answers',
    but(says(dns('mcr.microsoft.com'), {addresses: [], code: 11002, ms: 5000})),
    ['HP517 warning: mcr.microsoft.com was not resolved: no DNS server answered (after 5 s)'],
  ],
  [
    'another scanner is loaded, and Defender excludes nothing',
    but(
      says(
        FILTERS,
        fltmc(
          'CSAgent                                 6       321410         0',
          'storqosflt                              0       244000         0',
        ),
      ),
      says(MP_PREFERENCE, {rows: [{ExclusionPath: null, ExclusionProcess: null}], more: false}),
    ),
    [
      'HP519 info: the filter driver CSAgent of another scanner is loaded',
      'HP519 info: Defender scans on access and excludes neither containerd’s process nor its folder',
    ],
  ],
  ['Defender is removed', but(says(MP_STATUS, null), says(MP_PREFERENCE, null)), []],
  [
    'Defender hides its exclusions',
    but(
      says(MP_PREFERENCE, {
        rows: [{ExclusionPath: ['N/A: Must be an administrator to view exclusions'], ExclusionProcess: null}],
        more: false,
      }),
    ),
    ['HP519 unknown: Defender shows its exclusions to administrators only'],
  ],
  [
    'a restart is due after an update',
    but(says(host(), {...hostNow, pendingReboot: ['servicing', 'rename']})),
    ['HP520 warning: a restart is due for Windows’ component store; the node has been up for 14 days'],
  ],
  ['files wait to be renamed, as always', but(says(host(), {...hostNow, pendingReboot: ['rename']})), []],
  [
    'accounts of containers are left over',
    but(
      says(users(), {users: [{name: '0123456789abcdef0123', sid: 'S-1-5-21-1-2-3-1004', enabled: true}], more: false}),
    ),
    ['HP521 info: accounts of containers, running or gone: 0123456789abcdef0123'],
  ],
  [
    'the clock is behind',
    but(says(clockAsk, {offsetSeconds: -900})),
    ['HP522 warning: the node’s clock is 15 minutes behind the API server’s'],
  ],
  [
    'the clock is far ahead',
    but(says(clockAsk, {offsetSeconds: 36_000})),
    ['HP522 warning: the node’s clock is 10 hours ahead of the API server’s'],
  ],
  [
    'containerd has a proxy and the kubelet none',
    but(
      says(
        service('containerd'),
        proxied({name: 'HTTPS_PROXY', value: 'http://p:3128'}, {name: 'NO_PROXY', value: '.svc'}),
      ),
    ),
    [
      'HP523 warning: HTTPS_PROXY differs: containerd has http://p:3128, kubelet has none',
      'HP523 warning: NO_PROXY differs: containerd has .svc, kubelet has none',
    ],
  ],
  [
    'both have the same proxy without exceptions',
    but(
      ...['containerd', 'kubelet'].map(name =>
        says(service(name), proxied({name: 'https_proxy', value: 'http://p:3128'})),
      ),
    ),
    ['HP523 warning: containerd has a proxy but no NO_PROXY: addresses inside the cluster go to the proxy'],
  ],
  [
    'no domain controller is reached',
    but(
      says(
        nltest,
        printed(
          'Flags: 80\nConnection Status = 1311 0x51f ERROR_NO_LOGON_SERVERS\nThe command completed successfully\n',
        ),
      ),
    ),
    ['HP524 error: nltest /query says 1311 ERROR_NO_LOGON_SERVERS: no domain controller can be reached'],
  ],
  [
    'nltest says nothing that can be read',
    but(says(nltest, printed('?'))),
    ['HP524 unknown: nltest /query printed no status'],
  ],
  [
    'the node is not joined to a domain',
    but(says(COMPUTER, {rows: [{PartOfDomain: false}], more: false})),
    ['HP524 not-applicable: the node is not joined to a domain'],
  ],
  [
    'the pod’s port is reserved by Windows',
    but(says(netsh('excludedportrange', 'tcp'), excludedPorts('     19100       19199'))),
    ['HP525 error: TCP port 19182 of container agent lies in the reserved range 19100–19199'],
  ],
  [
    'the pod’s port is kept for it by an administrator',
    but(says(netsh('excludedportrange', 'tcp'), excludedPorts('     19182       19182     *'))),
    [],
  ],
  [
    'the node crashed and ran out of memory',
    but(
      says(
        MISHAPS,
        logged(
          {provider: 'EventLog', id: 6008, fields: [], message: null},
          {provider: 'Microsoft-Windows-Resource-Exhaustion-Detector', id: 2004, fields: [], message: null},
          {provider: 'Somebody else', id: 2004, fields: [], message: null},
        ),
      ),
    ),
    [
      'HP527 warning: Windows went down unexpectedly at 2026-11-20T01:00:00Z',
      'HP527 warning: Windows ran out of memory at 2026-11-20T01:00:00Z',
    ],
  ],
];
test.each(CASES)('when %s, that and nothing else is found', async (_, answers, expected) => {
  expect(troubles(await judgeNode(answers))).toEqual(expected);
});

const mark = (path: string): [string, Answer] => says(file(path), {...there, is: 'folder', size: null});
const gone = (...names: string[]): [string, Answer][] => names.map(name => says(service(name), null));
const LAYOUTS: [string, Answers][] = [
  [
    'AKS, all services behind nssm',
    but(
      says(file('C:\\k\\kubeletstart.ps1'), there),
      ...['containerd', 'kubelet', 'kubeproxy'].map(name => says(service(name), wrapped(`C:\\k\\${name}start.ps1`))),
    ),
  ],
  ['EKS', but(mark('C:\\Program Files\\Amazon\\EKS'), says(service('kube-proxy'), running))],
  ['GKE', but(mark('C:\\etc\\kubernetes\\node\\bin'), says(service('kube-proxy'), running))],
  [
    'OpenShift',
    but(says(file('C:\\k\\windows-instance-config-daemon.exe'), there), says(service('kube-proxy'), running)),
  ],
  ['RKE2 without services of their own', but(says(service('rke2'), running), ...gone('containerd', 'kubelet'))],
  [
    'RKE2 with the remains of another installation',
    but(
      says(service('rke2'), running),
      says(service('containerd'), {...running, state: 'Stopped', account: '.\\old'}),
      ...gone('kubelet'),
    ),
  ],
  [
    'kubeadm, where the kubelet is behind nssm and kube-proxy a pod',
    but(says(service('kubelet'), wrapped('StartKubelet.ps1')), says(processes('kube-proxy'), one)),
  ],
];
test.each(LAYOUTS)('a healthy node of %s gives no finding', async (_, answers) => {
  expect(troubles(await judgeNode(answers))).toEqual([]);
});

const BROKEN_LAYOUTS: Case[] = [
  [
    'rke2 logs on as a user',
    but(says(service('rke2'), {...running, account: 'CONTOSO\\rke'}), ...gone('containerd', 'kubelet')),
    ['HP503 error: the service rke2 logs on as CONTOSO\\rke'],
  ],
  [
    'rke2 is stopped',
    but(says(service('rke2'), {...running, state: 'Stopped'}), ...gone('containerd', 'kubelet')),
    ['HP505 error: the service rke2 is stopped', 'HP506 not-applicable: the service rke2 does not run (HP505)'],
  ],
  [
    'kubeproxy is not installed on AKS',
    but(says(file('C:\\k\\kubeletstart.ps1'), there)),
    ['HP505 error: the service kubeproxy is not installed'],
  ],
  [
    'neither containerd nor rke2 is a service',
    but(...gone('containerd')),
    [
      'HP503 not-applicable: containerd is no service of this node',
      'HP523 not-applicable: containerd is no service of this node',
    ],
  ],
];
test.each(BROKEN_LAYOUTS)('when %s, that and nothing else is found', async (_, answers, expected) => {
  expect(troubles(await judgeNode(answers))).toEqual(expected);
});

test('a cloud’s node is replaced, another is mended by hand', async () => {
  const account = says(service('containerd'), {...running, account: '.\\Administrator'});
  const remedyOf = async (...changes: [string, Answer][]) => {
    const line = (await judgeNode(but(account, ...changes))).lines.find(each => each.check.code === 'HP503');
    return line?.verdict.is === 'fail' ? line.verdict.found[0].remedy : null;
  };
  expect(await remedyOf()).toContain('sc.exe config containerd obj= LocalSystem');
  expect(await remedyOf(says(file('C:\\k\\kubeletstart.ps1'), there))).toContain('reimage');
  expect(await remedyOf(mark('C:\\Program Files\\Amazon\\EKS'))).toContain('terminate its instance');
});

function error(kind: 'denied' | 'timeout' | 'unsupported' | 'failed'): Answer {
  return {is: 'error', kind, code: 5, text: `it was ${kind}`, cause: null};
}
const WAYS_TO_MISS: [string, Answer | undefined][] = [
  ['unanswered', undefined],
  ['denied', error('denied')],
  ['timed out', error('timeout')],
  ['unsupported', error('unsupported')],
  ['failed', error('failed')],
  ['of the wrong shape', {is: 'value', value: {something: 'else'}}],
  ['of another type', {is: 'value', value: 7}],
];
const asksOf = (check: (typeof NODE_CHECKS)[number]): string[] => [
  ...new Set(
    Object.values(check.needs)
      .flatMap(need => leaves(need as never))
      .flatMap(fact => (fact.by === 'ask' ? [fact.id] : [])),
  ),
];
/** What may be missing because another answer that is there proves the same: the API server was reached by its ClusterIP. */
const SAYS_ENOUGH = [askId(tcpToApiServer('endpoint').ask)];
describe.each(NODE_CHECKS.map(check => [`${check.code} ${check.id}`, check] as const))('%s', (_, check) => {
  test('rests on something that is asked', () => expect(asksOf(check).length).toBeGreaterThan(0));

  test.each(WAYS_TO_MISS)('is unknown when any answer it rests on is %s', async (_, answer) => {
    for (const id of asksOf(check)) {
      const answers = new Map(HEALTHY);
      if (answer) answers.set(id, answer);
      else answers.delete(id);
      const line = (await judgeNode(answers)).lines.find(each => each.check.code === check.code);
      expect(line?.verdict.is, id).toBe(SAYS_ENOUGH.includes(id) ? 'pass' : 'unknown');
    }
  });
});

test('what an absence means is decided for every question, and never by forgetting it', async () => {
  const passes: string[] = [];
  for (const check of NODE_CHECKS)
    for (const id of asksOf(check).filter(id => HEALTHY.get(id)?.is === 'value')) {
      const line = (await judgeNode(but([id, {is: 'absent'}]))).lines.find(each => each.check.code === check.code);
      if (line?.verdict.is === 'pass') passes.push(`${check.code} ${id}`);
    }
  expect(passes).toEqual([
    // the usual services of a node of no distribution may be there under other names; its processes are counted (HP506)
    'HP505 {"kind":"service","name":"containerd"}',
    'HP505 {"kind":"service","name":"kubelet"}',
    'HP506 {"kind":"service","name":"kubelet"}',
    ...SAYS_ENOUGH.map(id => `HP516 ${id}`),
    // Defender was removed from this Windows
    `HP519 ${askId(MP_STATUS.ask)}`,
  ]);
});

test('one cause behind all that was not answered stays one cause', async () => {
  const report = await judgeWith(
    async (_, asks) =>
      new Map(
        [...asks.keys()].map((id): [string, Answer] => [
          id,
          {is: 'error', kind: 'unanswered', code: null, text: 'the probe pod did not start', cause: 'HP724'},
        ]),
      ),
  );
  expect(
    new Set(report.lines.map(line => (line.verdict.is === 'unknown' ? line.verdict.cause : line.verdict.is))),
  ).toEqual(new Set(['HP724']));
});

test.each([
  ['one of the image’s users', {account: 'User Manager\\ContainerAdministrator', sid: 'S-1-5-93-2-1', host: 'web'}],
  ['SYSTEM of the container', {host: 'hostprocess-probe-ab12c-win-1-x'}],
])(
  'an ordinary container that answers as %s is the one finding, and nothing it says is believed',
  async (_, change) => {
    const report = await judgeNode(but(says(IDENTITY, {...asIdentity, mountPoint: null, ...change})));
    const [own, ...rest] = troubles(report).sort(
      (a, b) => Number(b.startsWith('HP507')) - Number(a.startsWith('HP507')),
    );
    expect(own).toContain('HP507 error: the probe was an ordinary container: it ran as ');
    expect(rest).toHaveLength(NODE_CHECKS.length - 1);
    const causes = report.lines.map(line => (line.verdict.is === 'unknown' ? line.verdict.cause : line.check.code));
    expect(new Set(causes)).toEqual(new Set(['HP507']));
  },
);

const group = (name: string, sid: string) => ({name, sid});
const asGroups = (...accounts: readonly string[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'agent', namespace: 'default'},
  spec: {
    nodeName: 'win-1',
    securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}},
    containers: accounts.map((account, at) => ({
      name: `c${at}`,
      securityContext: {windowsOptions: {runAsUserName: account}},
    })),
  },
});
const GERMAN = says(groups(), {groups: [group('Administratoren', 'S-1-5-32-544')], more: false});
test.each<[string, KubeObject, [string, Answer], string[]]>([
  [
    'containers of one group are named together, and system accounts are none',
    asGroups('hpc-readers', 'NT AUTHORITY\\Local service', 'hpc-readers'),
    says(groups(), {groups: [group('Users', 'S-1-5-32-545')], more: false}),
    ['error: the node has no local group hpc-readers, as which containers c0, c2 should run'],
  ],
  [
    'a group that Windows has under a name of its own language',
    asGroups('Administrators'),
    GERMAN,
    [
      'error: the node has no local group Administrators, as which container c0 should run; its Windows calls it Administratoren',
    ],
  ],
  ['that name itself', asGroups('administratoren'), GERMAN, []],
  [
    'a list that was cut proves what is in it',
    asGroups('users'),
    says(groups(), {groups: [group('Users', 'S-1-5-32-545')], more: true}),
    [],
  ],
  [
    'and nothing of what is not',
    asGroups('hpc-readers'),
    says(groups(), {groups: [group('Users', 'S-1-5-32-545')], more: true}),
    ['unknown: the node has more local groups than fit into an answer'],
  ],
  [
    'a pod without a group is not judged',
    asGroups('NT AUTHORITY\\SYSTEM'),
    GERMAN,
    ['not-applicable: no container of the pod runs as a local group'],
  ],
  [
    'nor one that takes containerd’s own account',
    {
      ...asGroups('hpc-readers'),
      metadata: {name: 'agent', annotations: {'microsoft.com/hostprocess-inherit-user': 'true'}},
    },
    GERMAN,
    ['not-applicable: its containers run as containerd’s own account'],
  ],
])('local groups: %s', async (_, pod, answer, expected) => {
  const found = troubles(await judgeNode(but(answer), {pod})).filter(text => text.startsWith('HP526 '));
  expect(found).toEqual(expected.map(text => `HP526 ${text}`));
});

test('pods that have neither a token nor a port of the node are not judged by them', async () => {
  const pod: KubeObject = {apiVersion: 'v1', kind: 'Pod', spec: {containers: [{name: 'web'}]}};
  expect(troubles(await judgeNode(HEALTHY, {pod}))).toEqual([
    'HP518 not-applicable: it is not a HostProcess pod',
    'HP525 not-applicable: the pod opens no port on the node',
    'HP526 not-applicable: this Pod asks for no HostProcess containers',
  ]);
});

test('containerd 1.6 gives no pod its token where it is looked for', async () => {
  expect(troubles(await judgeNode(HEALTHY, {runtime: 'containerd://1.6.38'}))).toEqual([
    'HP518 warning: /var/run/secrets/kubernetes.io/serviceaccount/token does not exist at that path in the container, for containerd://1.6.38 does not bind paths',
  ]);
});

test('free blocks are counted between what is excluded, also where that overlaps or lies outside', () => {
  const range = (start: number, end: number) => ({start, end, administered: false});
  const dynamic = range(1000, 1999);
  expect(freeBlocks({dynamic, excluded: []})).toBe(15);
  expect(freeBlocks({dynamic, excluded: [range(1, 500), range(3000, 4000)]})).toBe(15);
  expect(freeBlocks({dynamic, excluded: [range(1900, 2500), range(1100, 1200), range(1150, 1160)]})).toBe(1 + 10);
  expect(freeBlocks({dynamic, excluded: [range(1, 60000)]})).toBe(0);
});

test('the clock is off only as far as the time of asking cannot explain', () => {
  const from = Date.parse('2026-11-20T03:00:00Z');
  const offset = (utc: string | null) => clockAnswer(utc, from, from + 40_000);
  expect(offset('2026-11-20T03:00:20Z')).toEqual({is: 'value', value: {offsetSeconds: 0}});
  expect(offset('2026-11-20T03:10:40Z')).toEqual({is: 'value', value: {offsetSeconds: 600}});
  expect(offset('2026-11-20T02:50:00Z')).toEqual({is: 'value', value: {offsetSeconds: -600}});
  expect(offset(null)).toBeUndefined();
  expect(offset('yesterday')).toBeUndefined();
});

test('crictl is looked for where the collector starts it from', () => {
  const script = readFileSync(resolve(import.meta.dirname, '../../src/facts/node/kinds/run.ps1'), 'utf8');
  const places = [...script.matchAll(/'(C:\\[^']*\\crictl\.exe)'/g)].map(match => match[1]);
  expect(places).toEqual([...CRICTL_PLACES]);
});
