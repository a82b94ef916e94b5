import {API_KINDS, type ApiKind, type KubeObject, listAt, objectAt} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort} from '../kernel/ports.ts';
import type {Json, JsonObject} from '../kernel/subjects.ts';
import {fill, stampRun} from '../templates/index.ts';
import {readAccount, SYSTEM_ACCOUNTS} from '../windows/accounts.ts';
import {protect} from '../windows/expansion.ts';
import {type MountModel, mountModel, parseRuntime, windowsBuild} from '../windows/versions.ts';
import {templateNamed} from './choose-template.ts';
import {type AskedNode, type ChosenNamespace, chooseNamespace} from './ephemeral.ts';
import type {Planned} from './plan.ts';
import {newRunId, SPARE_SECONDS} from './run-source.ts';

/** What a short-lived Job is for; it is part of its name and the name of its container. */
export type Purpose = 'probe' | 'exec' | 'shell';

/** What the one container of the Job runs. `env` values are meant letter by letter: every `$` is protected from Kubernetes. */
export type NodeContainer = {
  command: readonly string[];
  env: {readonly [name: string]: string};
  /** Limits as Kubernetes quantities: a share of the whole node, and committed memory. */
  limits: {cpu: string; memory: string};
};

/** One Job of one pod on one node. `image` is one that the node has already, null when none is known to be there. */
export type NodeJob = {
  node: string;
  runId: string;
  purpose: Purpose;
  namespace: string;
  container: NodeContainer;
  account: string;
  image: string | null;
  /** After so many seconds the control plane (the Job's deadline) and the kubelet (the pod's) each end it. */
  deadlineSeconds: number;
  /** How the node gives HostProcess containers their files and command lines; null when it is not known. */
  model: MountModel | null;
  owner: string | null;
};

/** The Jobs of one run of a command, one for each node, and the namespace they go to. Nothing exists yet. */
export type NodeJobs = ChosenNamespace & {jobs: readonly NodeJob[]};

/** SYSTEM: what reading and repairing a node needs. */
export const SYSTEM_ACCOUNT = 'NT AUTHORITY\\SYSTEM';

/** Chooses the namespace (see `chooseNamespace`) and plans one Job for each node; asks the server, creates nothing. */
export async function planNodeJobs(options: {
  cluster: ClusterPort;
  clock: ClockPort;
  nodes: readonly AskedNode[];
  purpose: Purpose;
  container: NodeContainer;
  account: string;
  deadlineSeconds: number;
  /** `-n`, null when it was not given. */
  namespace: string | null;
  signal: AbortSignal;
}): Promise<Outcome<NodeJobs>> {
  const {cluster, clock, purpose, container, account, deadlineSeconds, signal} = options;
  const known = readAccount(account);
  if (known.is === 'unsupported')
    return refuse(
      'usage',
      `error: --account "${account}" cannot work. ${known.because}`,
      `${known.suggestion === null ? 'Accounts' : `Did you mean "${known.suggestion}"? Accounts`}: ${SYSTEM_ACCOUNTS.map(each => each.canonical).join(', ')}, or a local group of the node.`,
    );
  const asked = await cluster.whoAmI(signal);
  const owner = asked.ok ? asked.value : null;
  const runId = newRunId();
  const common = {runId, purpose, container, account, deadlineSeconds, owner};
  const jobs = options.nodes.map(({node, image}) => ({
    ...common,
    node: node.name,
    namespace: options.namespace ?? cluster.target.namespace,
    image,
    model: mountModel({
      containerd: parseRuntime(node.runtime ?? '')?.version ?? null,
      bindFilter: null,
      build: windowsBuild(node.kernel ?? ''),
    }),
  }));
  const [first] = jobs;
  if (first === undefined) return done({namespace: '', because: null, jobs: []});
  const sample = plannedJob(first, clock.now());
  if (!sample.ok) return sample;
  const chosen = await chooseNamespace(sample.value, options.namespace, cluster, signal);
  if (!chosen.ok) return chosen;
  const {namespace} = chosen.value;
  return done({...chosen.value, jobs: jobs.map(job => ({...job, namespace}))});
}

const JOB = API_KINDS.find(kind => kind.kind === 'Job') as ApiKind;

/**
 * The Job as it is sent. All that keeps it harmless (one pod, never restarted, no token, gone by itself) is taken from the template
 * admin-check, which is linted and tried against a real API server. `now` decides when it expires. Fails on a bad account or name.
 */
export function plannedJob(job: NodeJob, now: Date): Outcome<Planned> {
  const template = templateNamed('admin-check');
  if (!template.ok) return template;
  const values = {
    name: `hostprocess-${job.purpose}-${job.runId.slice(0, 5)}`,
    namespace: job.namespace,
    account: job.account,
    image: job.image,
  };
  const filled = fill(template.value, values, [job.node]);
  if (!filled.ok) return filled;
  const expires = new Date(now.getTime() + (job.deadlineSeconds + SPARE_SECONDS) * 1000).toISOString();
  const object = stampRun(forPurpose(filled.value[0] ?? {}, job), {id: job.runId, owner: job.owner, expires});
  const name = String(objectAt(object, 'metadata')['name']);
  return done({object, kind: JOB, namespace: job.namespace, name, source: job.purpose, locate: () => null});
}

function forPurpose(object: KubeObject, job: NodeJob): KubeObject {
  const annotated = (metadata: JsonObject): JsonObject => ({
    ...metadata,
    annotations: {'hostprocess.dev/purpose': job.purpose},
  });
  const spec = objectAt(object, 'spec');
  const template = objectAt(spec, 'template');
  const pod = objectAt(template, 'spec');
  const {limits, command} = job.container;
  const container: Json = {
    ...objectAt(listAt(pod, 'containers')[0] ?? {}),
    name: job.purpose,
    command,
    env: Object.entries(job.container.env).map(([name, value]) => ({name, value: protect(value)})),
    resources: {requests: {cpu: '10m', memory: '64Mi'}, limits},
  };
  const activeDeadlineSeconds = job.deadlineSeconds;
  return {
    ...object,
    metadata: annotated(objectAt(object, 'metadata')),
    spec: {
      ...spec,
      activeDeadlineSeconds,
      template: {
        ...template,
        metadata: annotated(objectAt(template, 'metadata')),
        spec: {...pod, activeDeadlineSeconds, containers: [container]},
      },
    },
  };
}
