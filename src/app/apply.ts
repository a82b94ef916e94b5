import {type KubeObject, objectAt, objectPath} from '../kernel/objects.ts';
import {done, type Outcome} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import type {Json} from '../kernel/subjects.ts';
import type {PlanEntry, Tell} from '../kernel/telling.ts';
import {objectName, type Planned} from './plan.ts';
import {type Live, liveOf} from './workload-pods.ts';

/** What applying each object would do: create it, change it (with the places that differ), or nothing. Asks the server, writes nothing. */
export async function planEntries(
  planned: readonly Planned[],
  cluster: ClusterPort,
  force: boolean,
  signal: AbortSignal,
): Promise<Outcome<readonly PlanEntry[]>> {
  const entries: PlanEntry[] = [];
  for (const each of planned) {
    const live = await cluster.get(objectPath(each.kind, each.namespace, each.name), signal);
    if (!live.ok) {
      // forbidden: without get nobody can tell; it is shown as a creation, and apply itself says the rest
      if (live.problem.is !== 'not-found' && live.problem.is !== 'forbidden') return live;
      entries.push({object: objectName(each), action: 'create', changes: []});
      continue;
    }
    const after = await cluster.apply(each.object, each.kind, {dryRun: true, force}, signal);
    if (!after.ok) return after;
    const changes = differences(significant(live.value), significant(after.value.object), '');
    entries.push({object: objectName(each), action: changes.length === 0 ? 'keep' : 'change', changes});
  }
  return done(entries);
}

/** Applies each object in order; stops at the first refusal, with what exists by then. */
export async function applyAll(
  planned: readonly Planned[],
  options: {cluster: ClusterPort; dryRun: boolean; force: boolean; signal: AbortSignal; tell: Tell},
): Promise<{lives: readonly Live[]; failure: Outcome<never> | null}> {
  const lives: Live[] = [];
  for (const each of planned) {
    if (options.signal.aborted) break;
    // not cut short by the signal: a write whose answer nobody waits for leaves an object nobody knows of
    const applied = await options.cluster.apply(each.object, each.kind, {dryRun: options.dryRun, force: options.force});
    if (!applied.ok) return {lives, failure: applied};
    lives.push(liveOf(each.kind, applied.value.object));
    if (!options.dryRun) options.tell({is: 'applied', text: `${objectName(each)} serverside-applied`});
  }
  return {lives, failure: null};
}

/** What a person would call a change: not what the server keeps for itself. */
function significant(object: KubeObject): Json {
  const {labels, annotations} = objectAt(object, 'metadata');
  const own = Object.fromEntries(
    Object.entries((annotations ?? {}) as object).filter(([key]) => !key.startsWith('deprecated.daemonset.')),
  );
  return {metadata: {labels: labels ?? {}, annotations: own}, spec: (object['spec'] ?? {}) as Json};
}

function differences(before: Json | undefined, after: Json | undefined, path: string): PlanEntry['changes'] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const bothObjects =
    [before, after].every(each => each !== null && typeof each === 'object') &&
    Array.isArray(before) === Array.isArray(after);
  if (!bothObjects) return [{path, from: before ?? null, to: after ?? null}];
  const keys = [...new Set([...Object.keys(before as object), ...Object.keys(after as object)])].sort();
  const child = (of: Json | undefined, key: string): Json | undefined => (of as {[key: string]: Json | undefined})[key];
  return keys.flatMap(key => differences(child(before, key), child(after, key), `${path}/${key}`));
}
