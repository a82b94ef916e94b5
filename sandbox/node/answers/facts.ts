import type {RegistryValue} from '../../../src/facts/node/kinds/registry.ts';
import type {Json, JsonObject} from '../../../src/kernel/subjects.ts';

/** Whose layout a pretend node has: services, folders, where crictl is (table 5.14 of the collector's knowledge base). */
export type Layout = 'generic' | 'aks' | 'eks' | 'gke' | 'rke2' | 'openshift';

/** A service as a scenario writes it; what it leaves out is as on a healthy node. */
export type PretendService = {
  state: 'Running' | 'Stopped' | 'StartPending' | 'StopPending' | 'Paused';
  start: 'automatic' | 'manual' | 'disabled';
  delayed: boolean;
  account: string | null;
  imagePath: string | null;
  environment: readonly string[];
  proxies: readonly {name: string; value: string}[];
  wrapped: {application: string; parameters: string; stdout: string | null; stderr: string | null} | null;
  pid: number;
  threads: number;
  handles: number;
  exitCode: number;
  serviceExitCode: number;
};

export type PretendFile = {
  is: 'file' | 'folder' | 'link';
  size: number;
  version: string | null;
  lines: readonly string[];
};

export type PretendEvent = {
  provider: string;
  id: number;
  hoursAgo: number;
  level: number;
  fields: readonly string[];
  message: string | null;
};

export type PretendRun = {exitCode: number; stdout: string; stderr: string};

/** An ask that gets no proper answer: every one whose canonical JSON holds `ask`. */
type PretendFailure = {
  ask: string;
  kind: 'denied' | 'timeout' | 'unsupported' | 'failed';
  code: number | null;
  text: string;
};

/** What the collector finds on a pretend node. Names of services, files, channels and keys are looked up in any case; null says absent. */
export type PretendFacts = {
  layout: Layout;
  /** Kinds of asks that never answer: the collector gives them up after their time. */
  hangs: readonly string[];
  /** After so many answers antivirus ends the collector; null lets it live. */
  killedAfter: number | null;
  failures: readonly PretendFailure[];
  services: {readonly [name: string]: PretendService | null};
  /** How many processes of an image run. */
  processes: {readonly [name: string]: number};
  files: {readonly [path: string]: PretendFile | null};
  /** `KEY\name` */
  registry: {readonly [value: string]: RegistryValue | null};
  volumes: {readonly [drive: string]: {freeGiB: number; totalGiB: number} | null};
  memory: {commitGiB: number; limitGiB: number; freeGiB: number; totalGiB: number};
  uptimeHours: number;
  clockOffsetSeconds: number;
  pendingReboot: readonly string[];
  /** The DNS domain the node is joined to, or null. */
  domain: string | null;
  hns: {networks: readonly JsonObject[]; endpoints: readonly JsonObject[]; loadbalancers: readonly JsonObject[]};
  events: {readonly [channel: string]: readonly PretendEvent[] | null};
  /** Addresses of a name, or the socket error. */
  dns: {readonly [name: string]: readonly string[] | number};
  /** `target:port`, or `*`, with the socket error; null connects. */
  tcp: {readonly [target: string]: number | null};
  /** Status of a URL; a negative number is .NET's WebExceptionStatus. */
  http: {readonly [url: string]: number};
  /** What a command line prints; null: the tool is not on the node. */
  run: {readonly [line: string]: PretendRun | null};
  /** Rows of a class; null where the class does not exist. */
  cim: {readonly [name: string]: readonly {readonly [property: string]: Json}[] | null};
  users: readonly {name: string; sid: string; enabled: boolean}[];
};

/** Facts as a scenario's file writes them: only what differs from a healthy node. */
export type WrittenFacts = Omit<
  Partial<PretendFacts>,
  'services' | 'files' | 'events' | 'run' | 'failures' | 'memory' | 'hns'
> & {
  memory?: Partial<PretendFacts['memory']>;
  /** Networks lie over the one of a healthy node. */
  hns?: Partial<PretendFacts['hns']>;
  services?: {readonly [name: string]: Partial<PretendService> | null};
  files?: {readonly [path: string]: Partial<PretendFile> | null};
  events?: {readonly [channel: string]: readonly (Partial<PretendEvent> & {provider: string; id: number})[] | null};
  run?: {readonly [line: string]: Partial<PretendRun> | null};
  failures?: readonly (Partial<PretendFailure> & {ask: string})[];
};

/** The entry of a map whose keys Windows compares without case, or undefined when there is none. */
export const inAnyCase = <T>(map: {readonly [name: string]: T}, name: string): T | undefined =>
  Object.entries(map).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
