import type {Report} from './report.ts';
import type {Json} from './subjects.ts';

/** One object of a plan: what would happen to it, and where an existing one would differ. */
export type PlanEntry = {
  /** As kubectl writes it: `daemonset.apps/privileged-daemonset`. */
  object: string;
  action: 'create' | 'change' | 'keep';
  changes: readonly {path: string; from: Json | null; to: Json | null}[];
};

/** What a run would do to the cluster, shown before anything is created. */
export type Plan = {
  namespace: string;
  /** Why this namespace, when it was not named by the user. */
  namespaceBecause: string | null;
  entries: readonly PlanEntry[];
  accounts: readonly string[];
  images: readonly string[];
  /** Windows nodes its pods can reach; null when that could not be learned. */
  nodes: readonly string[] | null;
  /** A single pod: it goes to one of the nodes. */
  onePod: boolean;
  /** Seconds after which it ends by itself; null for what stays until it is deleted. */
  endsAfterSeconds: number | null;
  removedAtEnd: boolean;
};

/** One container's rights, asked for and real side by side; `real` is null when it could not be learned. */
export type ProofRow = {
  node: string | null;
  namespace: string;
  pod: string;
  /** null where it is not known which containers the pod has. */
  container: string | null;
  asked: {hostProcess: boolean; account: string | null} | null;
  real: {account: string; sid: string; admin: boolean; host: string} | null;
  verdict: 'as asked' | 'not as asked' | 'unknown';
};

/** One Windows node of a doctor's visit, with how much was found on it and on its pods; null for what it does not say. */
export type NodeRow = {
  name: string;
  pool: string | null;
  /** Build and update revision: `20348.3091`. */
  build: string | null;
  windows: string | null;
  kubelet: string | null;
  containerd: string | null;
  distribution: string;
  ready: boolean;
  cordoned: boolean;
  /** It was asked itself; otherwise what is known of it is what the API says. */
  asked: boolean;
  errors: number;
  warnings: number;
  unknown: number;
};

/** What a use case says while it runs; the command decides how it looks and where it goes. */
export type Told =
  | {is: 'note'; text: string}
  | {is: 'warning'; text: string}
  /** `change` is the part of it that is news: the text without its clock. */
  | {is: 'progress'; text: string; change: string}
  | {is: 'report'; about: 'rules' | 'preflight' | 'verdict'; report: Report}
  | {is: 'proofs'; rows: readonly ProofRow[]}
  | {is: 'plan'; plan: Plan}
  | {is: 'applied'; text: string}
  | {is: 'removed'; text: string; confirmed: boolean}
  | {is: 'log'; pod: string; node: string | null; text: string};

export type Tell = {
  (told: Told): void;
  /** Resolves when the streams take more again: whoever tells much awaits it. Absent where nothing is written. */
  drained?(): Promise<void>;
};
