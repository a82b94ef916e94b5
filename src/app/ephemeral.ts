import {imaginedPod} from '../facts/cluster/imagined-pod.ts';
import {isWindows, type NodeFacts, nodeFacts} from '../facts/cluster/nodes.ts';
import {maskSecrets} from '../facts/pod/mask.ts';
import {type KubeObject, listAt, objectAt, POD} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import {changeAt} from '../kernel/pointer.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import type {Json} from '../kernel/subjects.ts';
import type {Planned} from './plan.ts';

/** A Windows node that can be asked, with an image that is on it already (a pause image will do: the tools come from the host). */
export type AskedNode = {node: NodeFacts; image: string | null};

/** The Windows nodes among `names` (all of them when null), each with an image that needs no pull. */
export async function windowsNodes(
  cluster: ClusterPort,
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<Outcome<readonly AskedNode[]>> {
  const listed = await cluster.list(
    '/api/v1/nodes',
    {},
    node => ({node: nodeFacts(node), image: presentImage(node)}),
    signal,
  );
  // whoever may not list nodes can still name them; the scheduler then says what is wrong with a name
  if (!listed.ok && listed.problem.is === 'forbidden' && names !== null)
    return done(names.map(name => ({node: nodeFacts({metadata: {name: bare(name)}}), image: null})));
  if (!listed.ok)
    return listed.problem.is === 'forbidden'
      ? {ok: false, problem: {...listed.problem, remedy: 'Ask for the right to list nodes, or name them: --node NAME'}}
      : listed;
  const wanted = names?.map(bare);
  for (const name of wanted ?? []) {
    const found = listed.value.find(each => each.node.name === name);
    if (!found)
      return refuse('not-found', `error: there is no node "${name}"`, `Windows nodes: ${namesOf(listed.value)}`);
    if (!isWindows(found.node))
      return refuse(
        'usage',
        `error: ${name} is a ${found.node.os ?? 'not a Windows'} node`,
        `Windows nodes: ${namesOf(listed.value)}`,
      );
  }
  const chosen = listed.value.filter(
    ({node}) => isWindows(node) && (wanted === undefined || wanted.includes(node.name)),
  );
  if (chosen.length === 0)
    return refuse(
      'not-found',
      `error: the cluster has no Windows nodes (HP401): none of its ${listed.value.length} nodes has kubernetes.io/os=windows`,
      'Choose another cluster with --context.',
    );
  return done([...chosen].sort((a, b) => (a.node.name < b.node.name ? -1 : 1)));
}

/** The name of a node given as `NAME`, `node/NAME`, `nodes/NAME` or `no/NAME`; null for what is of another kind. */
export const nodeNamed = (text: string): string | null => /^(?:(?:no|nodes?)\/)?([^/]+)$/i.exec(text)?.[1] ?? null;

/** The same, and what is no node's name as it stands, to be refused by it. */
export const bare = (name: string): string => nodeNamed(name) ?? name;

const namesOf = (nodes: readonly AskedNode[]): string =>
  nodes
    .filter(each => isWindows(each.node))
    .map(each => each.node.name)
    .sort()
    .join(', ') || 'none';

/**
 * Where images come from that may run as SYSTEM, whole repositories: anybody's pod can bring an image called `…/pause` to a node, with
 * environment variables of its choice (COR_PROFILER loads a DLL into powershell.exe). Of Amazon's registries only the accounts that
 * EKS publishes for its own images.
 */
const TRUSTED: readonly RegExp[] = [
  /^mcr\.microsoft\.com\/oss\/(?:v2\/)?kubernetes\/windows-host-process-containers-base-image:[\w.-]+$/,
  /^mcr\.microsoft\.com\/oss\/(?:v2\/)?kubernetes\/pause:[\w.-]+$/,
  /^(?:registry\.k8s\.io|k8s\.gcr\.io)\/pause:[\w.-]+$/,
  /^docker\.io\/rancher\/mirrored-pause:[\w.-]+$/,
  /^(?:602401143452|877085696533|800184023465|558608220178|590381155156|918309763551|961992271922|151742754352|013241004608)\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/eks\/pause(?:-windows)?:[\w.-]+$/,
];

/** The HostProcess base image or a genuine pause image that the node lists in status.images; by tag, as people know it. */
function presentImage(node: KubeObject): string | null {
  const names = listAt(node, 'status', 'images').flatMap(image =>
    listAt(image, 'names').filter(name => typeof name === 'string'),
  );
  for (const trusted of TRUSTED) {
    const found = names.find(name => trusted.test(name));
    if (found !== undefined) return found;
  }
  return null;
}

/** The object with every container's image replaced. */
export function withImage(planned: Planned, image: string): Planned {
  const object = changeAt(planned.object, [...(planned.kind.template ?? []), 'spec', 'containers'], containers =>
    listAt(containers).map((container): Json => ({...objectAt(container), image})),
  );
  return {...planned, object: (object ?? planned.object) as KubeObject};
}

/** The namespace for short-lived pods, and why this one. */
export type ChosenNamespace = {namespace: string; because: string | null};

/**
 * The namespace asked for, else the first of (current, kube-system, default) in which a dry run of the pod is admitted:
 * some policies spare only kube-system, some forbid exactly it. Where none is known to admit it, the first in which nothing could be
 * tried. Creates nothing.
 */
export async function chooseNamespace(
  planned: Planned,
  asked: string | null,
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Outcome<ChosenNamespace>> {
  if (asked !== null) return done({namespace: asked, because: null});
  const candidates = [...new Set([cluster.target.namespace, 'kube-system', 'default'])];
  const refusals: {namespace: string; text: string}[] = [];
  let untried: string | null = null;
  for (const namespace of candidates) {
    const pod = imaginedPod(planned.object, namespace) ?? planned.object;
    const answer = await cluster.create(pod, POD, {dryRun: true}, signal);
    const because = `the first of ${candidates.join(', ')} that admits the pod`;
    if (answer.ok || answer.problem.is === 'conflict') return done({namespace, because});
    const {is, text} = answer.problem;
    if (is === 'forbidden') untried ??= namespace;
    else if (is === 'refused' || is === 'not-found' || is === 'invalid')
      refusals.push({namespace, text: maskSecrets(text)});
    else return answer;
  }
  const refused = refusals.map(each => each.namespace).join(' and ');
  if (untried !== null)
    return done({
      namespace: untried,
      because: `whether it admits the pod is not known, for you may not create pods there${refused && `; ${refused} refused it`}`,
    });
  return refuse(
    'refused',
    `error: no namespace admits the pod (HP406). ${refusals.map(each => `${each.namespace}: ${each.text}`).join(' · ')}`,
    `Name one that may hold privileged pods with -n, or allow it: kubectl label --overwrite namespace ${candidates[0]} pod-security.kubernetes.io/enforce=privileged`,
  );
}
