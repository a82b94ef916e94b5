import type {EventEmitter} from 'node:events';
import type {Problem} from '../kernel/outcome.ts';
import type {World} from './world.ts';

/** Why a command was told to end: the `reason` of its signal. `closed`: nobody reads its output any more. */
export type EndReason = 'interrupted' | 'terminated' | 'closed' | 'unwritable';

/** What a write says when nobody reads any more; EIO is a terminal that was closed. */
const GONE = ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED', 'EIO'];

/** The part of `process` that is needed here. */
export type SignalSource = Pick<EventEmitter, 'on' | 'removeListener'>;

const SAME_MOMENT_MS = 300;

/**
 * Turns Ctrl-C, SIGTERM, SIGHUP, the death of the process that re-executed us (its channel closes) and a closed stdout into one
 * AbortSignal. The first one aborts and lets the command clean up; the second Ctrl-C or SIGTERM calls `leave` at once with what
 * is left behind. A closed stdout calls `leave(0)` at once unless the command has something to clean up.
 */
export function watchSignals(
  source: SignalSource,
  stdout: SignalSource,
  leftovers: World['leftovers'],
  leave: (code: number, say: string | null) => void,
): {signal: AbortSignal; stop(): void} {
  const controller = new AbortController();
  let endedAt = 0;
  const end = (reason: 'interrupted' | 'terminated'): void => {
    const again = controller.signal.aborted;
    // timeout(1) and shells signal the process and its group: what comes within the same moment is one wish
    if (again && Date.now() - endedAt < SAME_MOMENT_MS) return;
    if (!again) endedAt = Date.now();
    if (again) leave(reason === 'interrupted' ? 130 : 143, leftovers.say?.() ?? null);
    else controller.abort(reason satisfies EndReason);
  };
  const interrupt = (): void => end('interrupted');
  const terminate = (): void => end('terminated');
  // not a second wish to leave: a closed terminal sends it to every process, and bin/run.js sends it on
  const hangUp = (): void => {
    if (!controller.signal.aborted) end('terminated');
  };
  const broken = (error: NodeJS.ErrnoException): void => {
    const gone = GONE.includes(error.code ?? '');
    const say = gone ? null : `error: the output cannot be written: ${error.message}`;
    if (leftovers.say === null) leave(gone ? 0 : 2, say);
    else if (!controller.signal.aborted) controller.abort((gone ? 'closed' : 'unwritable') satisfies EndReason);
  };
  source.on('SIGINT', interrupt);
  source.on('SIGTERM', terminate);
  for (const name of ['SIGHUP', 'disconnect']) source.on(name, hangUp);
  stdout.on('error', broken);
  return {
    signal: controller.signal,
    stop() {
      source.removeListener('SIGINT', interrupt);
      source.removeListener('SIGTERM', terminate);
      for (const name of ['SIGHUP', 'disconnect']) source.removeListener(name, hangUp);
      stdout.removeListener('error', broken);
    },
  };
}

/** What an aborted signal stands for, or null when it is not aborted or only nobody reads any more. */
export function endProblem(signal: AbortSignal): Problem | null {
  if (!signal.aborted || signal.reason === 'closed') return null;
  if (signal.reason === 'unwritable')
    return {is: 'usage', text: 'error: the output could not be written', remedy: null, status: null};
  const is = signal.reason === 'terminated' ? 'terminated' : 'interrupted';
  return {is, text: is, remedy: null, status: null};
}
