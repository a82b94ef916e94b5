import type {ProcessContext} from './process.ts';

/** The console that a terminal session talks to: it echoes what is typed, edits lines and turns Ctrl-C into an interruption. */
type PretendConsole = {
  lines: AsyncIterator<string>;
  console: NonNullable<ProcessContext['console']>;
  add(text: string): void;
  resize(size: {columns: number; rows: number}): void;
  end(): void;
};

/** Windows gives a terminal of this size until it is told another (hcsshim internal/jobcontainers/jobcontainer.go). */
const FIRST_SIZE = {columns: 80, rows: 25};

/** As much of a console as a session needs: Enter, Backspace, Ctrl-C. `echo` writes to the terminal. */
export function createConsole(echo: (text: string) => void): PretendConsole {
  let size = FIRST_SIZE;
  let line = '';
  let ended = false;
  let interruption: AbortController | null = null;
  let wake = (): void => undefined;
  const typed: string[] = [];
  const take = (character: string): void => {
    if (character === '\r' || character === '\n') {
      echo('\r\n');
      typed.push(line);
      line = '';
    } else if (character === '\x03') {
      echo('^C\r\n');
      line = '';
      if (interruption === null) typed.push('');
      else interruption.abort();
    } else if (character === '\b' || character === '\x7f') {
      if (line !== '') echo('\b \b');
      line = line.slice(0, -1);
    } else {
      echo(character);
      line += character;
    }
  };
  async function* read(): AsyncGenerator<string> {
    for (;;) {
      interruption = null; // whoever reads the next line runs nothing
      const next = typed.shift();
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
    lines: read(),
    console: {
      size: () => size,
      interruption() {
        interruption = new AbortController();
        return interruption.signal;
      },
    },
    add(text) {
      for (const character of text) take(character);
      wake();
    },
    resize(changed) {
      size = changed;
    },
    end() {
      ended = true;
      wake();
    },
  };
}
