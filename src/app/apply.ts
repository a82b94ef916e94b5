import {MASK, maskSecrets} from '../facts/pod/mask.ts';
import {type KubeObject, objectAt, objectPath, textAt} from '../kernel/objects.ts';
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
    if (!after.ok) return unchangeable(each, after);
    const changes = differences(significant(live.value), significant(after.value.object), '');
    entries.push({object: objectName(each), action: changes.length === 0 ? 'keep' : 'change', changes});
  }
  return done(entries);
}

/** The API server's refusal of a change; a Pod and a Job can hardly be changed at all, which its answer hides in a long comparison. */
function unchangeable(each: Planned, refusal: Outcome<never>): Outcome<never> {
  if (refusal.ok || refusal.problem.is !== 'invalid' || !['Pod', 'Job'].includes(each.kind.kind)) return refusal;
  const name = objectName(each);
  const text = `error: ${name} exists already in namespace ${each.namespace}, and a ${each.kind.kind} cannot be changed into this`;
  return {
    ok: false,
    problem: {
      ...refusal.problem,
      text,
      remedy: `Delete it (kubectl delete -n ${each.namespace} ${name}), or give another name.`,
    },
  };
}

/** How objects are written. `own`: they are created and must not exist, because what is removed at the end must be ours. */
export type Applying = {
  cluster: ClusterPort;
  dryRun: boolean;
  force: boolean;
  own: boolean;
  signal: AbortSignal;
  tell: Tell;
  /** Called for each object as soon as it exists. */
  exists(live: Live): void;
};

/** Applies (or creates) each object in order; stops at the first refusal, which is the result; null when all exist. */
export async function applyAll(planned: readonly Planned[], options: Applying): Promise<Outcome<never> | null> {
  for (const each of planned) {
    if (options.signal.aborted) break;
    const applied = await write(each, options);
    if (!applied.ok) return applied;
    options.exists(applied.value);
    const verb = options.own ? 'created' : 'serverside-applied';
    if (!options.dryRun) options.tell({is: 'applied', text: `${objectName(each)} ${verb}`});
  }
  return null;
}

/** Not cut short by the signal: a write whose answer nobody waits for leaves an object that nobody knows of. */
async function write(
  {object, kind, namespace, name}: Planned,
  {cluster, dryRun, force, own}: Applying,
): Promise<Outcome<Live>> {
  const written = own
    ? await cluster.create(object, kind, {dryRun})
    : await cluster.apply(object, kind, {dryRun, force});
  if (written.ok) return done(liveOf(kind, written.value.object));
  if (dryRun || (written.problem.is !== 'unreachable' && written.problem.is !== 'failed')) return written;
  // the answer was lost, the object may be there all the same: ours bears the run's id
  const found = await cluster.get(objectPath(kind, namespace, name));
  const runId = textAt(object, 'metadata', 'annotations', RUN_ID);
  if (found.ok && runId !== null && textAt(found.value, 'metadata', 'annotations', RUN_ID) === runId)
    return done(liveOf(kind, found.value));
  const doubt = `Whether ${objectName({kind, name})} was made is not known; look: kubectl get ${objectName({kind, name})} -n ${namespace}`;
  return found.ok || found.problem.is !== 'not-found'
    ? {ok: false, problem: {...written.problem, remedy: doubt}}
    : written;
}

const RUN_ID = 'hostprocess.dev/run-id';

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
  if (!bothObjects) return [{path, from: shown(before ?? null, path), to: shown(after ?? null, path)}];
  const keys = [...new Set([...Object.keys(before as object), ...Object.keys(after as object)])].sort();
  const child = (of: Json | undefined, key: string): Json | undefined => (of as {[key: string]: Json | undefined})[key];
  return keys.flatMap(key => differences(child(before, key), child(after, key), `${path}/${key}`));
}

/** A value as a plan may show it: what looks like a secret and what environment variables hold are masked, new or live. */
function shown(value: Json, path: string): Json {
  if (typeof value === 'string') return /\/env\/\d+\/value$/.test(path) ? MASK : maskSecrets(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: Json, index) => shown(item, `${path}/${index}`));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item as Json, `${path}/${key}`)]));
}
