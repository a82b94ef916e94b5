import {EPHEMERAL_LABEL} from '../facts/cluster/rights.ts';
import type {ExitCode} from '../kernel/exit.ts';
import {API_KINDS, type ApiKind, collectionPath, type KubeObject, listAt, textAt} from '../kernel/objects.ts';
import {done, type Outcome, type Problem, problem, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, TerminalPort} from '../kernel/ports.ts';
import {objectName} from './plan.ts';
import {type Removal, removeAndConfirm} from './removal.ts';
import {type Live, liveOf} from './workload-pods.ts';

/** A short-lived object that some run left behind: whose it is, on which nodes, and since when nobody should need it. */
export type Leftover = {
  live: Live;
  owner: string | null;
  expires: string | null;
  expired: boolean;
  nodes: readonly string[];
};

const CONFIRM_MS = 60_000;
const SELECTOR = `${EPHEMERAL_LABEL}=true,app.kubernetes.io/managed-by=kubectl-hostprocess`;

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

/** What removing came to; `exit` is 2 when something was refused, 3 when the end of something was not confirmed. */
export type CleanedUp = {removals: readonly Removal[]; exit: ExitCode};

/** What would be removed: what has expired, or all of it. */
export const removable = (found: readonly Leftover[], all: boolean): readonly Leftover[] =>
  found.filter(each => all || each.expired);

/** Removes what was chosen, after asking unless `yes`; one refusal stops no other removal. */
export async function removeLeftovers(
  chosen: readonly Leftover[],
  options: {yes: boolean; terminal: TerminalPort; cluster: ClusterPort; clock: ClockPort; signal: AbortSignal},
): Promise<Outcome<CleanedUp>> {
  const agreed = options.yes ? done(true) : await ask(chosen.length, options.terminal);
  if (!agreed.ok) return agreed;
  if (!agreed.value) return {ok: false, problem: problem('declined', 'Nothing was removed.')};
  const removals = await removeAndConfirm(
    chosen.map(each => each.live),
    {...options, timeoutMs: CONFIRM_MS},
  );
  const came = (is: Removal['is']): boolean => removals.some(removal => removal.is === is);
  return done({removals, exit: came('refused') ? 2 : came('unconfirmed') ? 3 : 0});
}

async function ask(count: number, terminal: TerminalPort): Promise<Outcome<boolean>> {
  if (terminal.interactive) return terminal.confirm(`Remove ${count} object${count === 1 ? '' : 's'}?`);
  return refuse(
    'usage',
    'error: this removes objects, and there is nobody to ask',
    'Add --yes to agree, or --dry-run to look first.',
  );
}

/** A leftover as a row of a table: namespace, object, nodes, owner, expiry, state. */
export const leftoverRow = ({live, nodes, owner, expires, expired}: Leftover): readonly string[] => [
  live.namespace,
  objectName(live),
  nodes.join(',') || '<none>',
  owner ?? '<unknown>',
  expires ?? '<unknown>',
  expired ? 'expired' : 'not expired',
];
