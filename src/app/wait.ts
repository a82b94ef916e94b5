import {known, type Learned} from '../kernel/facts.ts';
import {gather} from '../kernel/gather.ts';
import {judge} from '../kernel/judge.ts';
import {type KubeObject, objectPath, textAt} from '../kernel/objects.ts';
import {done, type Outcome} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, GatherPorts, ListQuery} from '../kernel/ports.ts';
import {type Subject, subjectKey} from '../kernel/subjects.ts';
import type {Tell} from '../kernel/telling.ts';
import {gatherPorts, type Lists} from './gather-ports.ts';
import {PodTracker, type TrackedPod} from './pod-tracker.ts';
import {checksNamed} from './preflight.ts';
import {TOOL} from './tool.ts';
import {progressText} from './wait-progress.ts';
import {type EventIndex, eventsFor, readEvents} from './warning-events.ts';
import {type Live, liveOf, wantedPods} from './workload-pods.ts';

/** What waiting came to: the workloads and their pods as last seen. */
export type Waited = {lives: readonly Live[]; pods: readonly TrackedPod[]; timedOut: boolean};

const TICK_MS = 500;
const EVENTS_MS = 3_000;
/** How long a failure must stand before it is believed: schedulers and registries recover, a refused logon does not. */
const PATIENCE_MS = {known: 2_000, event: 8_000, unknown: 15_000};

type Options = {
  cluster: ClusterPort;
  clock: ClockPort;
  timeoutMs: number;
  signal: AbortSignal;
  tell: Tell;
  lists: Lists;
  /** `running`: a Job's pod need not end. */
  jobs?: 'running';
};

/**
 * Waits until every pod that the workloads want is ready, has ended, or is stuck for a reason that will not pass.
 * Fails only when the pods cannot be followed at all; running out of time is told in the result.
 */
export async function waitForPods(lives: readonly Live[], options: Options): Promise<Outcome<Waited>> {
  const {cluster, clock, signal, tell} = options;
  const now = (): number => clock.now().getTime();
  const stop = new AbortController();
  const tracker = new PodTracker(lives, cluster, now, AbortSignal.any([signal, stop.signal]));
  const warnings = recentWarnings(cluster, now, signal);
  const stuckSince = new Map<string, {what: string; at: number}>();
  const started = now();
  let latest = lives;
  try {
    for (;;) {
      await clock.sleep(TICK_MS, signal);
      if (tracker.problem) return {ok: false, problem: tracker.problem};
      latest = await Promise.all(latest.map(live => refresh(live, cluster, signal)));
      const stuck = tracker.synced
        ? await stuckSubjects(latest, tracker.pods, warnings, options)
        : new Map<string, string>();
      const settled = (key: string): boolean => isBelieved(key, stuck.get(key), stuckSince, now());
      const timedOut = now() - started >= options.timeoutMs;
      if (
        signal.aborted ||
        timedOut ||
        (tracker.synced && latest.every(live => isDone(live, tracker.pods, options, settled)))
      )
        return done({lives: latest, pods: latest.flatMap(live => ownPods(live, tracker.pods)), timedOut});
      tell({is: 'progress', ...progressText(latest, tracker.pods, now())});
    }
  } finally {
    stop.abort();
  }
}

function isDone(live: Live, pods: readonly TrackedPod[], options: Options, settled: (key: string) => boolean): boolean {
  if (live.gone) return true;
  const wanted = wantedPods(live);
  if (settled(subjectKey(workloadOf(live)))) return true;
  const own = ownPods(live, pods);
  return (
    wanted !== null &&
    own.length >= wanted &&
    own.every(pod => isSettled(pod, options) || settled(subjectKey(podOf(pod))))
  );
}

/** The workload's pods; evicted and failed ones that others have replaced no longer count. */
function ownPods(live: Live, pods: readonly TrackedPod[]): readonly TrackedPod[] {
  const own = pods.filter(pod => pod.live.uid === live.uid);
  const replaced = live.kind.kind !== 'Pod' && live.kind.kind !== 'Job';
  const standing = own.filter(pod => pod.state.is !== 'failed');
  return replaced && standing.length >= (wantedPods(live) ?? Infinity) ? standing : own;
}

/** A Job's pod has to end, unless told otherwise; every other pod has to become ready (or to have ended, for a bare Pod that does its work and leaves). */
const isSettled = ({live, state}: TrackedPod, {jobs}: Options): boolean =>
  state.is === 'succeeded' ||
  state.is === 'failed' ||
  (live.kind.kind === 'Job' ? jobs === 'running' && state.is === 'running' : state.is === 'running' && state.ready);

