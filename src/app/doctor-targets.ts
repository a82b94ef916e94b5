import type {NodeFacts} from '../facts/cluster/nodes.ts';
import {isWindows} from '../facts/cluster/nodes.ts';
import {objectPath, POD} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import {nodeNamed} from './ephemeral.ts';
import {readName} from './selection.ts';
import {type Live, liveOf} from './workload-pods.ts';

/** What a doctor's visit is narrowed to: nodes by name, and live pods and workloads. */
export type Targets = {nodes: readonly string[]; lives: readonly Live[]};

/**
 * Resolves `win-2`, `node/win-2`, `pod/x`, `ds/y`; a name alone is a node's. What does not exist is refused in the server's words, what
 * has no pods in ours.
 */
export async function resolveTargets(
  names: readonly string[],
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Outcome<Targets>> {
  const {namespace} = cluster.target;
  const nodes: string[] = [];
  const lives: Live[] = [];
  for (const name of new Set(names)) {
    const node = nodeNamed(name);
    const named = node === null ? readName(name) : null;
    if (node !== null) nodes.push(node);
    else if (named === null)
      return refuse(
        'usage',
        `error: "${name}" is neither a node nor something that has pods`,
        'Kinds: node, pod, daemonset, deployment, replicaset, statefulset, job, cronjob.',
      );
    else {
      const live = await cluster.get(objectPath(named.kind, namespace, named.name), signal);
      if (!live.ok) return live;
      lives.push(liveOf(named.kind, {apiVersion: named.kind.apiVersion, kind: named.kind.kind, ...live.value}));
    }
  }
  return done({nodes: [...new Set(nodes)], lives});
}

/** Whether the nodes that were named are there and run Windows; a sentence with the right names, or the right command, when not. */
export async function checkNodes(
  names: readonly string[],
  nodes: readonly NodeFacts[],
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Outcome<null>> {
  const windows = nodes.filter(isWindows).map(node => node.name);
  const some = `Windows nodes: ${windows.slice(0, 5).join(', ') || 'none'}${windows.length > 5 ? ', …' : ''}`;
  for (const name of names) {
    const found = nodes.find(node => node.name === name);
    if (found && isWindows(found)) continue;
    if (found)
      return refuse('usage', `error: ${name} is a ${found.os ?? 'not a Windows'} node; doctor looks at Windows`, some);
    const {namespace} = cluster.target;
    const pod = await cluster.get(objectPath(POD, namespace, name), signal);
    if (pod.ok)
      return refuse(
        'usage',
        `error: ${name} is a pod, and a name without a kind is a node’s`,
        `Use kubectl hostprocess doctor pod/${name} -n ${namespace}`,
      );
    const isKind = /^no(?:des?)?$/i.test(name) || readName(`${name}/x`) !== null;
    return refuse(
      'not-found',
      `Error from server (NotFound): nodes "${name}" not found`,
      isKind ? `A kind and a name are one word: ${name}/NAME` : some,
    );
  }
  return done(null);
}
