import {type KubeObject, listAt, textAt, valueAt} from '../kernel/objects.ts';
import {done, type Outcome, type Problem} from '../kernel/outcome.ts';
import type {ClusterPort, LogQuery, PodRef} from '../kernel/ports.ts';
import type {Tell} from '../kernel/telling.ts';
import type {Selection} from './selection.ts';

type Options = {
  cluster: ClusterPort;
  selection: Selection;
  query: Omit<LogQuery, 'container'>;
  container: string | null;
  timestamps: boolean;
  signal: AbortSignal;
  tell: Tell;
};

/**
 * Prints the logs of every chosen pod; with `follow` also of pods that come later, until `signal` aborts or (for a single pod)
 * its log ends. Returns how many pods there were. A pod whose log cannot be read is warned about, the others go on.
 */
export async function printLogs(options: Options): Promise<Outcome<number>> {
  return options.query.follow ? follow(options) : printOnce(options);
}

async function printOnce({cluster, selection, signal, container: only, ...rest}: Options): Promise<Outcome<number>> {
  const listed = await cluster.list(
    selection.path,
    selection.query,
    pod => (selection.accepts(pod) ? pod : undefined),
    signal,
  );
  if (!listed.ok) return listed;
  const problems: [string, Problem][] = [];
  let streams = 0;
  for (const pod of [...listed.value].sort((a, b) => (nodeOf(a) < nodeOf(b) ? -1 : 1)))
    for (const container of containersOf(pod, only)) {
      streams++;
      const problem = await stream({pod, container, cluster, signal, ...rest});
      if (problem) problems.push([whoOf(pod), problem]);
    }
  const [first] = problems;
  if (first && problems.length === streams) return {ok: false, problem: first[1]};
  for (const [who, {text}] of problems) rest.tell({is: 'warning', text: `${who}: ${text}`});
  return done(listed.value.length);
}

async function follow({cluster, selection, signal, container: only, ...rest}: Options): Promise<Outcome<number>> {
  const streams = new Map<string, Promise<unknown>>();
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const seen = new Set<string>();
  let snapshots = 0;
  for await (const change of cluster.watch(selection.path, selection.query, both)) {
    if (change.is === 'problem') return {ok: false, problem: change.problem};
    if (change.is === 'gone') continue;
    if (change.is === 'snapshot') snapshots++;
    const objects = (change.is === 'snapshot' ? change.objects : [change.object]).filter(pod => selection.accepts(pod));
    if (change.is === 'snapshot' && objects.length === 0 && streams.size === 0)
      rest.tell({is: 'note', text: `No ${selection.title} yet; waiting for one (Ctrl-C ends this).`});
    for (const pod of objects) {
      const containers = containersOf(pod, only);
      for (const container of containers) {
        const key = `${textAt(pod, 'metadata', 'uid')}/${container}/${restartsOf(pod, container)}`;
        if (streams.has(key) || !hasStarted(pod, container)) continue;
        seen.add(textAt(pod, 'metadata', 'uid') ?? '');
        // what starts later is followed from its first line: --tail is about what was there before
        const query = snapshots > 1 || change.is === 'put' ? {...rest.query, tailLines: null, since: null} : rest.query;
        const ended = stream({pod, container, cluster, signal: both, ...rest, query});
        streams.set(
          key,
          ended.then(problem => problem && rest.tell({is: 'warning', text: `${whoOf(pod)}: ${problem.text}`})),
        );
      }
      if (selection.onePod && streams.size >= containers.length)
        void Promise.all(streams.values()).then(() => stop.abort());
    }
  }
  await Promise.all(streams.values());
  return done(seen.size);
}

type Streaming = Pick<Options, 'cluster' | 'query' | 'timestamps' | 'signal' | 'tell'> & {
  pod: KubeObject;
  container: string;
};

async function stream({pod, container, cluster, query, timestamps, signal, tell}: Streaming): Promise<Problem | null> {
  const ref: PodRef = {
    namespace: textAt(pod, 'metadata', 'namespace') ?? '',
    name: textAt(pod, 'metadata', 'name') ?? '',
  };
  const node = textAt(pod, 'spec', 'nodeName');
  for await (const event of cluster.logs(ref, {...query, container}, signal)) {
    if (event.is === 'problem') return event.problem;
    tell({
      is: 'log',
      pod: ref.name,
      node,
      text: timestamps && event.time !== null ? `${event.time} ${event.text}` : event.text,
    });
    await tell.drained?.();
  }
  return null;
}

const whoOf = (pod: KubeObject): string => {
  const node = textAt(pod, 'spec', 'nodeName');
  return `${textAt(pod, 'metadata', 'name') ?? ''}${node ? ` on ${node}` : ''}`;
};

const nodeOf = (pod: KubeObject): string =>
  `${textAt(pod, 'spec', 'nodeName') ?? ''}/${textAt(pod, 'metadata', 'name') ?? ''}`;

function containersOf(pod: KubeObject, only: string | null): string[] {
  const names = listAt(pod, 'spec', 'containers').map(container => textAt(container, 'name') ?? '');
  return only === null ? names : [only];
}

const statusOf = (pod: KubeObject, container: string) =>
  listAt(pod, 'status', 'containerStatuses').find(status => textAt(status, 'name') === container);

const restartsOf = (pod: KubeObject, container: string): number =>
  Number(valueAt(statusOf(pod, container), ['restartCount']) ?? 0);

const hasStarted = (pod: KubeObject, container: string): boolean => {
  const status = statusOf(pod, container);
  return valueAt(status, ['state', 'running']) !== undefined || valueAt(status, ['state', 'terminated']) !== undefined;
};
