import {explainAnywhere} from '../failures/explain.ts';
import {FAILURES} from '../failures/index.ts';
import type {Explained} from '../kernel/failures.ts';

/** A known failure that a pasted text names: in which line (from 1) first, in how many lines, and as it stands there. */
export type FoundFailure = {line: number; times: number; text: string; explained: Explained};

/** Texts of at most this many lines are also read as one line, for a message that a terminal or YAML broke over several. */
const BROKEN_LINES = 20;

/** What stands before the message in kubectl describe, get events, get pods, logs and -o yaml; the message itself is what failures know. */
const BEFORE: readonly RegExp[] = [
  /^(?:Normal|Warning)\s{1,30}\w{1,60}\s{1,40}\S{1,20}(?: \(x\d{1,7} over \S{1,20}\))?\s{1,40}[^\s,]{1,80}(?:, \S{1,80})?\s{1,40}/,
  /^(?:\S{1,63}\s{1,60})?\S{1,20}\s{1,40}(?:Normal|Warning)\s{1,40}\w{1,60}\s{1,40}[\w.]{1,60}\/\S{1,253}\s{1,60}/,
  /^(?:\S{1,63}\s{1,60})?\S{1,253}\s{1,60}\d{1,3}\/\d{1,3}\s{1,40}/,
  /^(?:- )?"?(?:[Rr]eason|[Mm]essage|[Ss]tatus)"?:\s{1,40}["']?/,
  /^(?:\[[^\]\s]{1,400}\] )?(?:\d{4}-\d\d-\d\dT\S{1,40} )?/,
];

/**
 * Every known failure in a pasted text (an error message, a log, the output of kubectl describe), each once, in the order of the
 * lines. It is not known where the text was seen, nor anything about the pod. Empty when no failure is known.
 */
export function failuresIn(pasted: string): readonly FoundFailure[] {
  const lines = pasted.replace(/\x1b\[[\d;]{0,20}m/g, '').split(/\r\n|\r|\n/);
  const found = new Map<string, FoundFailure>();
  const read = new Map<string, readonly Explained[]>();
  for (const [index, raw] of lines.entries()) {
    const text = raw.trim();
    const known = read.get(text) ?? explainLine(text);
    read.set(text, known);
    for (const explained of known) {
      const key = `${explained.code} ${explained.means}`;
      const before = found.get(key);
      found.set(key, before ? {...before, times: before.times + 1} : {line: index + 1, times: 1, text, explained});
    }
  }
  if (found.size > 0 || lines.length > BROKEN_LINES) return telling([...found.values()]);
  const whole = lines.map(line => line.trim()).join(' ');
  return explainLine(whole.trim()).map(explained => ({line: 1, times: 1, text: whole.trim(), explained}));
}

/** Without those that say no more than the manual's own page of a failure, where another line says more about the same one. */
function telling(found: readonly FoundFailure[]): readonly FoundFailure[] {
  const general = new Map<string, string>(FAILURES.map(({code, means}) => [code, means({}, {})]));
  return found.filter(
    one =>
      one.explained.means !== general.get(one.explained.code) ||
      !found.some(each => each !== one && each.explained.code === one.explained.code),
  );
}

/** The line as it stands, else without what kubectl puts before a message. */
function explainLine(text: string): readonly Explained[] {
  if (text === '') return [];
  for (const candidate of new Set([text, ...BEFORE.map(before => text.replace(before, ''))])) {
    const known = explainAnywhere(candidate, FAILURES);
    if (known.length > 0) return known;
  }
  return [];
}

/** Bytes of a file or a pipe as text: UTF-8, or UTF-16 as Windows PowerShell writes with `>` (both orders, by their mark). */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
