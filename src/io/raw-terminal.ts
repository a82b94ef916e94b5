import type {ReadStream, WriteStream} from 'node:tty';
import type {RawTerminal} from '../kernel/ports.ts';

/** Both ends of a terminal: `process.stdin` and `process.stdout` where they are one. */
export type TerminalEnds = {
  input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'removeListener' | 'resume' | 'pause'>;
  output: Pick<WriteStream, 'isTTY' | 'columns' | 'rows' | 'on' | 'removeListener' | 'write'>;
};

/**
 * What a session on Windows may have switched on and leaves on when it is cut: the console's own key codes, reports of focus and mouse,
 * the other screen, a hidden cursor, colours (https://learn.microsoft.com/windows/console/console-virtual-terminal-sequences,
 * microsoft/terminal doc/specs/#4999).
 */
const RESTORE =
  '\x1b[?9001l\x1b[?1004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1049l\x1b[?25h\x1b[0m';
const SAVE_TITLE = '\x1b[22;0t';
const RESTORE_TITLE = '\x1b[23;0t';

/**
 * A way to lend the terminal to a remote program, or null where there is none: both standard input and standard output must be the
 * terminal. Only what Node has on every system is used; on Windows it turns keys into the same bytes.
 */
export function rawTerminal(
  ends: TerminalEnds = {input: process.stdin, output: process.stdout},
): (() => RawTerminal) | null {
  const {input, output} = ends;
  if (input.isTTY !== true || output.isTTY !== true) return null;
  return () => {
    const keys = queue<Uint8Array>();
    const sizes = queue<{columns: number; rows: number}>();
    const onKey = (data: Uint8Array): void => keys.add(data);
    const onEnd = (): void => keys.end();
    const onResize = (): void => sizes.add({columns: output.columns, rows: output.rows});
    let open = true;
    let newline = true; // what a session wrote last, so that what follows it starts on a line of its own
    input.setRawMode(true);
    input.on('data', onKey).on('end', onEnd).on('error', onEnd);
    input.resume();
    output.on('resize', onResize);
    output.write(SAVE_TITLE);
    onResize();
    return {
      keys: keys.items,
      sizes: sizes.items,
      write(data) {
        if (!open || data.length === 0) return;
        output.write(data);
        newline = data.at(-1) === 10 || data.at(-1) === '\n';
      },
      title(text) {
        if (open) output.write(`\x1b]0;${text.replace(/[\x00-\x1f\x7f-\x9f]/g, ' ')}\x07`);
      },
      close() {
        if (!open) return;
        open = false;
        output.write(`${RESTORE}${RESTORE_TITLE}${newline ? '' : '\r\n'}`);
        output.removeListener('resize', onResize);
        input.removeListener('data', onKey);
        input.removeListener('end', onEnd); // `error` stays: a terminal that was closed says so later
        input.pause();
        try {
          input.setRawMode(false);
        } catch {
          // the terminal is gone, and its mode with it
        }
        keys.end();
        sizes.end();
      },
    };
  };
}

/** Values that are added one by one and taken in the same order. */
function queue<T>(): {items: AsyncIterable<T>; add(item: T): void; end(): void} {
  const waiting: T[] = [];
  let ended = false;
  let wake = (): void => undefined;
  async function* take(): AsyncGenerator<T> {
    for (;;) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (ended) return;
      else {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    }
  }
  return {
    items: take(),
    add(item) {
      waiting.push(item);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
  };
}
