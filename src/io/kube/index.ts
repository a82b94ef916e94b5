import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {ClusterPort} from '../../kernel/ports.ts';
import {resolveAccess} from './access.ts';
import {credentialsOf} from './credentials.ts';
import type {ClusterOptions} from './options.ts';
import {proxyFor, proxyRefusal} from './proxy.ts';
import {get, lines, list} from './reads.ts';
import {allowed, whoAmI} from './reviews.ts';
import {openTransport} from './transport.ts';
import {watch} from './watch.ts';
import {apply, create, remove} from './writes.ts';

export type {ClusterOptions} from './options.ts';

/** A cluster that is talked to over kept-alive connections until `close`. */
export type ClusterConnection = ClusterPort & {close(): void};

/**
 * Finds out which cluster is meant and as whom. Nothing is sent yet and no plugin is run: the first call does. Fails when the
 * kubeconfig or a flag cannot be used.
 */
export async function connect(options: ClusterOptions): Promise<Outcome<ClusterConnection>> {
  const access = await resolveAccess(options);
  if (!access.ok) return access;
  const {target, server, proxyUrl, user} = access.value;
  const limit = options.requestTimeoutMs ?? 0;
  if (!Number.isFinite(limit) || limit < 0)
    return refuse(
      'usage',
      'error: --request-timeout is not a length of time',
      'Write it like 30s or 1m; 0 means none.',
    );
  const proxy = proxyFor(server, proxyUrl, options.env);
  const refusal = proxy === null ? null : proxyRefusal(proxy);
  if (refusal !== null) return refusal;
  const transport = openTransport({
    access: access.value,
    credentials: credentialsOf(user, options.env),
    requestTimeoutMs: limit === 0 ? null : limit,
    proxy: proxy?.url ?? null,
    warn: options.warn,
  });
  return done({
    target,
    get: (path, signal) => get(transport, path, signal),
    async list(path, query, keep, signal) {
      const listed = await list(transport, path, query, keep, signal);
      return listed.ok ? done(listed.value.items) : listed;
    },
    lines: (path, keep, signal) => lines(transport, path, keep, signal),
    watch: (path, query, signal) => watch(transport, path, query, signal),
    apply: (object, of, how, signal) => apply(transport, {object, of, namespace: target.namespace, ...how}, signal),
    create: (object, of, how, signal) => create(transport, {object, of, namespace: target.namespace, ...how}, signal),
    remove: (path, uid, how, signal) => remove(transport, path, uid, how, signal),
    allowed: (review, signal) => allowed(transport, review, signal),
    whoAmI: signal => whoAmI(transport, signal),
    async *logs(pod, query, signal) {
      const {logs} = await import('./logs.ts');
      yield* logs(transport, pod, query, signal);
    },
    async exec(pod, request, signal) {
      const {exec} = await import('./exec.ts');
      return exec(transport, pod, request, signal);
    },
    close: () => transport.close(),
  });
}