/** Subjects that HP407 or HP409 finds in trouble now, with what it found. */
async function stuckSubjects(
  lives: readonly Live[],
  pods: readonly TrackedPod[],
  warnings: ReturnType<typeof recentWarnings>,
  options: Options,
): Promise<Map<string, string>> {
  const open = pods.filter(pod => !isSettled(pod, options));
  const objects = new Map([
    ...lives.map(live => [subjectKey(workloadOf(live)), live.object] as const),
    ...open.map(pod => [subjectKey(podOf(pod)), pod.object] as const),
  ]);
  const scope = {
    rosters: {
      workload: known(lives.map(workloadOf)),
      pod: known(open.map(podOf)),
      cluster: known([{kind: 'cluster' as const, name: ''}]),
    },
    objects: (subject: Subject) => objects.get(subjectKey(subject)),
  };
  const checks = checksNamed(['HP407', 'HP409']);
  const base = gatherPorts(options.cluster, scope, options.signal, options.lists);
  const events = await warnings([...lives.map(live => live.object), ...open.map(pod => pod.object)]);
  const ports: GatherPorts = {
    ...base,
    list: (path, query, keep) =>
      path.endsWith('/events') ? eventsAs(events, query, keep) : base.list(path, query, keep),
  };
  const at = options.clock.now().toISOString();
  const evidence = await gather({checks, ports, consent: {ask: false, optIn: []}, at, tool: TOOL});
  return new Map(
    judge(checks, evidence).lines.flatMap(line =>
      line.verdict.is === 'fail'
        ? [[subjectKey(line.subject), line.verdict.found[0].known?.code ?? 'unknown'] as const]
        : [],
    ),
  );
}

/** The warnings about some objects, read again at most every few seconds: one list for all pods that do not start, not one for each. */
function recentWarnings(cluster: ClusterPort, now: () => number, signal: AbortSignal) {
  let read: Promise<EventIndex> | null = null;
  let about = '';
  let at = 0;
  return (objects: readonly KubeObject[]): Promise<EventIndex> => {
    const uids = objects.map(object => textAt(object, 'metadata', 'uid')).join();
    if (read === null || uids !== about || now() - at >= EVENTS_MS) {
      [about, at] = [uids, now()];
      const namespaces = new Set(objects.map(object => textAt(object, 'metadata', 'namespace')));
      read = readEvents(cluster, objects, signal, namespaces.size === 1 ? ([...namespaces][0] ?? null) : null);
    }
    return read;
  };
}

async function eventsAs<T>(
  index: EventIndex,
  query: ListQuery,
  keep: (object: KubeObject) => T | undefined,
): Promise<Learned<readonly T[]>> {
  const found = eventsFor(index, query);
  return found.is === 'known' ? known(found.value.flatMap(event => keep(event) ?? [])) : found;
}

function isBelieved(
  key: string,
  what: string | undefined,
  since: Map<string, {what: string; at: number}>,
  now: number,
): boolean {
  if (what === undefined) {
    since.delete(key);
    return false;
  }
  const before = since.get(key);
  if (before?.what !== what) since.set(key, {what, at: now});
  const patience = what === 'unknown' ? PATIENCE_MS.unknown : PATIENT.has(what) ? PATIENCE_MS.event : PATIENCE_MS.known;
  return before?.what === what && now - before.at >= patience;
}

/** Failures that may pass by themselves: scheduling, image pulls. */
const PATIENT: ReadonlySet<string> = new Set(['HP714', 'HP717', 'HP721', 'HP724']);

async function refresh(live: Live, cluster: ClusterPort, signal: AbortSignal): Promise<Live> {
  const read = await cluster.get(objectPath(live.kind, live.namespace, live.name), signal);
  if (!read.ok) return read.problem.is === 'not-found' ? {...live, gone: true} : live;
  const now = liveOf(live.kind, read.value);
  return now.uid === live.uid ? now : {...live, gone: true}; // somebody deleted ours and made another
}

export const workloadOf = (live: Live): Subject<'workload'> => ({
  kind: 'workload',
  apiVersion: live.kind.apiVersion,
  type: live.kind.kind,
  namespace: live.namespace,
  name: live.name,
});

export const podOf = (pod: TrackedPod): Subject<'pod'> => ({
  kind: 'pod',
  namespace: pod.live.namespace,
  name: pod.state.name,
  node: pod.state.node,
});
