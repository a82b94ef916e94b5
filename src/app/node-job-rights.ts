import {rightText} from '../facts/cluster/rights.ts';
import {type Problem, problem} from '../kernel/outcome.ts';
import type {AccessReview, ClusterPort} from '../kernel/ports.ts';
import type {Purpose} from './node-job.ts';

type Right = Omit<AccessReview, 'namespace'>;

const ALWAYS: readonly Right[] = [
  {verb: 'create', group: 'batch', resource: 'jobs'},
  {verb: 'delete', group: 'batch', resource: 'jobs'},
  {verb: 'get', group: 'batch', resource: 'jobs'},
  {verb: 'list', group: '', resource: 'pods'},
  {verb: 'watch', group: '', resource: 'pods'},
];
const LOG: Right = {verb: 'get', group: '', resource: 'pods', subresource: 'log'};
/**
 * A web socket begins with a GET, and what it does is a create: the API server asks for both from 1.35 on
 * (AuthorizePodWebsocketUpgradeCreatePermission), seen on 1.36.
 */
const EXEC: readonly Right[] = ['get', 'create'].map(verb => ({
  verb,
  group: '',
  resource: 'pods',
  subresource: 'exec',
}));

/** What is done with a short-lived Job of each purpose, as rights. */
const RIGHTS: {readonly [purpose in Purpose]: readonly Right[]} = {
  probe: [...ALWAYS, LOG],
  exec: [...ALWAYS, ...EXEC],
  shell: [...ALWAYS, ...EXEC],
};

/**
 * Asks the server, before anything is created, for every right that a Job of this purpose needs; null when all are there, else all that
 * lack in one sentence. A right that cannot be asked about counts as there: the server then says so itself.
 */
export async function missingRights(
  purpose: Purpose,
  namespace: string,
  cluster: ClusterPort,
  signal: AbortSignal,
): Promise<Problem | null> {
  const asked = await Promise.all(
    RIGHTS[purpose].map(async right => {
      const answer = await cluster.allowed({...right, namespace}, signal);
      return answer.ok && !answer.value.allowed ? [rightText(right)] : [];
    }),
  );
  const lacking = asked.flat();
  if (lacking.length === 0) return null;
  const instead = lacking.every(right => right.includes('/exec'))
    ? 'kubectl hostprocess run admin-check still works: it needs Jobs and logs only.'
    : 'kubectl hostprocess doctor still works: it only reads.';
  return problem(
    'forbidden',
    `error: you may not ${lacking.join(', ')} in namespace ${namespace}, which ${purpose} needs; nothing was created`,
    `Ask for it, or name another namespace with -n. Without it ${instead}`,
    403,
  );
}
