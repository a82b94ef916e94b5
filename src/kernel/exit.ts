import type {Severity} from './checks.ts';
import type {Problem} from './outcome.ts';
import {countReport, type Report} from './report.ts';

/** Every exit code with its meaning; `--help` and the docs print this table. */
export const EXIT_CODES = {
  0: 'healthy, done, or you said no when asked',
  1: 'findings at or above --fail-on, or the cluster could not do it and the reason is explained',
  2: 'could not run: usage, access or cluster',
  3: 'nothing failed, but something that was asked could not be learned',
  70: 'a bug of this program',
  130: 'interrupted (Ctrl-C)',
  143: 'terminated',
} as const;
export type ExitCode = keyof typeof EXIT_CODES;

/** What every other exit code stands for. */
export const OTHER_CODES = 'the code of what was run: by exec or shell on one node, by sandbox behind --';

/** 1 for findings at or above `failOn`, else 3 for unknowns, else 0. Checks that were not asked change nothing. */
export function exitOfReport(report: Report, failOn: Severity = 'error'): ExitCode {
  const counts = countReport(report);
  const findings = counts.errors + (failOn !== 'error' ? counts.warnings : 0) + (failOn === 'info' ? counts.infos : 0);
  return findings > 0 ? 1 : counts.unknown > 0 ? 3 : 0;
}

export function exitOfProblem(problem: Problem): ExitCode {
  switch (problem.is) {
    case 'declined':
      return 0;
    case 'explained':
      return 1;
    case 'unlearned':
      return 3;
    case 'interrupted':
      return 130;
    case 'terminated':
      return 143;
    case 'usage':
    case 'unreachable':
    case 'unauthorized':
    case 'forbidden':
    case 'not-found':
    case 'conflict':
    case 'invalid':
    case 'refused':
    case 'failed':
      return 2;
  }
}

/** Errors before unknowns before fine; a bug or an interruption before all. */
export function worstExit(...codes: readonly ExitCode[]): ExitCode {
  const order: readonly ExitCode[] = [70, 143, 130, 2, 1, 3, 0];
  return order.find(code => codes.includes(code)) ?? 0;
}

declare const remote: unique symbol;
/** The exit code of a program that was run for the user, as this process passes it on. */
export type RemoteExit = number & {readonly [remote]: true};

/**
 * One node: its code, of which shells keep eight bits; where those are 0 and the code is not, 1. Several nodes: 0 if all are 0, else 1.
 * null stands for a node without a code.
 */
export function exitOfRemote(codes: readonly (number | null)[]): RemoteExit {
  const [only] = codes;
  const low = (only ?? 1) & 0xff;
  const code = codes.every(each => each === 0) ? 0 : codes.length > 1 || low === 0 ? 1 : low;
  return code as RemoteExit;
}
