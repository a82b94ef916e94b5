/** One command line as it is typed behind `kubectl`, and what is given to it. Words are split at blanks, quotes hold them together. */
export type Step = {
  readonly run: string;
  readonly input?: string;
  /** How it ends on a real control plane; 0 when nothing is said. Two that fail alike are equal, too. */
  readonly code?: number;
  /** Run again until this is printed, for what controllers and nodes do in their own time; only the last answer is compared. */
  readonly until?: RegExp;
  /** For what runs until it is stopped: run these beside it, once it has printed `until`, then stop it. */
  readonly meanwhile?: readonly Step[];
  /** How far it came is not to be foreseen: only the exit code is compared. */
  readonly silent?: true;
  /** Lines that tell what other cases have running at the time: they are left out. */
  readonly apart?: RegExp;
  /** The lines come in no certain order. */
  readonly unordered?: true;
};

/** Steps in a namespace of the case's own, one after the other. */
export type Case = {readonly name: string; readonly steps: readonly Step[]};

/** A step; a text behind the command line is its standard input. */
export const $ = (run: string, more: string | Omit<Step, 'run'> = {}): Step =>
  typeof more === 'string' ? {run, input: more} : {run, ...more};

/** A step that is meant to fail, with this exit code on a real control plane. */
export const fails = (run: string, more: string | Omit<Step, 'run' | 'code'> = {}, code = 1): Step => ({
  ...$(run, more),
  code,
});

export const example = (name: string, ...steps: readonly Step[]): Case => ({name, steps});

/** How the results of steps end, in their order: what runs until it is stopped has no code. */
export const codesOf = (steps: readonly Step[]): readonly (readonly [run: string, code: number | null])[] =>
  steps.flatMap(({run, code = 0, meanwhile}) =>
    meanwhile ? [[run, null] as const, ...codesOf(meanwhile)] : [[run, code] as const],
  );

/** The words of a command line. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:'([^']*)'|"([^"]*)"|[^\s'"])+/g)].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
