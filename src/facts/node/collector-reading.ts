import type {Answer} from '../../kernel/facts.ts';
import {askId} from '../../kernel/gather.ts';
import type {Json} from '../../kernel/subjects.ts';
import {type Begin, MACHINE_PREFIX, readMachineLine, saysConstrained} from './protocol.ts';

/** Answers by the identity of their ask (`askId`); what went unanswered is not in it. */
export type Answers = ReadonlyMap<string, Answer>;

/**
 * What a log, or text pasted from a console, says of the collector.
 * - `answered`: begin, every answer and end arrived; `endedAt` is the node's clock then.
 * - `cut`: it began, and something is missing: it was killed (antivirus, deadline), or the runtime lost the tail. `answers` are
 *   those that arrived whole; `asking` is the ask that was under way, as far as it is known.
 * - `constrained-language`: WDAC or AppLocker kept it from starting.
 * - `other`: output, but not the collector's. `empty`: no output at all.
 */
export type CollectorReading =
  | {is: 'answered'; begin: Begin; answers: Answers; endedAt: string | null}
  | {is: 'cut'; begin: Begin; answers: Answers; asking: string | null}
  | {is: 'constrained-language'}
  | {is: 'other'; text: string}
  | {is: 'empty'};

/** A quote inside of an answer is always escaped, so this never stands in one. */
const START = `${MACHINE_PREFIX}{"`;
/** A line of 16,000 bytes in a console 40 columns wide. */
const MOST_PIECES = 400;
const OTHER_LIMIT = 2000;

/**
 * Reads lines without their ends; others may stand between, before and behind them, and a console may have broken them at its
 * width. Where it was run several times, the first complete run counts.
 */
export function readCollector(lines: readonly string[]): CollectorReading {
  const clean = lines.map(line => line.replace(/[\r\u0000]+$/, '').replace(/^\ufeff/, ''));
  const runs: CollectorReading[] = [];
  let run: Run | null = null;
  for (let at = 0; at < clean.length; at += 1) {
    const start = clean[at]?.indexOf(START) ?? -1;
    const line = start < 0 ? null : wholeLine(clean, at, start);
    if (line === null) continue;
    if (line.is === 'begin') {
      if (run !== null) runs.push(cut(run));
      run = line.begin.begin === 'collector' ? {begin: line.begin, answers: new Map(), asking: null} : null;
    } else if (run !== null && line.is === 'asking') run.asking = canonical(line.id);
    else if (run !== null && line.is === 'answer') {
      const id = canonical(line.id);
      if (!run.answers.has(id)) run.answers.set(id, line.answer);
      if (run.asking === id) run.asking = null;
    } else if (run !== null && line.is === 'end') {
      const {begin, answers} = run;
      runs.push(answers.size === line.count ? {is: 'answered', begin, answers, endedAt: line.utc} : cut(run));
      run = null;
    }
  }
  if (run !== null) runs.push(cut(run));
  return runs.find(each => each.is === 'answered') ?? runs.at(-1) ?? readWords(clean);
}

type Run = {begin: Begin; answers: Map<string, Answer>; asking: string | null};

const cut = ({begin, answers, asking}: Run): CollectorReading => ({is: 'cut', begin, answers, asking});

/**
 * The line that starts at `start` of line `at`, put together from as many pieces as it takes. A console drops blanks at the end
 * of a row, so every piece but the last is filled up to the width of the first. Null when no whole line comes of it.
 */
function wholeLine(lines: readonly string[], at: number, start: number): ReturnType<typeof readMachineLine> | null {
  const first = lines[at] ?? '';
  const width = Math.max(
    first.length,
    ...lines.slice(at + 1, at + 4).map(line => (line.includes(START) ? 0 : line.length)),
  );
  let text = first.slice(start);
  for (let piece = at + 1; ; piece += 1) {
    const read = text.trimEnd().endsWith('}') ? readMachineLine(text.trimEnd()) : null;
    if (read !== null && read.is !== 'damaged') return read;
    const next = lines[piece];
    if (next === undefined || next.includes(START) || piece - at > MOST_PIECES) return endedBefore(first.slice(start));
    const filled = piece === at + 1 ? width - first.length : width - (lines[piece - 1]?.length ?? 0);
    text += ' '.repeat(Math.max(0, filled)) + next;
  }
}

/** A line with something behind its object, such as the next prompt. */
function endedBefore(text: string): ReturnType<typeof readMachineLine> | null {
  const read = readMachineLine(text.slice(0, text.lastIndexOf('}') + 1));
  return read.is === 'damaged' ? null : read;
}

/** An ask's id in its one spelling, whatever the script was given; a text that is no ask stays as it is. */
function canonical(id: string): string {
  try {
    return askId(JSON.parse(id) as Json);
  } catch {
    return id;
  }
}

function readWords(lines: readonly string[]): CollectorReading {
  const text = lines.join('\n').trim();
  if (text === '') return {is: 'empty'};
  return saysConstrained(text) ? {is: 'constrained-language'} : {is: 'other', text: text.slice(0, OTHER_LIMIT)};
}
