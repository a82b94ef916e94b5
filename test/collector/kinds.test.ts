import {describe, expect, test} from 'vitest';
import {cim} from '../../src/facts/node/kinds/cim.ts';
import {dns} from '../../src/facts/node/kinds/dns.ts';
import {events} from '../../src/facts/node/kinds/events.ts';
import {file, TAIL_LIMIT} from '../../src/facts/node/kinds/file.ts';
import {FOLDER_LIMIT, folder} from '../../src/facts/node/kinds/folder.ts';
import {groups} from '../../src/facts/node/kinds/groups.ts';
import {hns} from '../../src/facts/node/kinds/hns.ts';
import {host} from '../../src/facts/node/kinds/host.ts';
import {http} from '../../src/facts/node/kinds/http.ts';
import {memory} from '../../src/facts/node/kinds/memory.ts';
import {processes} from '../../src/facts/node/kinds/processes.ts';
import {registryKey, registryValue} from '../../src/facts/node/kinds/registry.ts';
import {run} from '../../src/facts/node/kinds/run.ts';
import {service} from '../../src/facts/node/kinds/service.ts';
import {tcp, tcpToApiServer} from '../../src/facts/node/kinds/tcp.ts';
import {users} from '../../src/facts/node/kinds/users.ts';
import {volume} from '../../src/facts/node/kinds/volume.ts';
import type {NodeAsk} from '../../src/facts/node/node-ask.ts';
import {askId} from '../../src/kernel/gather.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

const TIME = '2026-11-20T03:00:00.0000000Z';

/** Every kind: its ask, whether it may be absent, and a good answer with something in every list and no null that could be a value. */
const KINDS: [NodeAsk<unknown>, 'may be absent' | 'never absent', Json][] = [
  [
    service('hns', {process: true}),
    'may be absent',
    {
      state: 'Running',
      start: 'automatic',
      delayed: false,
      account: 'LocalSystem',
      imagePath: 'C:\\x.exe',
      environment: ['HTTP_PROXY'],
      proxies: [{name: 'HTTP_PROXY', value: 'http://p'}],
      wrapped: {application: 'a', parameters: '', stdout: 'o', stderr: 'e'},
      process: {pid: 4, threads: 2, handles: 3, startedAt: TIME, exitCode: 0, serviceExitCode: 0},
    },
  ],
  [
    processes('kubelet'),
    'never absent',
    {count: 1, processes: [{pid: 4, startedAt: TIME, threads: 2, handles: 3, privateBytes: 4}]},
  ],
  [
    file('C:\\a.log', {tailBytes: 9}),
    'may be absent',
    {is: 'file', size: 1, createdAt: TIME, modifiedAt: TIME, version: '1.2.3.4', tail: 'x\n'},
  ],
  [folder('C:\\k'), 'may be absent', {entries: [{name: 'a', is: 'folder', size: 1, modifiedAt: TIME}], more: false}],
  [registryValue('SYSTEM\\CurrentControlSet\\Services\\hns', 'Start'), 'may be absent', {type: 'dword', data: 2}],
  [
    registryValue('SYSTEM\\CurrentControlSet\\Services\\hns', 'ImagePath'),
    'may be absent',
    {type: 'expand', data: '%x%'},
  ],
  [registryValue('SYSTEM\\CurrentControlSet\\Services\\hns', 'Depend'), 'may be absent', {type: 'multi', data: ['a']}],
  [registryKey('SYSTEM\\CurrentControlSet\\Services\\hns'), 'may be absent', {names: ['Start'], subkeys: ['State']}],
  [
    host(),
    'never absent',
    {
      name: 'win-1',
      domain: 'contoso.com',
      build: 20348,
      ubr: 1,
      edition: 'S',
      installationType: 'Server Core',
      utc: TIME,
      bootedAt: TIME,
      pendingReboot: ['update'],
    },
  ],
  [volume('C'), 'may be absent', {format: 'NTFS', freeBytes: 1, totalBytes: 2}],
  [memory(), 'never absent', {commitBytes: 1, commitLimitBytes: 2, freeBytes: 3, totalBytes: 4}],
  [tcp('192.0.2.1', 443), 'never absent', {reached: false, code: 10061, address: '192.0.2.1', ms: 3}],
  [dns('mcr.microsoft.com'), 'never absent', {addresses: ['192.0.2.1'], code: 11001, ms: 3}],
  [http(10248, '/healthz'), 'never absent', {status: 200, code: 2, body: 'ok', ms: 3}],
  [run({program: 'fltmc', args: ['filters']}), 'never absent', {exitCode: 0, stdout: 'x', stderr: '', cut: false}],
  [
    events('System', '*', 5),
    'may be absent',
    {
      enabled: true,
      since: TIME,
      events: [{time: TIME, provider: 'p', id: 1, level: 2, fields: ['a'], message: 'm'}],
      more: false,
    },
  ],
  [
    hns('networks'),
    'never absent',
    {
      objects: [
        {id: 'i', name: 'n', type: 'NAT', state: 1, managementIP: '192.0.2.1', adapter: 'a', subnets: ['10.0.0.0/24']},
      ],
      count: 1,
      more: false,
    },
  ],
  [
    hns('endpoints'),
    'never absent',
    {objects: [{id: 'i', network: 'n', address: 'a', state: 1}], count: 1, more: false},
  ],
  [
    hns('loadbalancers'),
    'never absent',
    {objects: [{id: 'i', state: 1, vips: ['v'], backends: 1}], count: 1, more: false},
  ],
  [
    cim('Win32_Service', {properties: ['Name', 'Tags']}),
    'may be absent',
    {rows: [{Name: 'x', Tags: 'a'}], more: false},
  ],
  [groups(), 'never absent', {groups: [{name: 'Administratoren', sid: 'S-1-5-32-544'}], more: false}],
  [users(), 'never absent', {users: [{name: 'a', sid: 'S-1-5-18', enabled: true}], more: false}],
];

