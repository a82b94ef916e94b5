import type {Problem} from '../kernel/outcome.ts';
import type {Style} from './style.ts';
import {visible} from './visible.ts';

/** How kubectl's own messages open (k8s.io/kubectl/pkg/cmd/util/helpers.go); anything else gets its `error: `. */
const OPENINGS =
  /^(error: |Error from server|Unable to connect to the server|The connection to the server|The \S+ "[^"]*" is invalid)/;

/**
 * An expected failure as lines for stderr, ending in a newline: the sentence, then `do: ` and what to do next where it is known.
 * What was declined or interrupted, or could not be learned, is told as it is and not called an error.
 */
export function problemText(problem: Problem, style: Style): string {
  const told = ['declined', 'interrupted', 'terminated', 'unlearned'].includes(problem.is);
  const text = visible(told || OPENINGS.test(problem.text) ? problem.text : `error: ${problem.text}`);
  const first = text.startsWith('error: ') ? style.paint('red', 'error: ') + text.slice('error: '.length) : text;
  return problem.remedy === null ? `${first}\n` : `${first}\n${style.bold('do:')} ${visible(problem.remedy)}\n`;
}
