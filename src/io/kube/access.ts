import {readFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {ClusterTarget} from '../../kernel/ports.ts';
import type {JsonObject} from '../../kernel/subjects.ts';
import type {ExecPlugin} from './exec-plugin.ts';
import {impersonation} from './impersonation.ts';
import {type Entry, type Kubeconfig, loadKubeconfig} from './kubeconfig.ts';
import type {ClusterOptions} from './options.ts';

/** Who we are: at most one of these is used, in the order token, tokenFile, exec; the certificate goes with any. */
export type UserAccess = {
  token: string | null;
  tokenFile: string | null;
  cert: Buffer | null;
  key: Buffer | null;
  exec: ExecPlugin | null;
};

/** Everything needed to talk to one cluster as one user. */
export type Access = {
  target: ClusterTarget;
  /** The server with its path, as every request's path is put behind it; ends without a slash. */
  server: string;
  tls: {ca: Buffer | null; servername: string | null; insecure: boolean};
  user: UserAccess;
  /** Impersonation headers; a list is sent as several headers. */
  headers: {readonly [name: string]: string | readonly string[]};
  /** `proxy-url` of the cluster's entry. */
  proxyUrl: string | null;
};

const NOTHING: Entry = {value: {}, folder: '.'};
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Decides cluster, user and namespace from flags, kubeconfig and, in a pod without one, its service account. */
export async function resolveAccess(options: ClusterOptions): Promise<Outcome<Access>> {
  const loaded = await loadKubeconfig(options);
  if (!loaded.ok) return loaded;
  const config = loaded.value;
  const empty = config.contexts.size + config.clusters.size + config.users.size === 0;
  if (empty && !options.kubeconfig && !options.server) {
    const inside = await inClusterAccess(options);
    if (inside !== null) return inside;
  }
  const chosen = choose(config, options);
  return chosen.ok ? complete(options, chosen.value) : chosen;
}

type Chosen = {context: string | null; cluster: Entry; user: Entry; userName: string | null; namespace: string};

/** Follows --context, --cluster and --user; a name that is nowhere is refused with the names that are. */
function choose(config: Kubeconfig, options: ClusterOptions): Outcome<Chosen> {
  const name = options.context || config.current;
  const context = name === null ? NOTHING : config.contexts.get(name);
  if (context === undefined) return noSuch('context', name, config.contexts);
  const clusterName = options.cluster || textAt(context.value, 'cluster');
  const userName = options.user || textAt(context.value, 'user');
  const cluster = clusterName ? config.clusters.get(clusterName) : NOTHING;
  if (cluster === undefined) return noSuch('cluster', clusterName, config.clusters);
  const user = userName ? config.users.get(userName) : NOTHING;
  if (user === undefined) return noSuch('user', userName, config.users);
  if (!options.server && !textAt(cluster.value, 'server')) {
    if (config.files.length === 0) {
      const named = options.env['KUBECONFIG'];
      return refuse(
        'unreachable',
        named
          ? `error: no cluster is configured: $KUBECONFIG names ${named}, which does not exist`
          : 'error: no cluster is configured: there is no kubeconfig file and this is not a pod',
        named
          ? 'Unset it to use ~/.kube/config, or name another file with --kubeconfig.'
          : 'Set $KUBECONFIG, name a file with --kubeconfig, or put one at ~/.kube/config.',
      );
    }
    return refuse(
      'unreachable',
      `error: no server is known: ${name === null ? 'current-context is not set' : `context "${name}" names no cluster`} in ${config.files.join(', ')}`,
      'Choose one: kubectl config get-contexts, then kubectl config use-context NAME or --context NAME.',
    );
  }
  return done({
    context: name,
    cluster,
    user,
    userName: userName || null,
    namespace: options.namespace || textAt(context.value, 'namespace') || 'default',
  });
}

function noSuch(what: string, name: string | null, known: ReadonlyMap<string, Entry>): ReturnType<typeof refuse> {
  const kubectl = what === 'user' ? 'auth info' : what;
  const names = [...known.keys()].sort();
  return refuse(
    'usage',
    `error: ${kubectl} "${name}" does not exist`,
    names.length === 0 ? 'The kubeconfig has none.' : `The kubeconfig has: ${names.join(', ')}.`,
  );
}

async function complete(options: ClusterOptions, chosen: Chosen): Promise<Outcome<Access>> {
  const cluster = chosen.cluster.value;
  const tlsName = options.tlsServerName ?? (options.server ? null : textAt(cluster, 'tls-server-name'));
  const insecure = options.insecureSkipTlsVerify ?? valueAt(cluster, ['insecure-skip-tls-verify']) === true;
  const ca = await bytesOf(chosen.cluster, 'certificate-authority', options.certificateAuthority);
  if (!ca.ok) return ca;
  const caRefused = insecure && ca.value !== null && !(options.insecureSkipTlsVerify && !options.certificateAuthority);
  if (caRefused)
    return refuse(
      'usage',
      'error: specifying a root certificates file with the insecure flag is not allowed',
      'Leave out --insecure-skip-tls-verify (or insecure-skip-tls-verify in the kubeconfig).',
    );
  const user = await userAccess(options, chosen);
  if (!user.ok) return user;
  const headers = impersonation(options, chosen.user.value);
  if (!headers.ok) return headers;
  const tls = {ca: insecure ? null : ca.value, servername: tlsName || null, insecure};
  const server = serverUrl(
    options.server || textAt(cluster, 'server') || '',
    tls.ca !== null || insecure || user.value.cert !== null,
  );
  if (!server.ok) return server;
  return done({
    target: {server: server.value, context: chosen.context, namespace: chosen.namespace, user: chosen.userName},
    server: server.value,
    tls,
    user: user.value,
    headers: headers.value,
    proxyUrl: textAt(cluster, 'proxy-url') || null,
  });
}

/** A server without a scheme is http unless something about TLS is configured (client-go rest/url_utils.go). */
function serverUrl(text: string, tls: boolean): Outcome<string> {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${tls ? 'https' : 'http'}://${text}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    return refuse('usage', `error: "${text}" is not the address of a server`, 'Write it as https://HOST:PORT.');
  return done(`${url.protocol}//${url.host}${url.pathname}`.replace(/\/+$/, ''));
}

async function userAccess(options: ClusterOptions, chosen: Chosen): Promise<Outcome<UserAccess>> {
  const user = chosen.user.value;
  const name = chosen.userName ?? '';
  if (!options.token && (textAt(user, 'username') || textAt(user, 'password')))
    return refuse(
      'usage',
      `error: user "${name}" logs in with a password, which API servers no longer take`,
      'Use a token, a client certificate or an exec plugin.',
    );
  if (!options.token && user['auth-provider'] !== undefined)
    return refuse(
      'usage',
      `error: user "${name}" has an auth-provider, which kubectl dropped in 1.26`,
      'Let the cloud’s own tool write the kubeconfig anew; it will use an exec plugin.',
    );
  const cert = await bytesOf(chosen.user, 'client-certificate', options.clientCertificate);
  if (!cert.ok) return cert;
  const key = await bytesOf(chosen.user, 'client-key', options.clientKey);
  if (!key.ok) return key;
  if ((cert.value === null) !== (key.value === null))
    return refuse(
      'usage',
      `error: a client ${cert.value === null ? 'key' : 'certificate'} was given without its ${cert.value === null ? 'certificate' : 'key'}`,
      'Give both: --client-certificate and --client-key.',
    );
  const tokenFile = options.token ? null : textAt(user, 'tokenFile');
  const exec = objectAt(user, 'exec');
  return done({
    token: options.token || (tokenFile ? null : textAt(user, 'token') || null),
    tokenFile: tokenFile ? resolve(chosen.user.folder, tokenFile) : null,
    cert: cert.value,
    key: key.value,
    exec:
      Object.keys(exec).length === 0
        ? null
        : {spec: exec, user: name, folder: chosen.user.folder, ...clusterInfo(chosen)},
  });
}

/** What an exec plugin with provideClusterInfo is told of the cluster; its own part is an extension of the entry. */
const clusterInfo = (chosen: Chosen): {cluster: JsonObject; clusterFolder: string} => ({
  cluster: chosen.cluster.value,
  clusterFolder: chosen.cluster.folder,
});

/** The bytes of `<field>-data` or of the file `<field>`; a flag's file (from the working directory) wins over both. */
async function bytesOf(entry: Entry, field: string, flag: string | undefined): Promise<Outcome<Buffer | null>> {
  const data = textAt(entry.value, `${field}-data`);
  if (!flag && data) return done(Buffer.from(data, 'base64'));
  const named = flag || textAt(entry.value, field);
  if (!named) return done(null);
  const file = flag ? resolve(flag) : resolve(entry.folder, named);
  try {
    return done(await readFile(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return refuse(
      'usage',
      `error: ${flag ? `--${field}` : `${field} of the kubeconfig`} ${file} cannot be read: ${code === 'ENOENT' ? 'it does not exist' : code}`,
      'Check the path and who may read the file.',
    );
  }
}

/** A pod's own access (client-go rest/config.go, InClusterConfig); null when this is no pod. */
async function inClusterAccess(options: ClusterOptions): Promise<Outcome<Access> | null> {
  const host = options.env['KUBERNETES_SERVICE_HOST'];
  const port = options.env['KUBERNETES_SERVICE_PORT'];
  const folder = options.serviceAccountFolder ?? SERVICE_ACCOUNT;
  const tokenFile = join(folder, 'token');
  const read = (file: string): Promise<Buffer | null> => readFile(file).catch(() => null);
  if (!host || !port || (await read(tokenFile)) === null) return null;
  const namespace = options.namespace || options.env['POD_NAMESPACE'] || (await read(join(folder, 'namespace')));
  return complete(options, {
    context: null,
    cluster: {
      value: {server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`, 'certificate-authority': 'ca.crt'},
      folder,
    },
    user: {value: {tokenFile}, folder},
    userName: null,
    namespace: String(namespace ?? '').trim() || 'default',
  });
}
