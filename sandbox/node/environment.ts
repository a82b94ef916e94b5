import {setTimeout as sleep} from 'node:timers/promises';
import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {expandVariables} from '../../src/windows/expansion.ts';
import type {Api} from './api.ts';

/** A container's variables, or what the kubelet says when a source is not there (CreateContainerConfigError). */
type ResolvedEnvironment = {is: 'known'; env: ReadonlyMap<string, string>} | {is: 'missing'; message: string};

type Source = {kind: 'configmap' | 'secret'; path: string; name: string};

function sourceOf(reference: JsonObject, kind: Source['kind'], namespace: string): Source {
  const name = textAt(reference, 'name') ?? '';
  return {kind, name, path: `/api/v1/namespaces/${namespace}/${kind}s/${name}`};
}

/** The data of a ConfigMap or Secret as text, or null when it is not there. */
async function read(api: Api, source: Source): Promise<ReadonlyMap<string, string> | null> {
  const {status, body} = await api.send('GET', source.path);
  if (status !== 200) return null;
  const decode = (value: Json): string =>
    source.kind === 'secret' ? Buffer.from(String(value), 'base64').toString() : String(value);
  return new Map(Object.entries(objectAt(body, 'data')).map(([key, value]) => [key, decode(value)]));
}

/** The value of a `fieldRef`, for the paths that the downward API has (k8s.io/kubernetes pkg/fieldpath). */
function fieldValue(pod: JsonObject, path: string): string {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript) return textAt(pod, 'metadata', subscript[1] ?? '', subscript[2] ?? '') ?? '';
  if (path === 'status.hostIP' || path === 'status.podIP') return '127.0.0.1';
  return String(valueAt(pod, path.split('.')) ?? '');
}

const TRIES = 50;

/**
 * The variables that every container gets, with service links or without; null when they cannot be had. A kubelet has the services in
 * a cache and starts nothing before: a request that is lost must not become a container without them.
 */
async function apiServerVariables(api: Api): Promise<[string, string][] | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const {body} = await api.send('GET', '/api/v1/namespaces/default/services/kubernetes');
    const host = textAt(body, 'spec', 'clusterIP');
    const port = valueAt(body, ['spec', 'ports', 0, 'port']);
    if (host !== null)
      return [
        ['KUBERNETES_SERVICE_HOST', host],
        ['KUBERNETES_SERVICE_PORT', String(port)],
      ];
    await sleep(100);
  }
  return null;
}

/**
 * The environment the kubelet makes for a container: `envFrom`, then `env` in its order, `$(NAME)` expanded in `value:` only
 * (k8s.io/kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables). Of the services only the API server's own is there.
 */
export async function resolveEnvironment(api: Api, pod: JsonObject, container: Json): Promise<ResolvedEnvironment> {
  const namespace = textAt(pod, 'metadata', 'namespace') ?? '';
  const services = await apiServerVariables(api);
  if (services === null) return {is: 'missing', message: NO_SERVICES};
  const env = new Map(services);
  for (const entry of listAt(container, 'envFrom')) {
    const kind = valueAt(entry, ['secretRef']) === undefined ? 'configmap' : 'secret';
    const reference = objectAt(entry, kind === 'secret' ? 'secretRef' : 'configMapRef');
    const source = sourceOf(reference, kind, namespace);
    const data = await read(api, source);
    if (data === null && reference['optional'] !== true) return {is: 'missing', message: notFound(source)};
    for (const [key, value] of data ?? []) env.set(`${textAt(entry, 'prefix') ?? ''}${key}`, value);
  }
  for (const entry of listAt(container, 'env')) {
    const value = await resolveEntry(api, pod, entry, env);
    if (value !== null && typeof value === 'object') return value;
    if (value !== null) env.set(textAt(entry, 'name') ?? '', value);
  }
  return {is: 'known', env};
}

async function resolveEntry(
  api: Api,
  pod: JsonObject,
  entry: Json,
  env: ReadonlyMap<string, string>,
): Promise<string | null | {is: 'missing'; message: string}> {
  const from = objectAt(entry, 'valueFrom');
  const field = textAt(from, 'fieldRef', 'fieldPath');
  if (field !== null) return fieldValue(pod, field);
  const kind =
    from['secretKeyRef'] !== undefined ? 'secret' : from['configMapKeyRef'] !== undefined ? 'configmap' : null;
  if (kind === null) return expandVariables(textAt(entry, 'value') ?? '', env);
  const reference = objectAt(from, kind === 'secret' ? 'secretKeyRef' : 'configMapKeyRef');
  const source = sourceOf(reference, kind, textAt(pod, 'metadata', 'namespace') ?? '');
  const key = textAt(reference, 'key') ?? '';
  const data = await read(api, source);
  const value = data?.get(key);
  if (value !== undefined) return value;
  if (reference['optional'] === true) return null;
  const place = `${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${textAt(pod, 'metadata', 'namespace')}/${source.name}`;
  return {is: 'missing', message: data === null ? notFound(source) : `couldn't find key ${key} in ${place}`};
}

/** k8s.io/kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables. */
const NO_SERVICES = 'services have not yet been read at least once, cannot construct envvars';

const notFound = (source: Source): string => `${source.kind} "${source.name}" not found`;

/** What a pod's volumes lack, in the words of the kubelet's FailedMount event; null when every ConfigMap and Secret is there. */
export async function missingVolume(api: Api, pod: JsonObject): Promise<string | null> {
  const namespace = textAt(pod, 'metadata', 'namespace') ?? '';
  for (const volume of listAt(pod, 'spec', 'volumes')) {
    const configMap = objectAt(volume, 'configMap');
    const secret = objectAt(volume, 'secret');
    const kind = configMap['name'] !== undefined ? 'configmap' : secret['secretName'] !== undefined ? 'secret' : null;
    if (kind === null || (kind === 'secret' ? secret : configMap)['optional'] === true) continue;
    const reference = kind === 'secret' ? {name: secret['secretName'] ?? ''} : configMap;
    const source = sourceOf(reference, kind, namespace);
    if ((await read(api, source)) === null) {
      return `MountVolume.SetUp failed for volume "${textAt(volume, 'name')}" : ${notFound(source)}`;
    }
  }
  return null;
}
