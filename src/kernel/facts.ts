import type {GatherPorts} from './ports.ts';
import type {Above, Json, Kind, Subject} from './subjects.ts';

/** Asked and not learned. `cause`: the code of the one reason behind several of these (HP7xx). `tried: false`: never asked. */
export type Missing = {is: 'missing'; because: string; cause: string | null; tried: boolean};

/** What came of asking: a value; nothing of the kind exists here (not applicable); or it could not be learned (unknown). */
export type Learned<T> = {is: 'known'; value: T} | {is: 'none'; because: string} | Missing;

export const known = <T>(value: T): Learned<T> => ({is: 'known', value});
export const none = (because: string): Learned<never> => ({is: 'none', because});
export const missing = (because: string, cause: string | null = null): Missing => ({
  is: 'missing',
  because,
  cause,
  tried: true,
});
export const notAsked = (because: string): Missing => ({is: 'missing', because, cause: null, tried: false});

/** An answer of the collector to one ask; everything but `value` and `absent` is no evidence. */
export type Answer =
  | {is: 'value'; value: Json}
  | {is: 'absent'}
  | {
      is: 'error';
      kind: 'denied' | 'timeout' | 'unsupported' | 'failed' | 'unanswered';
      code: number | null;
      text: string;
      cause: string | null;
    };

type Named<K extends Kind> = {readonly id: string; readonly about: K};

/** A fact read through the API or from a file. */
export type ApiFact<K extends Kind, T> = Named<K> & {
  by: 'api';
  learn(subject: Subject<K>, ports: GatherPorts): Promise<Learned<T>>;
};

/**
 * A question of the collector's closed vocabulary, put to a node or to a pod. `read` gets the answer's value (null when the
 * thing is absent) and returns undefined when the shape is wrong; the engine turns every other outcome into `missing`.
 */
export type AskFact<K extends 'node' | 'pod', T> = Named<K> & {
  by: 'ask';
  ask(subject: Subject<K>): Json;
  read(value: Json): T | undefined;
};

/** Pure, from other facts; never saved. */
export type DerivedFact<K extends Kind, T> = Named<K> & {
  by: 'derivation';
  needs: Needs<K>;
  /** `at` is the evidence's reading of the clock, ISO 8601: how long ago something was is derived, so that a replay says the same. */
  derive(values: never, at: string): Learned<T>;
};

export type Fact<K extends Kind, T> = ApiFact<K, T> | AskFact<K & ('node' | 'pod'), T> | DerivedFact<K, T>;

// biome-ignore lint/suspicious/noExplicitAny: the value type is recovered by ValueOf
export type AnyFact<K extends Kind = Kind> = {[P in K]: Fact<P, any>}[K];
export type Optional<F> = {readonly optional: F};
export type Needs<K extends Kind> = {readonly [name: string]: AnyFact<Above[K]> | Optional<AnyFact<Above[K]>>};

// biome-ignore lint/suspicious/noExplicitAny: only matched against
type ValueOf<F> = F extends Fact<any, infer T> ? T : F extends Optional<infer G> ? ValueOf<G> | undefined : never;
export type Values<N> = {readonly [P in keyof N]: ValueOf<N[P]>};

/** Marks a need whose absence must not make the check unknown; it arrives as undefined. */
export const optional = <F extends AnyFact>(fact: F): Optional<F> => ({optional: fact});

export const apiFact = <const K extends Kind, T>(fact: Omit<ApiFact<K, T>, 'by'>): ApiFact<K, T> => ({
  ...fact,
  by: 'api',
});
export const askFact = <const K extends 'node' | 'pod', T>(fact: Omit<AskFact<K, T>, 'by'>): AskFact<K, T> => ({
  ...fact,
  by: 'ask',
});
export const derived = <const K extends Kind, N extends Needs<K>, T>(
  fact: Named<K> & {needs: N; derive(values: Values<N>, at: string): Learned<T>},
): DerivedFact<K, T> => ({...fact, by: 'derivation'});

/** The facts a need rests on that are really asked for: derivations are followed down to what is learned. */
export function leaves(need: AnyFact | Optional<AnyFact>): AnyFact[] {
  const fact = 'optional' in need ? need.optional : need;
  return fact.by === 'derivation' ? Object.values(fact.needs as Needs<Kind>).flatMap(leaves) : [fact];
}
