import type {KubeObject} from '../../src/kernel/objects.ts';
import type {Fault} from '../api/faults.ts';
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
  /** What breaks some seconds after the node has joined; `becomes`: the node as which it restarts, null when it falls silent. */
  later: {after: number; becomes: PretendNode | null} | null;
};

/** What Windows calls itself on a node. */
export const hostNameOf = (node: PretendNode): string => node.hostName ?? node.name;

/** A named set of pretend nodes, what is created on them, and what is wrong. */
export type Scenario = {
  name: string;
  /** One sentence: what it shows. */
  shows: string;
  /** One sentence: what to learn from it; null where nobody wrote one. */
  learn: string | null;
  /** The code that doctor names as the cause; null where it names none. */
  finds: string | null;
  /** The command that finds it, without `kubectl hostprocess`; null where there is nothing to ask. */
  ask: string | null;
  nodes: readonly PretendNode[];
  /** Created once the nodes are there. */
  objects: readonly KubeObject[];
  /** What the API server does wrong from then on. */
  faults: readonly Fault[];
};

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
  later: null,
};

const LINUX_DEFAULTS = {build: '6.8.0-60-generic', groups: []};

/** What a scenario's file may say of a node and of what it becomes. */
type WrittenFields = Omit<Partial<PretendNode>, 'name' | 'commands' | 'facts' | 'later'> & {
  facts?: WrittenFacts;
  commands?: readonly (Partial<PretendCommand> & {contains: string})[];
};

/** A node as a scenario's file writes it: only what differs. */
export type WrittenNode = WrittenFields & {
  name: string;
  later?: {after: number; silent?: boolean} & WrittenFields;
};

const SILENT = {stdout: [], stderr: [], exitCode: 0, staysUp: false};

/** The node; what it does not say is as on an ordinary Windows Server 2022 node with containerd 1.7. */
export function completedNode({facts = {}, later, ...said}: WrittenNode): PretendNode {
  const defaults = said.os === 'linux' ? {...DEFAULTS, ...LINUX_DEFAULTS} : DEFAULTS;
  const commands = (said.commands ?? []).map(command => ({...SILENT, ...command}));
  const groups = [...defaults.groups, ...(said.groups ?? [])];
  const whole = {...defaults, ...said, commands, groups, later: null};
  const node = {...whole, facts: completedFacts(whole, facts)};
  if (later === undefined) return node;
  const {after, silent = false, ...changed} = later;
  const becomes = silent ? null : completedNode({...said, ...changed, facts: {...facts, ...changed.facts}});
  return {...node, later: {after, becomes}};
}
