import type {Answer, Learned} from './facts.ts';
import type {ApiKind, KubeObject} from './objects.ts';
import type {Outcome, Problem} from './outcome.ts';
import type {Json, Kind, Subject} from './subjects.ts';

/** What the engine and the facts may ask of the world. */
export interface GatherPorts {
  /** Which subjects of a kind there are: itself a fact. */
  roster(kind: Kind): Promise<Learned<readonly Subject[]>>;
  /** The object behind a subject: a document's content, a live pod, a workload that exists or is about to. */
  object(subject: Subject): Promise<Learned<KubeObject>>;
  /** GET of an API path; 404 is `none`, every other refusal `missing`. */
  get(path: string): Promise<Learned<KubeObject>>;
  /** All items of a collection, each trimmed by `keep` as its page arrives (undefined drops it). */
  list<T>(path: string, query: ListQuery, keep: (object: KubeObject) => T | undefined): Promise<Learned<readonly T[]>>;
  /** The text behind an API path, such as a node's metrics: what `keep` makes of each line as it comes (undefined drops it). */
  lines<T>(path: string, keep: (line: string) => T | undefined): Promise<Learned<readonly T[]>>;
  /** SelfSubjectAccessReview. */
  allowed(review: AccessReview): Promise<Learned<boolean>>;
  /** The last lines a container printed (of its run before this one with `previous`). */
  logTail(
    pod: PodRef,
    container: string,
    options: {lines: number; previous: boolean},
  ): Promise<Learned<readonly string[]>>;
  /** A create that the server is asked only to imagine. */
  dryRun(object: KubeObject): Promise<Learned<Admission>>;
  /** Questions put to one node or pod, all at once; ids that are absent from the answer went unanswered. */
  ask(target: Subject<'node'> | Subject<'pod'>, asks: ReadonlyMap<string, Json>): Promise<ReadonlyMap<string, Answer>>;
}

/** What the API server says to an object that it was asked to imagine; an `invalid` one never came before the policies. */
export type Admission = {is: 'admitted' | 'refused' | 'invalid'; text: string; warnings: readonly string[]};

export type AccessReview = {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
};

export type ListQuery = {labelSelector?: string; fieldSelector?: string};

/** Which cluster, as whom, and where objects go that name no namespace. */
export type ClusterTarget = {server: string; context: string | null; namespace: string; user: string | null};

/** A collection followed over time. After a `snapshot` (the first one, and one after every gap) only what it lists exists. */
export type Change =
  | {is: 'snapshot'; objects: readonly KubeObject[]}
  | {is: 'put'; object: KubeObject}
  | {is: 'gone'; object: KubeObject}
  | {is: 'problem'; problem: Problem};

export type LogQuery = {
  container: string | null;
  follow: boolean;
  previous: boolean;
  tailLines: number | null;
  /** Seconds before now, or an RFC 3339 time; null for all there is. */
  since: number | string | null;
};

/** One line of a log without its end; `time` is the runtime's RFC 3339 stamp. */
export type LogEvent = {is: 'line'; time: string | null; text: string} | {is: 'problem'; problem: Problem};

export type ExecRequest = {
  container: string | null;
  command: readonly string[];
  /** Fed to the remote process and closed at its end; null gives it none. */
  stdin: AsyncIterable<Uint8Array> | null;
  tty: boolean;
  onOutput(stream: 'stdout' | 'stderr', data: Uint8Array): void;
  /** Terminal sizes as they change; only with tty. */
  sizes: AsyncIterable<{columns: number; rows: number}> | null;
};

export type PodRef = {namespace: string; name: string};

export type Applied = {object: KubeObject; warnings: readonly string[]};

/** The API server. Every call ends within `--request-timeout`, when one was given, and when `signal` aborts. */
export interface ClusterPort {
  readonly target: ClusterTarget;
  get(path: string, signal?: AbortSignal): Promise<Outcome<KubeObject>>;
  list<T>(
    path: string,
    query: ListQuery,
    keep: (object: KubeObject) => T | undefined,
    signal?: AbortSignal,
  ): Promise<Outcome<readonly T[]>>;
  /** What answers `path` as plain text, trimmed line by line while it comes; an answer that is cut off is a problem. */
  lines<T>(path: string, keep: (line: string) => T | undefined, signal?: AbortSignal): Promise<Outcome<readonly T[]>>;
  /** Survives 410, cut connections and server restarts by itself; ends when `signal` aborts or after a `problem`. */
  watch(path: string, query: ListQuery, signal: AbortSignal): AsyncIterable<Change>;
  /** Server-side apply with field manager kubectl-hostprocess. */
  apply(
    object: KubeObject,
    of: ApiKind,
    options: {dryRun: boolean; force: boolean},
    signal?: AbortSignal,
  ): Promise<Outcome<Applied>>;
  create(object: KubeObject, of: ApiKind, options: {dryRun: boolean}, signal?: AbortSignal): Promise<Outcome<Applied>>;
  /** Deletes exactly the object with that UID; `absent` when it (or that UID) is no longer there. */
  remove(
    path: string,
    uid: string,
    options: {background: boolean},
    signal?: AbortSignal,
  ): Promise<Outcome<'deleted' | 'absent'>>;
  allowed(review: AccessReview, signal?: AbortSignal): Promise<Outcome<{allowed: boolean; reason: string}>>;
  /** The name the server knows this user by (SelfSubjectReview), or null when it will not say. */
  whoAmI(signal?: AbortSignal): Promise<Outcome<string | null>>;
  /** Lines in order, none lost or repeated over reconnections while following; ends with the container. */
  logs(pod: PodRef, query: LogQuery, signal: AbortSignal): AsyncIterable<LogEvent>;
  /** Ends with the remote process's exit code. */
  exec(pod: PodRef, request: ExecRequest, signal: AbortSignal): Promise<Outcome<number>>;
}

/** Files named by the user; `-` is standard input. */
export interface FilesPort {
  /** At most `limit` bytes; a directory, a missing file, a larger file is a usage problem with the file's name. */
  read(path: string, limit: number): Promise<Outcome<Uint8Array>>;
}

export interface ClockPort {
  now(): Date;
  /** Resolves after `ms`, at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A person's terminal while a program on a node has it: every key goes there, Ctrl-C too, until `close` gives it back. */
export interface RawTerminal {
  readonly keys: AsyncIterable<Uint8Array>;
  /** The size now, then every size it changes to. */
  readonly sizes: AsyncIterable<{columns: number; rows: number}>;
  write(data: Uint8Array | string): void;
  /** The window's title. */
  title(text: string): void;
  close(): void;
}

/** A person at a terminal. `interactive` is false when there is nobody to ask. */
export interface TerminalPort {
  readonly interactive: boolean;
  confirm(question: string): Promise<Outcome<boolean>>;
  choose(
    question: string,
    choices: readonly {name: string; value: string; description: string}[],
  ): Promise<Outcome<string>>;
  input(question: string, preset: string | null): Promise<Outcome<string>>;
}
