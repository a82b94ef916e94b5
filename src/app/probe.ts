import {nodeFacts} from '../facts/cluster/nodes.ts';
import {COLLECTOR_SECONDS, collectorAsScript, collectorLaunch} from '../facts/node/collector-launch.ts';
import {readCollector} from '../facts/node/collector-reading.ts';
import {clockAsk} from '../facts/node/derived/clock.ts';
import type {AnyCheck} from '../kernel/checks.ts';
import {type AnyFact, leaves} from '../kernel/facts.ts';
import {askId} from '../kernel/gather.ts';
import {type KubeObject, listAt, numberAt, textAt} from '../kernel/objects.ts';
import {done, type Outcome} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, GatherPorts, TerminalPort} from '../kernel/ports.ts';
import type {Json} from '../kernel/subjects.ts';
import type {Tell} from '../kernel/telling.ts';
import {windowsNodes} from './ephemeral.ts';
import {agreeToMany} from './exec-nodes.ts';
import {tellRemovals} from './exec-result.ts';
import {announcement, START_SECONDS} from './exec-session.ts';
import {type NodeJobs, planNodeJobs, plannedJob, SYSTEM_ACCOUNT} from './node-job.ts';
import {missingRights} from './node-job-rights.ts';
import {AT_ONCE, type RunningJob, withNodeJobs} from './node-job-run.ts';
import {answersOf, type NodeAnswers, noAnswers} from './probe-answers.ts';

export type ProbeOptions = {
  cluster: ClusterPort;
  clock: ClockPort;
  terminal: TerminalPort;
  yes: boolean;
  /** `-n`, null when it was not given. */
  namespace: string | null;
  signal: AbortSignal;
  tell: Tell;
  leaves(text: string | null): void;
};

/** The questions that checks put to nodes, by identity. */
export function nodeAsks(checks: readonly AnyCheck[]): ReadonlyMap<string, Json> {
  const facts = checks.flatMap(check => (Object.values(check.needs) as AnyFact[]).flatMap(leaves));
  return new Map(
    facts.flatMap((fact): [string, Json][] => {
      if (fact.by !== 'ask' || fact.about !== 'node') return [];
      const ask = fact.ask({kind: 'node', name: ''} as never);
      return [[askId(ask), ask]];
    }),
  );
}

/** Questions as text to paste on a node that starts no pods; `doctor --from` reads what it prints. */
export const asScript = (asks: ReadonlyMap<string, Json>): string => collectorAsScript(sent(asks));

/** What the program learns by itself is not sent. */
const sent = (asks: ReadonlyMap<string, Json>): readonly Json[] =>
  [...asks].flatMap(([id, ask]) => (id === askId(clockAsk.ask) ? [] : [ask]));

/** The Jobs that would put `asks` to these nodes. Asks the server, creates nothing. */
export async function planProbe(
  nodes: readonly string[],
  asks: ReadonlyMap<string, Json>,
  options: ProbeOptions,
): Promise<Outcome<NodeJobs>> {
  const {cluster, clock, signal, namespace} = options;
  const found = await windowsNodes(cluster, nodes, signal);
  if (!found.ok) return found;
  const {command, env} = collectorLaunch(sent(asks), {apiServer: await apiServerEndpoint(cluster, signal)});
  return planNodeJobs({
    cluster,
    clock,
    nodes: found.value,
    purpose: 'probe',
    container: {
      command,
      env: Object.fromEntries(env.map(({name, value}) => [name, value])),
      limits: {cpu: '1', memory: '512Mi'},
    },
    account: SYSTEM_ACCOUNT,
    deadlineSeconds: COLLECTOR_SECONDS + START_SECONDS,
    namespace,
    signal,
  });
}

/** The Jobs of a plan as they would be sent. */
export function plannedObjects(plan: NodeJobs, now: Date): Outcome<readonly KubeObject[]> {
  const objects: KubeObject[] = [];
  for (const job of plan.jobs) {
    const planned = plannedJob(job, now);
    if (!planned.ok) return planned;
    objects.push(planned.value.object);
  }
  return done(objects);
}

/**
 * Puts the questions to all nodes of the plan, ten at a time, each in a Job that is removed again. The result answers for the engine.
 * Refused when a right is missing, or when nobody agrees to more than ten nodes.
 */
