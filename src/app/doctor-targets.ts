import type {NodeFacts} from '../facts/cluster/nodes.ts';
import {isWindows} from '../facts/cluster/nodes.ts';
import {objectPath} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClusterPort} from '../kernel/ports.ts';
import {readName} from './selection.ts';
import {type Live, liveOf} from './workload-pods.ts';

/** What a doctor's visit is narrowed to: nodes by name, and live pods and workloads. */
export type Targets = {nodes: readonly string[]; lives: readonly Live[]};

/** Resolves `node/win-2`, `pod/x`, `ds/y`; what does not exist is refused in the server's words, what has no kind in ours. */
export async function resolveTargets(
  names: readonly string[],
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Outcome<Targets>> {
  const {namespace} = cluster.target;
  const nodes: string[] = [];
  const lives: Live[] = [];
  for (const name of names) {
    const node = /^(?:no|nodes?)\/([^/]+)$/i.exec(name)?.[1];
    const named = name.includes('/') ? readName(name) : null;
    if (node !== undefined) nodes.push(node);
    else if (named === null)
      return refuse(
        'usage',
        name.includes('/')
          ? `error: "${name}" is neither a node nor something that has pods`
          : `error: "${name}" names no kind`,
        name.includes('/')
          ? 'Kinds: node, pod, daemonset, deployment, replicaset, statefulset, job, cronjob.'
          : `Write node/${name}, pod/${name} or daemonset/${name}.`,
      );
    else {
      const live = await cluster.get(objectPath(named.kind, namespace, named.name), signal);
      if (!live.ok) return live;
      lives.push(liveOf(named.kind, {apiVersion: named.kind.apiVersion, kind: named.kind.kind, ...live.value}));
    }
  }
  return done({nodes, lives});
}

/** Whether the nodes that were named are there and run Windows; a sentence with the right names when not. */
export function checkNodes(names: readonly string[], nodes: readonly NodeFacts[]): Outcome<null> {
  const windows = nodes.filter(isWindows).map(node => node.name);
  const some = `Windows nodes: ${windows.slice(0, 5).join(', ') || 'none'}${windows.length > 5 ? ', …' : ''}`;
  for (const name of names) {
    const found = nodes.find(node => node.name === name);
    if (!found) return refuse('not-found', `Error from server (NotFound): nodes "${name}" not found`, some);
    if (!isWindows(found))
      return refuse('usage', `error: ${name} is a ${found.os ?? 'not a Windows'} node; doctor looks at Windows`, some);
  }
  return done(null);
}
