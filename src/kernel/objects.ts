import type {Json, JsonObject, Path} from './subjects.ts';

/** A Kubernetes object as JSON, whatever its kind. */
export type KubeObject = JsonObject & {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: JsonObject;
};

/** One kind of the API: where its objects live and, for workloads, where the pod template is in them. */
export type ApiKind = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resource: string;
  readonly namespaced: boolean;
  /** Path of the object that has `spec` of a pod; null when the kind carries none. */
  readonly template: Path | null;
};

const kind = (
  apiVersion: string,
  name: string,
  resource: string,
  template: Path | null,
  namespaced = true,
): ApiKind => ({
  apiVersion,
  kind: name,
  resource,
  namespaced,
  template,
});

export const POD: ApiKind = kind('v1', 'Pod', 'pods', []);

/** The kinds this program reads or writes. */
export const API_KINDS: readonly ApiKind[] = [
  POD,
  kind('apps/v1', 'DaemonSet', 'daemonsets', ['spec', 'template']),
  kind('apps/v1', 'Deployment', 'deployments', ['spec', 'template']),
  kind('apps/v1', 'ReplicaSet', 'replicasets', ['spec', 'template']),
  kind('apps/v1', 'StatefulSet', 'statefulsets', ['spec', 'template']),
  kind('batch/v1', 'Job', 'jobs', ['spec', 'template']),
  kind('batch/v1', 'CronJob', 'cronjobs', ['spec', 'jobTemplate', 'spec', 'template']),
  kind('v1', 'Namespace', 'namespaces', null, false),
  kind('v1', 'Node', 'nodes', null, false),
  kind('v1', 'Event', 'events', null),
];

/** The kind named so by an object (`apiVersion`, `kind`), or undefined when this program does not know it. */
export const apiKindOf = (object: {apiVersion?: Json; kind?: Json}): ApiKind | undefined =>
  API_KINDS.find(each => each.apiVersion === object.apiVersion && each.kind === object.kind);

/** The API path of a kind's collection; all namespaces when `namespace` is null. */
export function collectionPath(of: ApiKind, namespace: string | null): string {
  const group = of.apiVersion.includes('/') ? `/apis/${of.apiVersion}` : `/api/${of.apiVersion}`;
  return of.namespaced && namespace !== null
    ? `${group}/namespaces/${encodeURIComponent(namespace)}/${of.resource}`
    : `${group}/${of.resource}`;
}

export const objectPath = (of: ApiKind, namespace: string | null, name: string): string =>
  `${collectionPath(of, namespace)}/${encodeURIComponent(name)}`;

/** The kind's name as kubectl prints it: `daemonset.apps`, `pod`. */
export function kubectlKind(of: ApiKind): string {
  const group = of.apiVersion.includes('/') ? `.${of.apiVersion.split('/')[0]}` : '';
  return `${of.kind.toLowerCase()}${group}`;
}

/** The value at `path` in `root`, or undefined where a step does not exist. */
export function valueAt(root: Json | undefined, path: Path): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as {[key: string]: Json | undefined})[String(step)];
  }
  return value;
}

/** Reads that never throw: what is absent or of another type is null (or empty). */
export const textAt = (root: Json | undefined, ...path: Path): string | null => {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : null;
};
export const numberAt = (root: Json | undefined, ...path: Path): number | null => {
  const value = valueAt(root, path);
  return typeof value === 'number' ? value : null;
};
export const listAt = (root: Json | undefined, ...path: Path): readonly Json[] => {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value : [];
};
export const objectAt = (root: Json | undefined, ...path: Path): JsonObject => {
  const value = valueAt(root, path);
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
};
