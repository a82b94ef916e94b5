import {done, type Outcome} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort} from '../kernel/ports.ts';
import type {Tell} from '../kernel/telling.ts';
import {nodesOnce} from './gather-ports.ts';
import type {Selection} from './selection.ts';
import {type Judged, judgePods} from './verdict.ts';

const PROOF_MS = 3_000;

/**
 * Proves what the chosen pods really are: from their own logs, else (with `exec`) by one read-only command in each.
 * null when no pod was chosen.
 */
export async function verify(options: {
  cluster: ClusterPort;
  clock: ClockPort;
  selection: Selection;
  exec: boolean;
  signal: AbortSignal;
  tell: Tell;
}): Promise<Outcome<Judged | null>> {
  const {cluster, selection, signal} = options;
  const pods = await cluster.list(
    selection.path,
    selection.query,
    pod => (selection.accepts(pod) ? pod : undefined),
    signal,
  );
  if (!pods.ok) return pods;
  if (pods.value.length === 0) return done(null);
  return done(await judgePods(pods.value, [], {...options, patienceMs: PROOF_MS, prove: true, lists: nodesOnce()}));
}
