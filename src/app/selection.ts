import {API_KINDS, type ApiKind, type KubeObject, objectAt, objectPath, textAt} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClusterPort, ListQuery} from '../kernel/ports.ts';
import {isHostProcess} from '../windows/options.ts';
import {liveOf, podsOf} from './workload-pods.ts';

/** Which pods a command is about, as the user said it. */
export type Selecting = {
  /** `KIND/NAME`, a pod's name, or null for every HostProcess pod in scope. */
  name: string | null;
  selector: string | null;
  /** null for all namespaces. */
  namespace: string | null;
  nodes: readonly string[];
};

/** The pods chosen: where they are listed and watched, and which of those count. */
export type Selection = {
  path: string;
  query: ListQuery;
  /** A single pod was named: following ends with it. */
  onePod: boolean;
  accepts(pod: KubeObject): boolean;
  title: string;
};

/** The kinds that have pods, by every name that kubectl takes for them. */
const SHORT: Record<string, string> = {
  po: 'Pod',
  ds: 'DaemonSet',
  deploy: 'Deployment',
  rs: 'ReplicaSet',
  sts: 'StatefulSet',
  cj: 'CronJob',
};

/** Resolves what the user named. A workload or pod that does not exist is refused in the server's words. */
export async function select(
  selecting: Selecting,
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Outcome<Selection>> {
  const {namespace, selector, nodes} = selecting;
  const onNode = (pod: KubeObject): boolean =>
    nodes.length === 0 || nodes.includes(textAt(pod, 'spec', 'nodeName') ?? '');
  if (selecting.name === null) {
    const path = namespace === null ? '/api/v1/pods' : `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
    const accepts = (pod: KubeObject): boolean => isHostProcess(objectAt(pod, 'spec')) && onNode(pod);
    const labels = selector === null ? '' : ` with ${selector}`;
    const on = nodes.length === 0 ? '' : ` on ${nodes.join(', ')}`;
    const scope = `${namespace === null ? 'any namespace' : `namespace ${namespace}`}${labels}${on}`;
    return done({
      path,
      query: selector === null ? {} : {labelSelector: selector},
      onePod: false,
      accepts,
      title: `HostProcess pods in ${scope}`,
    });
  }
  if (namespace === null)
    return refuse(
      'usage',
      'error: a resource cannot be retrieved by name across all namespaces',
      'Leave out -A and name its namespace with -n.',
    );
  if (selector !== null)
    return refuse('usage', 'error: a selector (-l) and a name cannot be given together', 'Leave out one of them.');
  const named = readName(selecting.name);
  if (!named)
    return refuse(
      'usage',
      `error: "${selecting.name}" is not KIND/NAME of something that has pods`,
      'Kinds: pod, daemonset, deployment, replicaset, statefulset, job.',
    );
  const live = await cluster.get(objectPath(named.kind, namespace, named.name), signal);
  if (!live.ok) return live;
  const object = {apiVersion: named.kind.apiVersion, kind: named.kind.kind, ...live.value};
  const where = podsOf(liveOf(named.kind, object));
  if (where === null)
    return refuse(
      'usage',
      `error: the pods of ${selecting.name} are not its own`,
      named.kind.kind === 'CronJob'
        ? 'Name one of its Jobs: kubectl get jobs'
        : 'Name a pod; its selector would choose every pod of the namespace.',
    );
  return done({
    ...where,
    onePod: named.kind.kind === 'Pod',
    accepts: onNode,
    title: `${named.kind.kind.toLowerCase()}/${named.name}`,
  });
}

/** Reads `daemonset/x`, `ds/x`, `daemonset.apps/x`, `pods/x` or a bare pod name. */
export function readName(text: string): {kind: ApiKind; name: string} | null {
  const [before, after, more] = text.split('/');
  if (more !== undefined || !before) return null;
  if (after === undefined) return {kind: kindNamed('pod') as ApiKind, name: before};
  const kind = kindNamed(before.toLowerCase().split('.')[0] ?? '');
  return kind && after !== '' ? {kind, name: after} : null;
}

function kindNamed(word: string): ApiKind | undefined {
  const full = (SHORT[word] ?? word).toLowerCase();
  return API_KINDS.find(each => each.template !== null && (each.kind.toLowerCase() === full || each.resource === full));
}
