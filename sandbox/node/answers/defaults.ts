import {bindFilterOf, windowsBuild} from '../../../src/windows/versions.ts';
import type {PretendNode} from '../scenario.ts';
import type {Layout, PretendFacts, PretendFile, PretendRun, PretendService, WrittenFacts} from './facts.ts';
import {filesOf, processesOf, servicesOf} from './layouts.ts';

const SERVICE: PretendService = {
  state: 'Running',
  start: 'automatic',
  delayed: false,
  account: 'LocalSystem',
  imagePath: null,
  environment: [],
  proxies: [],
  wrapped: null,
  pid: 1200,
  threads: 18,
  handles: 420,
  exitCode: 0,
  serviceExitCode: 0,
};
const FILE: PretendFile = {is: 'file', size: 4096, version: null, lines: []};
const EVENT = {hoursAgo: 1, level: 2, fields: [], message: null};
const RUN: PretendRun = {exitCode: 0, stdout: '', stderr: ''};
const FAILURE = {kind: 'failed', code: null, text: 'it failed'} as const;

/** The defaults that need no merging below their first level. */
const PLAIN = {
  layout: 'generic' as Layout,
  hangs: [],
  killedAfter: null,
  failures: [],
  memory: {commitGiB: 6, limitGiB: 20, freeGiB: 9, totalGiB: 16},
  uptimeHours: 300,
  clockOffsetSeconds: 0,
  pendingReboot: [],
  domain: null,
  users: [
    {name: 'Administrator', sid: 'S-1-5-21-3623811015-3361044348-30300820-500', enabled: true},
    {name: 'DefaultAccount', sid: 'S-1-5-21-3623811015-3361044348-30300820-503', enabled: false},
    {name: 'Guest', sid: 'S-1-5-21-3623811015-3361044348-30300820-501', enabled: false},
    {name: 'WDAGUtilityAccount', sid: 'S-1-5-21-3623811015-3361044348-30300820-504', enabled: false},
  ],
} satisfies Partial<PretendFacts>;

const NETWORK = {
  id: 'A7E5C0DE-0000-4000-8000-000000000001',
  name: 'cbr0',
  type: 'L2Bridge',
  state: 1,
  managementIP: '10.240.0.4',
  adapter: 'Ethernet',
  subnets: ['10.244.1.0/24'],
};
const HNS: PretendFacts['hns'] = {
  networks: [NETWORK],
  endpoints: [{id: 'A7E5C0DE-0000-4000-8000-000000000002', network: 'cbr0', address: '10.244.1.2', state: 2}],
  loadbalancers: [{id: 'A7E5C0DE-0000-4000-8000-000000000003', state: 2, vips: ['10.96.0.10'], backends: 2}],
};

type Node = Omit<PretendNode, 'facts'>;

/** The facts of a node: what its file says, over a healthy node of its layout. */
export function completedFacts(node: Node, written: WrittenFacts): PretendFacts {
  const layout = written.layout ?? PLAIN.layout;
  const containerd = layout === 'rke2' ? {} : {containerd: {account: node.containerdAccount}};
  return {
    ...PLAIN,
    ...written,
    memory: {...PLAIN.memory, ...written.memory},
    failures: (written.failures ?? []).map(failure => ({...FAILURE, ...failure})),
    services: merged(SERVICE, [servicesOf(layout), containerd, written.services ?? {}]),
    processes: {...processesOf(), ...written.processes},
    files: merged(FILE, [filesOf(layout), libraryOf(node), written.files ?? {}]),
    registry: {...written.registry},
    volumes: {C: {freeGiB: 80, totalGiB: 127}, ...written.volumes},
    hns: {
      ...HNS,
      ...written.hns,
      networks: (written.hns?.networks ?? HNS.networks).map(network => ({...NETWORK, ...network})),
    },
    events: eventsOf(written.events ?? {}),
    dns: {...written.dns},
    tcp: {...written.tcp},
    http: {...written.http},
    run: merged(RUN, [written.run ?? {}]),
    cim: {...written.cim},
  };
}

/** The channels every Windows has, empty, and what the scenario writes to them. */
function eventsOf(written: NonNullable<WrittenFacts['events']>): PretendFacts['events'] {
  const channels: NonNullable<WrittenFacts['events']> = {System: [], Application: [], ...written};
  return Object.fromEntries(
    Object.entries(channels).map(([channel, events]) => [
      channel,
      events === null ? null : events.map(event => ({...EVENT, ...event})),
    ]),
  );
}

/** bindfltapi.dll where the scenario or the build says that it is there. */
function libraryOf(node: Node): {readonly [path: string]: Partial<PretendFile> | null} {
  const there = node.bindFilter ?? bindFilterOf(windowsBuild(node.build)) ?? true;
  return {'C:\\Windows\\System32\\bindfltapi.dll': there ? {size: 98304, version: node.build} : null};
}

type Layer<T> = {readonly [name: string]: Partial<T> | null};

/** Maps laid over each other name by name, in any case of letters, and each entry over `base`. */
function merged<T extends object>(base: T, layers: readonly Layer<T>[]): {[name: string]: T | null} {
  const entries = new Map<string, {name: string; entry: T | null}>();
  for (const [name, entry] of layers.flatMap(layer => Object.entries(layer))) {
    const key = name.toLowerCase();
    const before = entries.get(key);
    const value = entry === null ? null : {...(before?.entry ?? base), ...entry};
    entries.set(key, {name: before?.name ?? name, entry: value});
  }
  return Object.fromEntries([...entries.values()].map(({name, entry}) => [name, entry]));
}
