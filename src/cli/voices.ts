import type {TerminalPort} from '../kernel/ports.ts';
import type {Progress} from '../render/progress.ts';
import {progressOn} from '../render/progress.ts';
import type {Voices} from '../render/tell.ts';
import type {Writer} from './world.ts';

/** The two streams of a command and its progress line, as `teller` takes them. `stop` the progress when the command ends. */
export function voicesOf(
  out: Writer,
  err: Writer,
  options: {reportsAreData: boolean; machineLines: boolean},
): Voices & {progress: Progress} {
  const progress = progressOn({stream: err.terminal ? process.stderr : null, line: text => err.line(text)});
  const wide = (writer: Writer) => ({
    style: writer.style,
    columns: writer.terminal ? writer.columns : null,
    write: (text: string) => writer.write(text),
    drained: () => writer.drained(),
  });
  return {out: wide(out), err: wide(err), progress, ...options};
}

/** A terminal whose questions are seen: the progress line makes way before each. */
export function askingBeside(progress: Progress, terminal: TerminalPort): TerminalPort {
  const first = <T extends readonly unknown[], R>(ask: (...given: T) => R) => {
    return (...given: T): R => {
      progress.stop();
      return ask(...given);
    };
  };
  const {interactive, confirm, choose, input} = terminal;
  return {interactive, confirm: first(confirm), choose: first(choose), input: first(input)};
}
