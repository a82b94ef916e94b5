import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {finished} from 'node:stream/promises';

/**
 * A child that ends with us, however we end. `sh` waits on a pipe whose other end only we hold: when we are gone, even by
 * kill -9, the kernel closes it, the read ends, and the shell kills what it started. Linux and macOS alike. A session of its
 * own (`detached`) keeps a terminal's Ctrl-C from reaching it first.
 */
export type Tethered = {
  /** Resolves with the exit code when the child has ended by itself or was stopped. */
  readonly ended: Promise<number | null>;
  /** Kills the child and waits until it is gone. */
  stop(): Promise<void>;
};

const WITH_PROGRAM = `exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{ cat <&3 >/dev/null; kill -9 $child; } 2>/dev/null &
watch=$!
exec 3<&-
wait $child
code=$?
kill $watch 2>/dev/null
exit $code`;

/** Starts `command` tethered to this process, its output appended to `log`. */
export function tether(command: readonly string[], log: string, env: NodeJS.ProcessEnv = process.env): Tethered {
  const out = openSync(log, 'a');
  const child = spawn('sh', ['-c', WITH_PROGRAM, 'tether', ...command], {
    stdio: ['pipe', out, out],
    env,
    detached: true,
  });
  closeSync(out);
  return tethered(child);
}

/** Removes `folder` when this process is gone, or when `stop` is called; a little later than tethered programs die. */
export function removeAtEnd(folder: string): Tethered {
  const script = 'cat >/dev/null; rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1"; }';
  return tethered(spawn('sh', ['-c', script, 'remove', folder], {stdio: ['pipe', 'ignore', 'ignore'], detached: true}));
}

function tethered(child: ChildProcess): Tethered {
  const ended = new Promise<number | null>(resolve => {
    child.on('error', () => resolve(null));
    child.on('close', code => resolve(code));
  });
  child.stdin?.on('error', () => undefined); // the child may be gone before its end of the pipe is closed
  return {
    ended,
    async stop() {
      if (child.stdin) {
        child.stdin.end();
        await finished(child.stdin).catch(() => undefined);
      }
      await ended;
    },
  };
}