/** Fields that may be null wherever they stand: the node had nothing to say. Those of WMI rows are always. */
const NULLABLE =
  'account imagePath wrapped stdout stderr process threads handles startedAt size version tail domain code address status body since message managementIP adapter network state Name Tags'.split(
    ' ',
  );
/** Where that name belongs to a field that is always there. */
const NEVER_NULL = ['service.state', 'processes.threads', 'run.stdout', 'run.stderr'];

/** Each answer with one place taken out, set to null, or set to another type; with the path of that place. */
function* damaged(json: Json, path: string): Generator<[string, Json]> {
  if (json === null || typeof json !== 'object') return;
  if (Array.isArray(json)) {
    for (const [at, item] of json.entries()) {
      for (const [where, wrong] of damaged(item as Json, path)) yield [where, json.with(at, wrong)];
      yield [`${path}[]`, json.with(at, typeof item === 'object' ? 7 : {})];
    }
    return;
  }
  for (const [name, value] of Object.entries(json as JsonObject)) {
    const where = `${path}.${name}`;
    const {[name]: _, ...rest} = json as JsonObject;
    yield [`${where} taken out`, rest];
    yield [`${where} of another type`, {...json, [name]: typeof value === 'object' ? 'x' : {}}];
    if (!NULLABLE.includes(name) || NEVER_NULL.some(field => where === field || where.endsWith(`.${field}`)))
      yield [`${where} null`, {...json, [name]: null}];
    for (const [inner, wrong] of damaged(value as Json, where)) yield [inner, {...json, [name]: wrong}];
  }
}

describe.each(KINDS.map(([question, absence, good]) => ({question, absence, good, id: askId(question.ask)})))(
  '$id',
  ({question, absence, good}) => {
    test('reads a good answer, and nothing that stands beside it', () => {
      expect(question.read(good)).toEqual(good);
      expect(question.read({...(good as JsonObject), beside: 1})).toEqual(good);
      expect(question.read(JSON.parse(JSON.stringify(good)) as Json)).toEqual(good);
    });

    test(`an absent thing is ${absence === 'may be absent' ? 'null' : 'no answer'}`, () => {
      expect(question.read(null)).toBe(absence === 'may be absent' ? null : undefined);
    });

    test('refuses every wrong shape', () => {
      const wrong = [...damaged(good, String(question.ask.kind))];
      expect(wrong.length).toBeGreaterThan(3);
      expect(wrong.filter(([, json]) => question.read(json) !== undefined).map(([where]) => where)).toEqual([]);
      for (const json of [true, 7, 'x', [], {}] as Json[]) expect(question.read(json)).toBeUndefined();
    });
  },
);

test('asks stay within what fits into a line', () => {
  expect(file('C:\\a.log', {tailBytes: 1e9}).ask).toMatchObject({tailBytes: TAIL_LIMIT});
  expect(folder('C:\\k', {limit: 1e9}).ask).toMatchObject({limit: FOLDER_LIMIT});
  expect(events('System', '*', 1e9).ask).toMatchObject({limit: 20});
});

test('the API server is asked for by the pod’s own variables', () => {
  expect(tcpToApiServer('service').ask).toEqual({
    kind: 'tcp',
    target: '$KUBERNETES_SERVICE_HOST',
    port: '$KUBERNETES_SERVICE_PORT',
  });
  expect(tcpToApiServer('endpoint').ask).toEqual({
    kind: 'tcp',
    target: '$HOSTPROCESS_API_HOST',
    port: '$HOSTPROCESS_API_PORT',
  });
});