export async function probe(plan: NodeJobs, options: ProbeOptions): Promise<Outcome<GatherPorts['ask']>> {
  const {cluster, signal} = options;
  const asked = plan.jobs.map(job => ({node: nodeFacts({metadata: {name: job.node}}), image: job.image}));
  const agreed = await agreeToMany(asked, 'Ask', options);
  if (!agreed.ok) return agreed;
  const refused = await missingRights('probe', plan.namespace, cluster, signal);
  if (refused) return {ok: false, problem: refused};
  let running: Promise<ReadonlyMap<string, Reading>> | null = null;
  return done(async (target, asks) => {
    if (target.kind !== 'node') return new Map();
    running ??= ask(plan, options);
    const reading = (await running).get(target.name);
    return reading?.(asks.keys()) ?? noAnswers(asks.keys(), `${target.name} was not asked`, null);
  });
}

type Reading = (asks: Iterable<string>) => NodeAnswers;

async function ask(plan: NodeJobs, options: ProbeOptions): Promise<ReadonlyMap<string, Reading>> {
  const {tell} = options;
  const {namespace, because, jobs} = plan;
  const nodes = jobs.map(job => job.node);
  const limitMs = (COLLECTOR_SECONDS + START_SECONDS) * 1000;
  tell({
    is: 'note',
    text: announcement({
      what: 'Running the collector, which only reads,',
      nodes,
      account: SYSTEM_ACCOUNT,
      limitMs,
      namespace,
      because,
    }),
  });
  const runs = await withNodeJobs(jobs, {...options, until: 'ended', parallel: AT_ONCE}, (running, signal) =>
    readAnswers(running, options, signal),
  );
  tellRemovals(
    runs.flatMap(run => run.removal ?? []),
    tell,
  );
  for (const run of runs)
    if (run.is === 'failed' && !options.signal.aborted)
      tell({
        is: 'warning',
        text: `${run.node} starts no pod for the collector. To ask it by hand: kubectl hostprocess doctor --as-script > ask.ps1, run that on the node in Windows PowerShell, and judge what it printed: kubectl hostprocess doctor --from FILE`,
      });
  return new Map(
    runs.map((run): [string, Reading] => [
      run.node,
      run.is === 'done' ? run.value : ids => noAnswers(ids, run.problem.text.replace(/^error: /, ''), run.cause),
    ]),
  );
}

/** Reads the log of a collector that has ended. */
async function readAnswers(
  {job, pod, container, tracked, began}: RunningJob,
  {cluster, clock}: ProbeOptions,
  signal: AbortSignal,
): Promise<Reading> {
  const lines: string[] = [];
  const query = {container, follow: false, previous: false, tailLines: null, since: null};
  for await (const event of cluster.logs(pod, query, signal)) {
    if (event.is === 'line') lines.push(event.text);
    else return ids => noAnswers(ids, `${job.node}: its log could not be read: ${event.problem.text}`, null);
  }
  const created = Date.parse(textAt(tracked.object, 'metadata', 'creationTimestamp') ?? '');
  const waited = clock.now().getTime() - began;
  const window = Number.isNaN(created) ? null : {notBefore: created - 1000, notAfter: created + waited + 1000};
  return ids => answersOf(readCollector(lines), ids, window);
}

/**
 * An address behind the API server's ClusterIP, from its EndpointSlice; where that may not be read, the address that we use, unless
 * it is a tunnel on this machine; else null.
 */
async function apiServerEndpoint(
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<{host: string; port: number} | null> {
  const path = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes';
  const slice = await cluster.get(path, signal);
  if (!slice.ok) return ownAddress(cluster.target.server);
  const [host] = listAt(listAt(slice.value, 'endpoints')[0], 'addresses');
  const port = numberAt(listAt(slice.value, 'ports')[0], 'port');
  return typeof host === 'string' && port !== null ? {host, port} : null;
}

function ownAddress(server: string): {host: string; port: number} | null {
  const [, host = '', port = '443'] = /^https:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(server) ?? [];
  return host === '' || /^(localhost|127\.|\[::1\])/.test(host) ? null : {host, port: Number(port)};
}
