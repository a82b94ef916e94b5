import {known, type Learned, missing} from '../kernel/facts.ts';
import {type KubeObject, textAt} from '../kernel/objects.ts';
import type {ClusterPort, ListQuery} from '../kernel/ports.ts';

/** The warnings of the cluster that are about something in the visit, by its UID; missing when events may not be listed. */
export type EventIndex = Learned<ReadonlyMap<string, readonly KubeObject[]>>;

/**
 * Lists the warnings of all namespaces (or of one) once. A Deployment's refusals are events of its ReplicaSets, a CronJob's of its Jobs: both are
 * named after their owner, and count as the owner's.
 */
export async function readEvents(
  cluster: ClusterPort,
  about: readonly KubeObject[],
  signal: AbortSignal,
  namespace: string | null = null,
): Promise<EventIndex> {
  const uids = new Set(about.map(object => textAt(object, 'metadata', 'uid') ?? ''));
  const owners = new Map(
    about
      .filter(object => OWNED[object.kind ?? ''] !== undefined)
      .map(object => [ownerKey(OWNED[object.kind ?? ''] ?? '', object, null), textAt(object, 'metadata', 'uid') ?? '']),
  );
  const index = new Map<string, KubeObject[]>();
  const listed = await cluster.list(
    namespace === null ? '/api/v1/events' : `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
    {fieldSelector: 'type=Warning'},
    event => {
      const uid = textAt(event, 'involvedObject', 'uid') ?? '';
      const own = uids.has(uid) ? uid : owners.get(ownerKey(null, event, textAt(event, 'involvedObject', 'name')));
      if (own === undefined) return undefined;
      const kept = {reason: textAt(event, 'reason'), type: 'Warning', message: textAt(event, 'message')};
      const others = index.get(own) ?? [];
      if (!others.some(other => textAt(other, 'message') === kept.message)) index.set(own, [...others, kept]);
      return undefined;
    },
    signal,
  );
  return listed.ok ? known(index) : missing(listed.problem.text);
}

/** The same for a visit of what was named: each of its namespaces by itself, for whoever may not read the events of all. */
export async function readEventsOf(
  cluster: ClusterPort,
  about: readonly KubeObject[],
  signal: AbortSignal,
): Promise<EventIndex> {
  const namespaces = Map.groupBy(about, object => textAt(object, 'metadata', 'namespace'));
  const read = await Promise.all(
    [...namespaces].map(([namespace, objects]) => readEvents(cluster, objects, signal, namespace)),
  );
  const lost = read.find(index => index.is !== 'known');
  return lost ?? known(new Map(read.flatMap(index => (index.is === 'known' ? [...index.value] : []))));
}

/** What makes pods for a workload of this kind. */
const OWNED: Readonly<Record<string, string>> = {Deployment: 'ReplicaSet', CronJob: 'Job'};

/** `ReplicaSet/namespace/deployment`, from the owner itself or from an event about what it made (`<owner>-<hash>`). */
function ownerKey(kind: string | null, object: KubeObject, made: string | null): string {
  const where = made === null ? 'metadata' : 'involvedObject';
  const name = made === null ? textAt(object, where, 'name') : made.replace(/-[^-]*$/, '');
  return `${kind ?? textAt(object, where, 'kind')}/${textAt(object, where, 'namespace')}/${name}`;
}

/** The events that a field selector on one UID (and a reason) would give. */
export function eventsFor(index: EventIndex, query: ListQuery): Learned<readonly KubeObject[]> {
  if (index.is !== 'known') return index;
  const terms = new Map((query.fieldSelector ?? '').split(',').map(term => term.split('=', 2) as [string, string]));
  const reason = terms.get('reason');
  const events = index.value.get(terms.get('involvedObject.uid') ?? '') ?? [];
  return known(events.filter(event => reason === undefined || textAt(event, 'reason') === reason));
}
