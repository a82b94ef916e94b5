import type {Answer} from '../../kernel/facts.ts';
import {askId} from '../../kernel/gather.ts';
import type {Json} from '../../kernel/subjects.ts';
import {type Begin, MACHINE_PREFIX, type MachineLine, readMachineLine, saysConstrained} from './protocol.ts';

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

/** What the collector printed in one run, whole or cut. */
export type CollectorRun = Extract<CollectorReading, {is: 'answered' | 'cut'}>;

/** A quote inside of an answer is always escaped, so this never stands in one. */
const START = `${MACHINE_PREFIX}{"`;
/** A line of 16,000 bytes in a console 40 columns wide. */
const MOST_ROWS = 400;
/** As many rows of the same, greatest width come from a console. */
const FULL_ROWS = 3;
/** A console drops the blanks at the end of a row; more of them do not stand together in our lines. */
const MOST_BLANKS = 3;
const OTHER_LIMIT = 2000;

/**
 * Reads lines without their ends; others may stand between, before and behind them, and a console may have broken them at its
 * width. Where it was run several times, the first complete run counts.
 */
export function readCollector(lines: readonly string[]): CollectorReading {
  const runs = collectorRuns(lines);
  return runs.find(each => each.is === 'answered') ?? runs.at(-1) ?? readWords(cleaned(lines));
}

const cleaned = (lines: readonly string[]): readonly string[] =>
  lines.map(line => line.replace(/[\r\0]+$/, '').replace(/^\ufeff/, ''));

/** Every run of the collector in these lines, each answered or cut. Text that was collected from several nodes has several. */
export function collectorRuns(lines: readonly string[]): readonly CollectorRun[] {
  const clean = cleaned(lines);
  const runs: CollectorRun[] = [];
  const columns = columnsOf(clean);
  let run: Run | null = null;
  for (let at = 0; at < clean.length; at += 1) {
    const start = clean[at]?.indexOf(START) ?? -1;
    const line = start < 0 ? null : wholeLine(clean, at, start, columns);
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
  return runs;
}

type Run = {begin: Begin; answers: Map<string, Answer>; asking: string | null};

const cut = ({begin, answers, asking}: Run): CollectorRun => ({is: 'cut', begin, answers, asking});

/** How many columns the console had that the text comes from; null when it comes from none: then no broken line is mended. */
function columnsOf(lines: readonly string[]): number | null {
  const columns = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  return lines.filter(line => line.length === columns).length >= FULL_ROWS ? columns : null;
}

/**
 * The line that starts at `start` of line `at`, put together from as many rows as it takes: each but the last is as wide as the
 * console, or a few blanks shorter. Null when no whole line comes of it.
 */
function wholeLine(lines: readonly string[], at: number, start: number, columns: number | null): MachineLine | null {
  const first = (lines[at] ?? '').slice(start);
  let text = first;
  for (let row = at; ; row += 1) {
    const read = /\}\s*$/.test(text) ? readMachineLine(text.trimEnd()) : null;
    if (read !== null && read.is !== 'damaged') return read;
    const lost = (columns ?? Number.POSITIVE_INFINITY) - (lines[row]?.length ?? 0);
    const next = lines[row + 1];
    if (lost > MOST_BLANKS || next === undefined || next.includes(START) || row - at > MOST_ROWS)
      return endedBefore(first);
    text += ' '.repeat(lost) + next;
  }
}

/** A line with something behind its object, such as the next prompt. */
function endedBefore(text: string): MachineLine | null {
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
