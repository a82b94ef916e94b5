import {known, type Learned, missing, none} from '../kernel/facts.ts';
import {apiKindOf, type KubeObject, objectPath, textAt} from '../kernel/objects.ts';
import type {ClusterPort, GatherPorts, ListQuery} from '../kernel/ports.ts';
import {type Kind, type Subject, subjectKey} from '../kernel/subjects.ts';
import type {Survey} from './doctor-survey.ts';
import {gatherPorts, nodesOnce} from './gather-ports.ts';
import {type EventIndex, eventsFor} from './warning-events.ts';

/** Logs are read one pod at a time; on a cluster where everything crashes, some of them say enough. */
const MOST_LOGS = 40;

/** The subjects of a visit, each with its object. */
export type Roster = {
  rosters: {readonly [K in Kind]?: Learned<readonly Subject[]>};
  objects: ReadonlyMap<string, KubeObject>;
};

/**
 * The engine's ports on what the survey has read: one more look at an object, a node's pods or a pod's events costs no request.
 * Nothing here writes: a dry run is a write to whoever reads the audit log.
 */
export function doctorPorts(options: {
  cluster: ClusterPort;
  survey: Survey;
  roster: Roster;
  events: EventIndex | null;
  ask: GatherPorts['ask'] | undefined;
  signal: AbortSignal;
}): GatherPorts {
  const {cluster, survey, roster, events, ask, signal} = options;
  const objects = (subject: Subject): KubeObject | undefined => roster.objects.get(subjectKey(subject));
  const scope = {rosters: roster.rosters, objects, ...(ask ? {ask} : {})};
  const base = gatherPorts(cluster, scope, signal, nodesOnce(survey.nodes));
  const byPath = new Map([...roster.objects.values()].flatMap(pathOf));
  const byNode = Map.groupBy(
    survey.footprints?.is === 'known' ? survey.footprints.value : [],
    pod => textAt(pod, 'spec', 'nodeName') ?? '',
  );
  const gets = new Map<string, Promise<Learned<KubeObject>>>();
  let logs = 0;
  return {
    ...base,
    get: async path => {
      const own = byPath.get(path);
      if (own) return known(own);
      const once = gets.get(path) ?? base.get(path);
      gets.set(path, once);
      return once;
    },
    list: async <T>(path: string, query: ListQuery, keep: (object: KubeObject) => T | undefined) => {
      const node = /^spec\.nodeName=(.+)$/.exec(query.fieldSelector ?? '')?.[1];
      if (path === '/api/v1/pods' && node !== undefined && survey.footprints !== null)
        return survey.footprints.is === 'known' ? kept(byNode.get(node) ?? [], keep) : survey.footprints;
      if (events !== null && path.endsWith('/events')) {
        const found = eventsFor(events, query);
        return found.is === 'known' ? kept(found.value, keep) : found;
      }
      return base.list(path, query, keep);
    },
    logTail: async (pod, container, which) =>
      logs++ < MOST_LOGS
        ? base.logTail(pod, container, which)
        : missing(`its log was not read: those of ${MOST_LOGS} others were`),
    dryRun: async () => none('doctor tries nothing out'),
  };
}

function kept<T>(objects: readonly KubeObject[], keep: (object: KubeObject) => T | undefined): Learned<readonly T[]> {
  return known(objects.flatMap(object => keep(object) ?? []));
}

function pathOf(object: KubeObject): [string, KubeObject][] {
  const kind = apiKindOf(object);
  const name = textAt(object, 'metadata', 'name');
  return kind && name !== null ? [[objectPath(kind, textAt(object, 'metadata', 'namespace'), name), object]] : [];
}
