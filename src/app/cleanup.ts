import {API_KINDS, type ApiKind, collectionPath, type KubeObject, listAt, textAt} from '../kernel/objects.ts';
import {done, type Outcome, type Problem} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort} from '../kernel/ports.ts';
import {objectName} from './plan.ts';
import {type Live, liveOf} from './workload-pods.ts';

/** A short-lived object that some run left behind: whose it is, on which nodes, and since when nobody should need it. */
export type Leftover = {
  live: Live;
  owner: string | null;
  expires: string | null;
  expired: boolean;
  nodes: readonly string[];
};

const SELECTOR = 'hostprocess.dev/ephemeral=true,app.kubernetes.io/managed-by=kubectl-hostprocess';

/**
 * Finds what short-lived runs left, in one namespace or (null) in all. Pods that belong to a found Job are counted with it.
 * An object without a readable expiry is never called expired.
 */
export async function findLeftovers(options: {
  cluster: ClusterPort;
  clock: ClockPort;
  namespace: string | null;
  signal: AbortSignal;
}): Promise<Outcome<readonly Leftover[]>> {
  const kinds = API_KINDS.filter(each => each.kind === 'Job' || each.kind === 'Pod');
  const found: KubeObject[][] = [];
  for (const kind of kinds) {
    const path = collectionPath(kind, options.namespace);
    const listed = await options.cluster.list(path, {labelSelector: SELECTOR}, object => object, options.signal);
    if (!listed.ok) return {ok: false, problem: explainScope(listed.problem, options.namespace)};
    found.push(listed.value.map(object => ({...object, apiVersion: kind.apiVersion, kind: kind.kind})));
  }
  const all = found.flat();
  const roots = all.filter(
    object =>
      !listAt(object, 'metadata', 'ownerReferences').some(owner =>
        all.some(other => uidOf(other) === textAt(owner, 'uid')),
      ),
  );
  return done(
    roots
      .map(object => leftoverOf(object, all, kinds, options.clock.now()))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  );
}

function leftoverOf(object: KubeObject, all: readonly KubeObject[], kinds: readonly ApiKind[], now: Date): Leftover {
  const kind = kinds.find(each => each.kind === object.kind) as ApiKind;
  const expires = textAt(object, 'metadata', 'annotations', 'hostprocess.dev/expires');
  const time = expires === null ? Number.NaN : Date.parse(expires);
  const own = all.filter(
    each =>
      uidOf(each) === uidOf(object) ||
      listAt(each, 'metadata', 'ownerReferences').some(owner => textAt(owner, 'uid') === uidOf(object)),
  );
  const nodes = own.map(pod => textAt(pod, 'spec', 'nodeName')).filter(node => node !== null);
  return {
    live: liveOf(kind, object),
    owner: textAt(object, 'metadata', 'annotations', 'hostprocess.dev/owner'),
    expires,
    expired: !Number.isNaN(time) && time <= now.getTime(),
    nodes: [...new Set(nodes)].sort(),
  };
}

const uidOf = (object: KubeObject): string | null => textAt(object, 'metadata', 'uid');
const keyOf = (leftover: Leftover): string => `${leftover.live.namespace}/${leftover.live.name}`;

const explainScope = (problem: Problem, namespace: string | null): Problem =>
  problem.is === 'forbidden' && namespace === null
    ? {...problem, remedy: 'Without rights on all namespaces, name one: kubectl hostprocess cleanup -n NAMESPACE'}
    : problem;

/** A leftover as a row of a table: namespace, object, nodes, owner, expiry, state. */
export const leftoverRow = ({live, nodes, owner, expires, expired}: Leftover): readonly string[] => [
  live.namespace,
  objectName(live),
  nodes.join(',') || '<none>',
  owner ?? '<unknown>',
  expires ?? '<unknown>',
  expired ? 'expired' : 'not expired',
];
