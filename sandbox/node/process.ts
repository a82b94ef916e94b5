import type {Identity} from '../../src/facts/node/kinds/identity.ts';
import type {PretendNode} from './scenario.ts';

export type OutputStream = 'stdout' | 'stderr';

/** What a pretend program sees of the world. */
export type ProcessContext = {
  node: PretendNode;
  identity: Identity;
  /** Environment variables; Windows ignores the case of their names. */
  variable(name: string): string | undefined;
  workingDirectory: string;
  /** One line, or without its end when `partial`. */
  print(stream: OutputStream, text: string, partial?: boolean): void;
  /** Lines of standard input; null when there is none. */
  stdin: AsyncIterator<string> | null;
  /** The terminal it runs in; null without one. `interruption` aborts at the next Ctrl-C and is for what is started now. */
  console: {size(): {columns: number; rows: number}; interruption(): AbortSignal} | null;
  /** Says to somebody who is watching that nobody here plays this program or cmdlet; absent where nobody is. */
  unplayed?(what: string): void;
  /** Aborts when the process is killed: `sleep` rejects, and the program ends wherever it is. */
  stopped: AbortSignal;
};

/** Reads a string of environment entries as Windows does: names in any case, later wins, empty values do not exist. */
export function environment(entries: ReadonlyMap<string, string>): (name: string) => string | undefined {
  const values = new Map(
    [...entries].filter(([, value]) => value !== '').map(([name, value]) => [name.toLowerCase(), value]),
  );
  return name => values.get(name.toLowerCase());
}
