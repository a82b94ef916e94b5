import type {Needs, Values} from './facts.ts';
import type {Json, Kind, Path} from './subjects.ts';

export type Code = `HP${number}`;
export type Severity = 'error' | 'warning' | 'info';

/** A change of the document that would mend what was found; paths count from the document's root. */
export type Fix = {op: 'set'; at: Path; value: Json} | {op: 'remove'; at: Path};

/** The known failure (HP7xx, HP8xx) that something found turned out to be: it is shown under this code, and `explain` opens it. */
export type KnownAs = {code: Code; title: string; means: string; links: readonly string[]};

/** One thing found. `severity` may lower the check's, never raise it; `remedy` is more exact than the check's. */
export type Found = {text: string; severity?: Severity; at?: Path; fix?: Fix; remedy?: string; known?: KnownAs};

export type Judgement =
  | {is: 'pass'}
  | {is: 'fail'; found: readonly [Found, ...Found[]]}
  | {is: 'not-applicable'; because: string};

/** A judgement, or `unknown`, which only the engine says. */
export type Verdict = Judgement | {is: 'unknown'; because: string; cause: string | null};

/** Words in which people ask for an entry: each leads there from a short question that has its words side by side, in their order. */
export type AskedAs = readonly [string, ...string[]];

/** Manifests that a rule is tested and documented with. `alsoFails`: other codes that `bad` must raise too. */
export type Examples = {good: string; bad: string; alsoFails?: readonly Code[]};

/** A verdict's definition: pure, about one kind of subject, resting on named facts. */
export type Check<K extends Kind = Kind, N extends Needs<K> = Needs<K>> = {
  readonly code: Code;
  /** The noun examined, kebab-case: `host-network`. */
  readonly id: string;
  readonly about: K;
  readonly severity: Severity;
  /** What is true when all is well. */
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly links: readonly string[];
  readonly askedAs?: AskedAs;
  /** Asked only when the user names it: what looks like reconnaissance to security products. */
  readonly optIn?: true;
  readonly needs: N;
  readonly examples?: Examples;
  judge(values: Values<N>): Judgement;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of checks of different needs
export type AnyCheck = Check<any, any>;

export const pass: Judgement = {is: 'pass'};
export const fail = (text: string, more: Omit<Found, 'text'> = {}): Judgement => ({
  is: 'fail',
  found: [{text, ...more}],
});
export const notApplicable = (because: string): Judgement => ({is: 'not-applicable', because});

/** Pass when the list is empty, else fail with all of it. */
export function judgeAll(found: readonly Found[]): Judgement {
  const [first, ...rest] = found;
  return first === undefined ? pass : {is: 'fail', found: [first, ...rest]};
}

export const defineCheck = <const K extends Kind, N extends Needs<K>>(check: Check<K, N>): Check<K, N> => check;
