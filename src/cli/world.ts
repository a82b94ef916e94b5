import type {Outcome} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import {type Style, styleFor} from '../render/style.ts';
import type {GlobalOptions} from './flags.ts';

/** One of the two streams a command writes to. */
export interface Writer {
  /** Colours and marks that suit the stream. */
  readonly style: Style;
  /** Somebody sees it on a screen. */
  readonly terminal: boolean;
  /** The terminal itself, for what draws on it; null where there is none. */
  readonly stream: NodeJS.WriteStream | null;
  /** Width of the terminal in columns, 80 where there is none. */
  readonly columns: number;
  /** Writes text as it is; nothing is said about lost text after the reader has gone. */
  write(text: string | Uint8Array): void;
  /** Writes text and a line end. */
  line(text?: string): void;
  /** Resolves when the stream takes more again: await it in loops that write much. */
  drained(): Promise<void>;
}

/** The process as a command sees it. Tests pass their own. */
export type World = {
  out: Writer;
  err: Writer;
  env: {readonly [name: string]: string | undefined};
  /** The user's home folder. */
  home: string;
  /** Tells the command to end; see `signals.ts`. */
  signal: AbortSignal;
  /** What is left behind if the process ended now, one line for each thing, with how to remove it; null when nothing is. */
  leftovers: {say: (() => string | null) | null};
  connect(options: ConnectOptions): Promise<Outcome<ClusterPort>>;
};

export type ConnectOptions = GlobalOptions & {
  env: {readonly [name: string]: string | undefined};
  home: string;
  warn(text: string): void;
};

/** A Node stream as a Writer. After an error (the reader has gone) writes are dropped and `drained` resolves at once. */
export function streamWriter(
  stream: NodeJS.WriteStream | NodeJS.WritableStream,
  traits: {env: World['env']; platform: string},
): Writer {
  const terminal = 'isTTY' in stream && stream.isTTY === true;
  let gone = false;
  stream.on('error', () => {
    gone = true;
  });
  return {
    style: styleFor({terminal, ...traits}),
    terminal,
    stream: terminal ? (stream as NodeJS.WriteStream) : null,
    get columns() {
      return 'columns' in stream && stream.columns > 0 ? stream.columns : 80;
    },
    write(text) {
      if (!gone) stream.write(text);
    },
    line(text = '') {
      this.write(`${text}\n`);
    },
    drained() {
      if (gone || !('writableNeedDrain' in stream) || !stream.writableNeedDrain) return Promise.resolve();
      return new Promise(resolve => {
        const done = (): void => {
          for (const event of ['drain', 'error', 'close']) stream.removeListener(event, done);
          resolve();
        };
        for (const event of ['drain', 'error', 'close']) stream.once(event, done);
      });
    },
  };
}
