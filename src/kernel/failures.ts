import type {AskedAs, Code} from './checks.ts';

/** Where a text was seen: failures claim only texts from their own places. */
export type SeenIn =
  | 'api-error' // what the API server answers to a request of ours
  | 'event' // an Event's message
  | 'container-state' // waiting, terminated or lastState: reason and message
  | 'node-condition' // reason and message of a node's Ready condition
  | 'pod-status' // status.reason and status.message of the pod
  | 'container-log' // what the container itself printed
  | 'node-log'; // what a service or tool of a node wrote: kubelet, containerd, kube-proxy, a network plugin, an image builder

/** What else is known when a text is explained; every field may be absent, and a failure that needs it then does not claim the text. */
export type FailureFacts = {
  containerd?: string | undefined; // version, as `windows/versions` parses it: '1.7.13'
  account?: string | undefined; // effective runAsUserName
  exitCode?: number | undefined;
};

/** What a failure's `means` and `remedy` are given: the pattern's named groups, and the facts. */
export type FailureGroups = {readonly [name: string]: string | undefined};

/**
 * How sure an explanation is: read in source or docs; reported with its cause by those who had it; the text is reported and
 * the cause inferred; concluded from source; or general knowledge.
 */
export type Certainty = 'sourced' | 'reported' | 'inferred' | 'concluded' | 'general';

/**
 * A text the world prints, explained. `pattern` must run in linear time. Where two failures claim a text, the one with `when`
 * that holds, then the longer match, decides. `samples` must match this entry and no other, `notThis` must not match it.
 */
export type Failure = {
  readonly code: Code;
  readonly id: string;
  readonly seenIn: readonly SeenIn[];
  readonly pattern: RegExp;
  /** Whether the text means this here, by what else is known and by what the pattern found in the text itself. */
  when?(facts: FailureFacts, groups: FailureGroups): boolean;
  readonly title: string;
  means(groups: FailureGroups, facts: FailureFacts): string;
  remedy(groups: FailureGroups, facts: FailureFacts): string;
  readonly links: readonly string[];
  readonly certainty: Certainty;
  readonly askedAs?: AskedAs;
  readonly samples: readonly {seenIn: SeenIn; text: string; facts?: FailureFacts}[];
  readonly notThis: readonly {seenIn: SeenIn; text: string; facts?: FailureFacts}[];
};

/** A text explained: the failure, what it means here and what to do. */
export type Explained = {
  code: Code;
  id: string;
  title: string;
  seenIn: SeenIn;
  text: string;
  means: string;
  remedy: string;
  links: readonly string[];
  certainty: Certainty;
};

/**
 * A failure that prints no text and that no fact shows, or not to everybody: a person sees it and asks. Nothing claims it from
 * evidence; it is a page of the manual.
 */
export type Symptom = {
  readonly code: Code;
  readonly id: string;
  readonly title: string;
  /** What a person sees of it: one sentence, to compare one’s own case with. */
  readonly seen: string;
  readonly means: string;
  readonly remedy: string;
  /** The checks, rules and failures that show it, or its causes, where they can. */
  readonly foundBy: readonly Code[];
  readonly links: readonly string[];
  readonly certainty: Certainty;
  readonly askedAs: AskedAs;
};

export const defineSymptom = (symptom: Symptom): Symptom => symptom;

export const defineFailure = (failure: Failure): Failure => failure;
