import {listAt, numberAt, textAt, valueAt} from '../../kernel/objects.ts';
import type {Json, JsonObject} from '../../kernel/subjects.ts';

/** A container that runs now and whose run before this one failed, or whose runs end with 0 again and again. Times as the kubelet wrote them; null where it wrote none. */
export type Restart = {
  container: string;
  exitCode: number;
  reason: string | null;
  /** How often the container was started again, as far as the kubelet knows. */
  count: number;
  /** How long the failed run had lasted, in ms. */
  lastedMs: number | null;
  endedAt: string | null;
  startedAt: string | null;
};

/** How a restart weighs at a moment: `loop` while the kubelet still counts it, `recent` for an hour, then no more. */
export type RestartWeight = 'loop' | 'recent' | 'past';

/** After this long without trouble the kubelet forgets that a container failed (twice MaxContainerBackOff, pkg/kubelet/kubelet.go). */
const FORGOTTEN_MS = 10 * 60_000;
const RECENT_MS = 60 * 60_000;

/** Reads the restarts out of a Pod's status. */
export const restartsOf = (pod: JsonObject): readonly Restart[] =>
  [...listAt(pod, 'status', 'initContainerStatuses'), ...listAt(pod, 'status', 'containerStatuses')].flatMap(restartOf);

function restartOf(status: Json): readonly Restart[] {
  const exitCode = numberAt(status, 'lastState', 'terminated', 'exitCode');
  if (exitCode === null || valueAt(status, ['state', 'running']) === undefined) return [];
  const [began, ended] = ['startedAt', 'finishedAt'].map(when => textAt(status, 'lastState', 'terminated', when));
  const lasted = Date.parse(ended ?? '') - Date.parse(began ?? '');
  const restart: Restart = {
    container: textAt(status, 'name') ?? '',
    exitCode,
    reason: textAt(status, 'lastState', 'terminated', 'reason'),
    count: numberAt(status, 'restartCount') ?? 0,
    lastedMs: Number.isNaN(lasted) ? null : lasted,
    endedAt: ended ?? null,
    startedAt: textAt(status, 'state', 'running', 'startedAt'),
  };
  return exitCode !== 0 || loops(restart) ? [restart] : [];
}

/** Whether a container ends again and again so soon that the kubelet takes it for a loop, whenever one looks. */
export const loops = ({count, lastedMs}: Restart): boolean => count > 1 && (lastedMs ?? 0) < FORGOTTEN_MS;

/** How a restart weighs at `at` (ISO 8601). What has no time is taken to be recent: it is no evidence that all is well. An end with 0 weighs only in a loop. */
export function weightOf({startedAt, endedAt, count, exitCode}: Restart, at: string): RestartWeight {
  const since = (time: string | null): number => Date.parse(at) - Date.parse(time ?? '');
  if (count > 1 && !(since(startedAt) >= FORGOTTEN_MS)) return 'loop';
  return exitCode === 0 || since(endedAt) >= RECENT_MS ? 'past' : 'recent';
}
