import {type Outcome, type Problem, problem} from '../kernel/outcome.ts';

/**
 * Leaves a command with an expected failure. Only `src/cli` and `src/commands` throw it, and only the base command catches it:
 * app, kernel and io return Outcomes.
 */
export class Stop extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.text);
    this.name = 'Stop';
    this.problem = why;
  }
}

/** A usage failure: exit code 2. */
export const usage = (text: string, remedy: string | null = null): Stop => new Stop(problem('usage', text, remedy));

/** The value of an outcome; leaves the command when there is none. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Stop(outcome.problem);
}
