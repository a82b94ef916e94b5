import type {Report} from '../kernel/report.ts';
import {countReport} from '../kernel/report.ts';
import type {Tell} from '../kernel/telling.ts';
import {planText} from './plan-text.ts';
import type {Progress} from './progress.ts';
import {proofTable} from './proof-table.ts';
import {reportText} from './report-text.ts';
import type {Colour, Mark, Style} from './style.ts';
import {visible, visibleLine} from './visible.ts';
import {wrapLines} from './wrap.ts';

/** One stream. `columns` is null where nobody sees it on a screen. */
type Voice = {style: Style; columns: number | null; write(text: string): void; drained(): Promise<void>};

/** Where the words go: data to `out`, everything else to `err`. */
export type Voices = {
  out: Voice;
  err: Voice;
  progress: Progress;
  /** Reports and logs are data; false sends them to `err`, because the objects themselves go to `out`. */
  reportsAreData: boolean;
  /** Shows the lines of a log that are meant for machines as well. */
  machineLines: boolean;
};

const NODE_COLOURS: readonly Colour[] = ['cyan', 'magenta', 'yellow', 'green', 'blue'];

/** The colour of the node of that number; they repeat. */
export const colourOf = (index: number): Colour => NODE_COLOURS[index % NODE_COLOURS.length] ?? 'cyan';

/** Puts what a use case tells into words on two streams. One colour a node. */
export function teller(voices: Voices): Tell {
  const {err, progress} = voices;
  const data = voices.reportsAreData ? voices.out : err;
  const colours = new Map<string, Colour>();
  const colourOfName = (name: string): Colour => {
    const colour = colours.get(name) ?? colourOf(colours.size);
    colours.set(name, colour);
    return colour;
  };
  const announce = (mark: Mark | null, text: string): void => {
    const before = mark === null ? '' : `${err.style.mark(mark)} `;
    err.write(`${before}${wrapLines(visible(text), err.columns, before === '' ? 0 : 2)}\n`);
  };
  const tell: Tell = told => {
    if (told.is === 'progress') {
      progress.update(told.text, told.change);
      return;
    }
    if (told.is === 'log') {
      if (!voices.machineLines && told.text.startsWith('hostprocess/1 ')) return;
      progress.stop();
      const name = told.node ?? told.pod;
      const line = data.columns === null ? told.text : visibleLine(told.text.replace(/\r$/, ''));
      data.write(`${data.style.paint(colourOfName(name), name)}${data.style.dim(' | ')}${line}\n`);
      return;
    }
    if (told.is === 'report') {
      const verdict = told.about === 'verdict';
      if (!verdict && !isWorthSaying(told.report)) return;
      progress.stop();
      const to = verdict ? data : err;
      to.write(`${TITLES[told.about]}\n${reportText(told.report, to.style, to.columns)}`);
      return;
    }
    progress.stop();
    if (told.is === 'proofs') data.write(`\n${proofTable(told.rows)}`);
    else if (told.is === 'plan') err.write(planText(told.plan, err.style));
    else if (told.is === 'removed') announce(told.confirmed ? 'pass' : 'warning', told.text);
    else announce(told.is === 'warning' ? 'warning' : null, told.text);
  };
  return Object.assign(tell, {drained: () => data.drained()});
}

const TITLES = {rules: 'The manifest:', preflight: 'Before anything is created:', verdict: ''} as const;

/** Quiet when fine: a report that found nothing and learned everything is not shown before the work. */
function isWorthSaying(report: Report): boolean {
  const counts = countReport(report);
  return counts.errors + counts.warnings + counts.infos + counts.unknown > 0;
}
