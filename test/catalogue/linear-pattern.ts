/** The most ways in which a pattern may divide a text between its repetitions from one start: bounded, so the time is linear. */
const WAYS = 5_000;

const ATOM = String.raw`\\.|\[(?:\\.|[^\]\\])*\]|[^\\[]`;
const REPETITION = new RegExp(String.raw`(${ATOM})(\*|\+|\{\d+(?:,\d*)?\})\??`, 'gs');

/**
 * What in a pattern could make its time grow faster than the text: a quantifier without an upper bound, a repeated group, or
 * bounded repetitions that can share a text in many ways. Empty when the pattern is linear by construction.
 */
export function unboundedParts(pattern: RegExp): readonly string[] {
  const source = pattern.source;
  const parts: string[] = [];
  let ways = 1;
  for (const {0: whole, 1: atom = '', 2: quantifier = '', index} of source.matchAll(REPETITION)) {
    const bound = /(\d+)\}$/.exec(quantifier)?.[1];
    if (bound === undefined) parts.push(`${whole} has no upper bound`);
    else if (atom === ')') parts.push(`a group is repeated: ${whole}`);
    else ways *= waysToEnd(atom, Number(bound), source.slice(index + whole.length), ways);
  }
  return ways > WAYS ? [...parts, `${ways} ways from one start`] : parts;
}

/**
 * In how many places a repetition can end that `before` ways lead to: one where nothing after it can fail; one more for each way
 * where a character follows that it cannot take (it is read again each time); else as many as its bound.
 */
function waysToEnd(atom: string, bound: number, rest: string, before: number): number {
  const after = rest.replace(/^\)+/, '');
  if (after === '') return 1;
  const next = /^(?:\\([^\w])|([^\\[(|.?*+^$]))(?![*?{])/.exec(after);
  const character = next?.[1] ?? next?.[2];
  const alone = character !== undefined && !new RegExp(`^(?:${atom})$`, 's').test(character);
  return alone && before === 1 ? 1 : bound;
}
