import type {Problem} from '../kernel/outcome.ts';
import {problemText} from './problem.ts';
import type {Style} from './style.ts';

/** How a program on a node ended, as far as it is told in words. */
type Ended = {node: string; exitCode: number | null; problem: Problem | null};

/** An exit code for people: with its hexadecimal form where only that can be looked up, as for an NTSTATUS. */
export const exitCodeText = (code: number): string => {
  const unsigned = code >>> 0;
  return unsigned > 0xffff
    ? `${unsigned} (0x${unsigned.toString(16).toUpperCase().padStart(8, '0')})`
    : String(unsigned);
};

/** Lines for stderr about what did not end with 0; `passed` is the code this process ends with. Empty when all is well. */
export function execText(ended: readonly Ended[], passed: number, style: Style): string {
  const bad = ended.filter(each => each.exitCode !== 0);
  if (bad.length === 0) return '';
  const [only] = ended;
  if (ended.length === 1 && only?.exitCode != null) {
    const kept = only.exitCode === passed ? '' : `; a shell keeps eight bits, so it sees ${passed}`;
    return `command terminated with exit code ${exitCodeText(only.exitCode)}${kept}\n`;
  }
  const lines = bad.map(({node, exitCode, problem}) =>
    problem
      ? problemText(problem, style)
      : `${style.mark('error')} ${node}: exit code ${exitCodeText(exitCode ?? 1)}\n`,
  );
  const count =
    ended.length > 1 ? `${ended.length - bad.length} of ${ended.length} nodes ended with exit code 0\n` : '';
  return lines.join('') + count;
}
