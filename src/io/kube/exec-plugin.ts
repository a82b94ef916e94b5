import {spawn} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {listAt, objectAt, textAt, valueAt} from '../../kernel/objects.ts';
import {done, type Outcome, refuse} from '../../kernel/outcome.ts';
import type {Json, JsonObject} from '../../kernel/subjects.ts';
import {findProgram, startable} from '../program.ts';

/** A kubeconfig's `exec` entry with what surrounds it. */
export type ExecPlugin = {
  spec: JsonObject;
  user: string;
  /** Relative commands are meant from here. */
  folder: string;
  cluster: JsonObject;
  clusterFolder: string;
};

/** What a plugin gave: a token, a certificate with its key, or both; `expires` in ms since 1970, null for never. */
export type PluginCredential = {token: string | null; cert: Buffer | null; key: Buffer | null; expires: number | null};

const VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const LEARN_MORE =
  'To learn more: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins';

/**
 * Runs the plugin once (client-go plugin/pkg/client/auth/exec/exec.go). Standard input is the terminal's when the plugin
 * may ask and there is one; standard error is always ours, so that device codes are seen. Fails as `unreachable`.
 */
export async function runPlugin(
  plugin: ExecPlugin,
  env: {readonly [name: string]: string | undefined},
): Promise<Outcome<PluginCredential>> {
  const {spec} = plugin;
  const apiVersion = textAt(spec, 'apiVersion') ?? '';
  if (!VERSIONS.includes(apiVersion))
    return failed(
      `exec plugin: invalid apiVersion "${apiVersion}"`,
      'Let the cloud’s own tool write the kubeconfig anew.',
    );
  const mode = textAt(spec, 'interactiveMode') ?? 'IfAvailable';
  const interactive = mode !== 'Never' && process.stdin.isTTY === true;
  if (mode === 'Always' && !interactive)
    return failed(
      'exec plugin cannot support interactive mode: standard input is not a terminal',
      'Run it on a terminal.',
    );
  const command = textAt(spec, 'command') ?? '';
  const file = await findProgram(command, plugin.folder, env);
  const hint = textAt(spec, 'installHint');
  if (file === null)
    return failed(`exec: executable ${command} not found`, hint ?? `Install it, or put it on PATH. ${LEARN_MORE}`);
  const info = {
    kind: 'ExecCredential',
    apiVersion,
    spec: {
      ...(valueAt(spec, ['provideClusterInfo']) === true ? {cluster: await clusterInfo(plugin)} : {}),
      interactive,
    },
  };
  const own = listAt(spec, 'env').map(item => [textAt(item, 'name') ?? '', textAt(item, 'value') ?? ''] as const);
  const ran = await capture(file, listAt(spec, 'args').map(String), {
    env: {
      ...env,
      ...Object.fromEntries(own.filter(([name]) => name !== '')),
      KUBERNETES_EXEC_INFO: JSON.stringify(info),
    },
    interactive,
  });
  if (!ran.ok)
    return failed(`exec: executable ${command} failed with ${ran.problem.text}`, hint ?? 'See what it printed above.');
  return readCredential(ran.value, apiVersion, command);
}

const failed = (text: string, remedy: string): ReturnType<typeof refuse> =>
  refuse('unreachable', `Unable to connect to the server: getting credentials: ${text}`, remedy);

function readCredential(text: string, apiVersion: string, command: string): Outcome<PluginCredential> {
  let said: Json;
  try {
    said = JSON.parse(text) as Json;
  } catch {
    return failed(`exec: ${command} printed no ExecCredential`, 'Run it by hand to see what it prints.');
  }
  if (textAt(said, 'apiVersion') !== apiVersion)
    return failed(
      `exec plugin is configured to use API version ${apiVersion}, plugin returned version ${textAt(said, 'apiVersion')}`,
      'Make the two the same in the kubeconfig.',
    );
  const status = objectAt(said, 'status');
  const token = textAt(status, 'token') || null;
  const cert = textAt(status, 'clientCertificateData') || null;
  const key = textAt(status, 'clientKeyData') || null;
  if ((cert === null) !== (key === null) || (token === null && cert === null))
    return failed('exec plugin didn’t return a token or cert/key pair', `Log in again with ${command}.`);
  const expires = Date.parse(textAt(status, 'expirationTimestamp') ?? '');
  return done({
    token,
    cert: cert === null ? null : Buffer.from(cert),
    key: key === null ? null : Buffer.from(key),
    expires: Number.isNaN(expires) ? null : expires,
  });
}

/** The `cluster` of KUBERNETES_EXEC_INFO; the plugin's own settings are the extension `client.authentication.k8s.io/exec`. */
async function clusterInfo({cluster, clusterFolder}: ExecPlugin): Promise<JsonObject> {
  const file = textAt(cluster, 'certificate-authority');
  const data = textAt(cluster, 'certificate-authority-data');
  const read = data || !file ? null : await readFile(resolve(clusterFolder, file)).catch(() => null);
  const extension = listAt(cluster, 'extensions').find(
    item => textAt(item, 'name') === 'client.authentication.k8s.io/exec',
  );
  const config = valueAt(extension, ['extension']);
  return {
    server: textAt(cluster, 'server') ?? '',
    ...pick(cluster, ['tls-server-name', 'insecure-skip-tls-verify', 'proxy-url', 'disable-compression']),
    ...(data ? {'certificate-authority-data': data} : {}),
    ...(read ? {'certificate-authority-data': read.toString('base64')} : {}),
    ...(config === undefined ? {} : {config}),
  };
}

const pick = (from: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));

/** Its standard output, or (as the problem's text) how it ended. */
function capture(
  file: string,
  args: readonly string[],
  options: {env: NodeJS.ProcessEnv; interactive: boolean},
): Promise<Outcome<string>> {
  const start = startable(file, args, options.env);
  if (!start.ok) return Promise.resolve(start);
  const {file: program, args: given, verbatim} = start.value;
  return new Promise(resolve => {
    const child = spawn(program, [...given], {
      env: options.env,
      stdio: [options.interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
      windowsVerbatimArguments: verbatim,
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', error => resolve(refuse('unreachable', error.message)));
    child.on('close', (code, killed) =>
      resolve(
        code === 0
          ? done(Buffer.concat(chunks).toString('utf8'))
          : refuse('unreachable', killed ?? `exit code ${code}`),
      ),
    );
  });
}
