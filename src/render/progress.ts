import type {Ora} from 'ora';
import {displayWidth} from './table.ts';
import {visible} from './visible.ts';
import {wrapLines} from './wrap.ts';

/** What a command waits for, told on stderr while it waits. */
export interface Progress {
  /**
   * What is being waited for now. On a terminal it replaces the line before; elsewhere it is printed when it changes. `change` is
   * what decides that where the text holds a clock: `3/5 nodes ready (10s)` with the change `3/5`.
   */
  update(text: string, change?: string): void;
  /** A line that stays, above what is being waited for. */
  note(text: string): void;
  /** Takes the line away; the next `update` brings it back. Do so before writing to stdout, asking, and at the end. */
  stop(): void;
}

/** Where progress goes: stderr. `stream` is null where it is no terminal. */
export type ProgressTarget = {stream: NodeJS.WriteStream | null; line(text: string): void};

/**
 * Progress on `target`: an ora line on a terminal, else one plain line for every change. A terminal that has no columns gets
 * plain lines too, because ora never returns from dividing by them (ora 9.4.1).
 */
export function progressOn(target: ProgressTarget): Progress {
  const {stream} = target;
  return stream !== null && stream.columns > 0 ? spinner(stream, target) : plainLines(target);
}

function plainLines(target: ProgressTarget): Progress {
  let last: string | null = null;
  return {
    update(text, change = text) {
      if (change !== last) target.line(visible(text));
      last = change;
    },
    note: text => target.line(visible(text)),
    stop() {},
  };
}

/** ora is loaded when the first line is due; `discardStdin` must be off, or Ctrl-C does nothing while it spins. */
function spinner(stream: NodeJS.WriteStream, target: ProgressTarget): Progress {
  let wanted: string | null = null;
  let shown: Ora | null = null;
  let loading = false;
  const show = (): void => {
    if (wanted === null) return;
    if (shown !== null) {
      shown.text = oneRow(wanted, stream.columns - 4);
      if (!shown.isSpinning) shown.start();
    } else if (!loading) {
      loading = true;
      void import('ora').then(({default: ora}) => {
        shown = ora({stream, discardStdin: false, isEnabled: true});
        show();
      });
    }
  };
  return {
    update(text) {
      wanted = text;
      show();
    },
    note(text) {
      shown?.stop();
      target.line(wrapLines(visible(text), stream.columns));
      show();
    },
    stop() {
      wanted = null;
      shown?.stop();
    },
  };
}

/** A line that takes one row. */
function oneRow(text: string, columns: number): string {
  const line = visible(text.replace(/\s*[\r\n]+\s*/g, ' '));
  if (displayWidth(line) <= columns) return line;
  let cut = '';
  for (const char of line) {
    if (displayWidth(cut) + displayWidth(char) > columns - 1) break;
    cut += char;
  }
  return `${cut}…`;
}
