import {type NodeFacts, nodeFacts} from '../facts/cluster/nodes.ts';
import {type Answer, known, type Learned, missing, none} from '../kernel/facts.ts';
import {apiKindOf, type KubeObject, objectPath, POD} from '../kernel/objects.ts';
import type {Outcome} from '../kernel/outcome.ts';
import type {ClusterPort, GatherPorts, ListQuery} from '../kernel/ports.ts';
import type {Json, Kind, Subject} from '../kernel/subjects.ts';

type Ask = GatherPorts['ask'];

/** What a gathering is about: which subjects there are, and the objects behind those that are not read from the cluster. */
export type Scope = {
  rosters: {readonly [K in Kind]?: Learned<readonly Subject[]>};
  objects: (subject: Subject) => KubeObject | undefined;
  /** Puts questions to nodes or pods; without it nothing is asked. */
  ask?: Ask;
};

/**
 * What is read once, by the reader of its items, and serves several gatherings of one run; null until it is read. What is read by other
 * readers, or not whole, is read each time.
 */
export type Lists = Map<unknown, Promise<Learned<readonly unknown[]>> | null>;

/** The nodes do not change between two looks at a pod; `read` when they are known already. */
export const nodesOnce = (read: Learned<readonly NodeFacts[]> | null = null): Lists =>
  new Map([[nodeFacts, read && Promise.resolve(read)]]);

/** The engine's ports where there is no cluster: what is in the scope is known, and nothing else can be learned. */
export function documentPorts(scope: Scope): GatherPorts {
  const nobody = async () => missing('there is no cluster to ask');
  return {
    roster: async kind => scope.rosters[kind] ?? known([]),
    object: async subject => {
      const own = scope.objects(subject);
      return own ? known(own) : none(`there is no object behind this ${subject.kind}`);
    },
    get: nobody,
    list: nobody,
    lines: nobody,
    allowed: nobody,
    logTail: nobody,
    dryRun: nobody,
    ask: scope.ask ?? askNobody,
  };
}

/** The engine's ports on a cluster. A 404 is `none`; every other refusal is `missing`, in the server's words. */
export function gatherPorts(
  cluster: ClusterPort,
  scope: Scope,
  signal: AbortSignal,
  lists: Lists = nodesOnce(),
): GatherPorts {
  const own = documentPorts(scope);
  return {
    ...own,
    object: async subject =>
      scope.objects(subject) === undefined && subject.kind === 'pod'
        ? learned(await cluster.get(objectPath(POD, subject.namespace, subject.name), signal))
        : own.object(subject),
    get: async path => learned(await cluster.get(path, signal)),
    list: async <T>(path: string, query: ListQuery, keep: (object: KubeObject) => T | undefined) => {
      const read = async () => learned(await cluster.list(path, query, keep, signal));
      if (!lists.has(keep) || query.labelSelector !== undefined || query.fieldSelector !== undefined) return read();
      const once = lists.get(keep) ?? read();
      lists.set(keep, once);
      return (await once) as Learned<readonly T[]>;
    },
    lines: inTurn((path, keep) => cluster.lines(path, keep, signal)),
    allowed: async review => {
      const answer = learned(await cluster.allowed(review, signal));
      return answer.is === 'known' ? known(answer.value.allowed) : answer;
    },
    logTail: async (pod, container, {lines, previous}) => {
      const tail: string[] = [];
      for await (const event of cluster.logs(
        pod,
        {container, follow: false, previous, tailLines: lines, since: null},
        signal,
      )) {
        if (event.is === 'problem') return missing(event.problem.text);
        tail.push(event.text);
      }
      return known(tail);
    },
    dryRun: async object => {
      const kind = apiKindOf(object);
      if (!kind) return none(`this program does not know the kind ${String(object.kind)}`);
      const answer = await cluster.create(object, kind, {dryRun: true}, signal);
      if (answer.ok) return known({is: 'admitted', text: 'a dry run was admitted', warnings: answer.value.warnings});
      const {is, text} = answer.problem;
      if (is === 'conflict') return known({is: 'admitted', text: 'it exists already', warnings: []});
      if (is === 'refused' || is === 'not-found') return known({is: 'refused', text, warnings: []});
      return is === 'invalid' ? known({is, text, warnings: []}) : missing(text);
    },
  };
}

/** Texts are megabytes, one for each node: so many are read at a time. */
const TEXTS_AT_ONCE = 10;

/** Reads texts in the order in which they are asked for, a few side by side. */
function inTurn(read: <T>(path: string, keep: (line: string) => T | undefined) => Promise<Outcome<readonly T[]>>) {
  const lanes: Promise<unknown>[] = [];
  let asked = 0;
  return async <T>(path: string, keep: (line: string) => T | undefined): Promise<Learned<readonly T[]>> => {
    const lane = asked++ % TEXTS_AT_ONCE;
    const answer = (lanes[lane] ?? Promise.resolve()).then(() => read(path, keep));
    lanes[lane] = answer.catch(() => undefined);
    return learned(await answer);
  };
}

const askNobody: Ask = async (_target: Subject, _asks: ReadonlyMap<string, Json>) => new Map<string, Answer>();

function learned<T>(outcome: Outcome<T>): Learned<T> {
  if (outcome.ok) return known(outcome.value);
  return outcome.problem.is === 'not-found' ? none(outcome.problem.text) : missing(outcome.problem.text);
}
