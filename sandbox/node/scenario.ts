import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {parse} from 'yaml';
import {completedFacts} from './answers/defaults.ts';
import type {PretendFacts, WrittenFacts} from './answers/facts.ts';

/** What a program of the scenario prints, for command lines the pretend programs do not know. */
export type PretendCommand = {
  /** Part of the command line (what is left of it after `cmd /c`), letter by letter. */
  contains: string;
  stdout: readonly string[];
  stderr: readonly string[];
  exitCode: number;
  /** Goes on running after it has printed; `exitCode` then never comes. */
  staysUp: boolean;
};

export type Taint = {key: string; value: string; effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'};

/** One pretend node: everything about it that changes what a pod does there. */
export type PretendNode = {
  name: string;
  /** What Windows calls itself; null where that is the node's name, as it is without --hostname-override. */
  hostName: string | null;
  os: 'windows' | 'linux';
  /** Windows: `10.0.20348.3091`; Linux: a kernel version. Becomes `nodeInfo.kernelVersion`. */
  build: string;
  /** Version without `containerd://`. */
  containerd: string;
  /** `v1.33.4` */
  kubelet: string;
  /** A node pool label, or null for none. */
  pool: string | null;
  taints: readonly Taint[];
  /** What the Ready condition says when it is not True; null when the node is ready. */
  notReady: string | null;
  /** Images the node already has. */
  images: readonly string[];
  /** Local groups; a HostProcess container may run as a member of one. */
  groups: readonly string[];
  /** The account containerd's service logs on as. */
  containerdAccount: string;
  /** Whether bindfltapi.dll is in System32; null lets the build decide. */
  bindFilter: boolean | null;
  /** False: the runtime takes no notice of hostProcess and runs an ordinary container. */
  honoursHostProcess: boolean;
  pullSeconds: number;
  /** Images that cannot be pulled, and what the registry or the network answers; `image` is a part of the name, '' is every one. */
  unpullable: readonly {image: string; message: string}[];
  /** Text after `Failed to create pod sandbox: `; null when sandboxes are made. */
  sandboxError: string | null;
  /** How the proof's output ends: whole, in the middle of its machine line, or refused by PowerShell's language mode. */
  proof: 'whole' | 'cut' | 'constrained-language';
  commands: readonly PretendCommand[];
  /** What the collector finds there. */
  facts: PretendFacts;
};

/** What Windows calls itself on a node. */
export const hostNameOf = (node: PretendNode): string => node.hostName ?? node.name;

/** A named set of pretend nodes. */
export type Scenario = {
  name: string;
  /** One sentence: what it shows. */
  shows: string;
  nodes: readonly PretendNode[];
};

const FOLDER = join(import.meta.dirname, 'scenarios');

/** Groups every Windows Server has (https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-groups). */
const BUILTIN_GROUPS = ['Administrators', 'Backup Operators', 'Event Log Readers', 'Guests', 'Users'];

const DEFAULTS: Omit<PretendNode, 'name' | 'facts'> = {
  hostName: null,
  os: 'windows',
  build: '10.0.20348.3091',
  containerd: '1.7.22',
  kubelet: 'v1.33.4',
  pool: null,
  taints: [],
  notReady: null,
  images: [],
  groups: BUILTIN_GROUPS,
  containerdAccount: 'LocalSystem',
  bindFilter: null,
  honoursHostProcess: true,
  pullSeconds: 0.2,
  unpullable: [],
  sandboxError: null,
  proof: 'whole',
  commands: [],
};

const LINUX_DEFAULTS = {build: '6.8.0-60-generic', groups: []};

/** The names of all scenarios, sorted. */
export const scenarioNames = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter(file => file.endsWith('.yaml'))
    .map(file => basename(file, '.yaml'))
    .sort();

/**
 * Reads `scenarios/<name>.yaml`; what a node does not say is as on an ordinary Windows Server 2022 node with containerd 1.7.
 * Throws on an unknown name or an unknown field: scenarios are part of this program, a slip in one is a bug.
 */
export function loadScenario(name: string): Scenario {
  if (!scenarioNames().includes(name)) {
    throw new Error(`no scenario called ${name}; there are ${scenarioNames().join(', ')}`);
  }
  const {shows, nodes} = parse(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')) as {
    shows: string;
    nodes: readonly WrittenNode[];
  };
  return {name, shows, nodes: nodes.map(node => completed(name, node))};
}

/** A node as a scenario's file writes it: only what differs. */
type WrittenNode = Omit<Partial<PretendNode>, 'name' | 'commands' | 'facts'> & {
  name: string;
  facts?: WrittenFacts;
  commands?: readonly (Partial<PretendCommand> & {contains: string})[];
};

const SILENT = {stdout: [], stderr: [], exitCode: 0, staysUp: false};

function completed(scenario: string, node: WrittenNode): PretendNode {
  const unknown = Object.keys(node).filter(key => key !== 'name' && key !== 'facts' && !(key in DEFAULTS));
  if (unknown.length > 0) throw new Error(`scenario ${scenario}: node ${node.name} has unknown ${unknown.join(', ')}`);
  const defaults = node.os === 'linux' ? {...DEFAULTS, ...LINUX_DEFAULTS} : DEFAULTS;
  const commands = (node.commands ?? []).map(command => ({...SILENT, ...command}));
  const {facts = {}, ...said} = node;
  const whole = {...defaults, ...said, commands, groups: [...defaults.groups, ...(node.groups ?? [])]};
  return {...whole, facts: completedFacts(whole, facts, `scenario ${scenario}: node ${node.name}`)};
}
