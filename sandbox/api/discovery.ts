import type {JsonObject} from '../../src/kernel/subjects.ts';
import {apiVersionOf, type Resource, VERBS} from './resources.ts';

type GroupVersion = {readonly group: string; readonly version: string; readonly resources: readonly Resource[]};
type Group = {readonly name: string; readonly versions: readonly GroupVersion[]};

/** A subresource's verbs, and its kind where that is not the parent's. */
type Subresource = {
  readonly verbs: readonly string[];
  readonly kind?: string;
  readonly group?: string;
  readonly version?: string;
};

const CHANGED: Subresource = {verbs: ['get', 'patch', 'update']};
const STREAMED = ['create', 'get'];
const PROXIED = ['create', 'delete', 'get', 'patch', 'update'];

/** As a real 1.36 API server's discovery gives them. */
const SUBRESOURCES: Readonly<Record<string, Subresource>> = {
  'pods/attach': {verbs: STREAMED, kind: 'PodAttachOptions'},
  'pods/binding': {verbs: ['create'], kind: 'Binding'},
  'pods/eviction': {verbs: ['create'], kind: 'Eviction', group: 'policy', version: 'v1'},
  'pods/exec': {verbs: STREAMED, kind: 'PodExecOptions'},
  'pods/log': {verbs: ['get']},
  'nodes/proxy': {verbs: PROXIED, kind: 'NodeProxyOptions'},
  'namespaces/finalize': {verbs: ['update']},
};
const SCALE: Subresource = {...CHANGED, kind: 'Scale', group: 'autoscaling', version: 'v1'};

const subresourceOf = ({plural}: Resource, name: string): Subresource =>
  SUBRESOURCES[`${plural}/${name}`] ?? (name === 'scale' ? SCALE : CHANGED);

/** What can be done with a kind's objects; the answers to reviews are not kept, and namespaces go one by one. */
export function verbsOf({group, plural}: Resource): readonly string[] {
  if (REVIEW_GROUPS.includes(group)) return ['create'];
  return group === '' && plural === 'namespaces' ? VERBS.filter(verb => verb !== 'deletecollection') : VERBS;
}

const REVIEW_GROUPS = ['authentication.k8s.io', 'authorization.k8s.io'];

/** Groups in the real server's order, which decides between kinds of one name; those of custom resources come behind. */
const ORDER = [
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'batch',
  'rbac.authorization.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
];

function groupsOf(resources: readonly Resource[]): readonly Group[] {
  const names = [...new Set(resources.map(each => each.group))];
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return names
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(name => {
      const inGroup = resources.filter(each => each.group === name);
      const versions = [...new Set(inGroup.map(each => each.version))].sort(laterFirst);
      return {
        name,
        versions: versions.map(version => ({
          group: name,
          version,
          resources: inGroup.filter(each => each.version === version).sort((a, b) => (a.plural < b.plural ? -1 : 1)),
        })),
      };
    });
}

/** v2, v1, v2beta1, v1beta2, v1alpha1, then whatever is no version. */
function laterFirst(a: string, b: string): number {
  const [left, right] = [versionParts(a), versionParts(b)];
  return right.stage - left.stage || right.major - left.major || right.minor - left.minor || (a < b ? -1 : 1);
}

function versionParts(text: string): {stage: number; major: number; minor: number} {
  const found = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(text);
  if (!found) return {stage: 0, major: 0, minor: 0};
  const stage = found[2] === 'alpha' ? 1 : found[2] === 'beta' ? 2 : 3;
  return {stage, major: Number(found[1]), minor: Number(found[3] ?? 0)};
}

/** Everything that a client asks to learn what there is: `/api`, `/apis/apps/v1`, `/openapi/v3/api/v1` … */
export function discoveryOf(path: string, accept: string, resources: readonly Resource[]): JsonObject | null {
  const groups = groupsOf(resources);
  const core = groups.filter(each => each.name === '');
  const named = groups.filter(each => each.name !== '');
  if (path === '/version') return VERSION;
  if (path === '/openapi/v3') return openApiIndex(groups);
  if (path === '/api' || path === '/apis') {
    const listed = path === '/api' ? core : named;
    if (wantsAggregated(accept)) return aggregated(listed);
    return path === '/api'
      ? {kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: []}
      : {kind: 'APIGroupList', apiVersion: 'v1', groups: named.map(groupEntry)};
  }
  const group = named.find(each => path === `/apis/${each.name}`);
  if (group) return {kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group)};
  for (const version of groups.flatMap(each => each.versions)) {
    if (path === rootOf(version)) return resourceList(version);
    if (path === `/openapi/v3${rootOf(version)}`) return openApiOf(version);
  }
  return null;
}

const rootOf = (of: Pick<Resource, 'group' | 'version'>): string =>
  `/${of.group === '' ? 'api' : 'apis'}/${apiVersionOf(of)}`;

const wantsAggregated = (accept: string): boolean => {
  const first = (accept.split(',')[0] ?? '').split(';').map(each => each.trim());
  return ['g=apidiscovery.k8s.io', 'v=v2', 'as=APIGroupDiscoveryList'].every(each => first.includes(each));
};

/** The media type of an answer in the aggregated form; kubectl reads any other as the plain form. */
export const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

export function contentTypeOf(answer: JsonObject): string {
  return answer['kind'] === 'APIGroupDiscoveryList' ? AGGREGATED : 'application/json';
}

/** Clients compare with the version that this server's behaviour was tested against; the suffix says what it is. */
export const VERSION: JsonObject = {
  major: '1',
  minor: '36',
  emulationMajor: '1',
  emulationMinor: '36',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '35',
  gitVersion: 'v1.36.3+hostprocess-sandbox',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'sandbox',
};

function groupEntry({name, versions}: Group): JsonObject {
  const entries = versions.map(each => ({groupVersion: apiVersionOf(each), version: each.version}));
  return {name, versions: entries, preferredVersion: entries[0] ?? {}};
}

function resourceList(of: GroupVersion): JsonObject {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf(of),
    resources: of.resources.flatMap(each => [
      {
        name: each.plural,
        singularName: each.singular,
        namespaced: each.namespaced,
        kind: each.kind,
        verbs: verbsOf(each),
        ...optional(each),
      },
      ...each.subresources.map(name => {
        const {verbs, kind = each.kind, ...other} = subresourceOf(each, name);
        return {name: `${each.plural}/${name}`, singularName: '', namespaced: each.namespaced, ...other, kind, verbs};
      }),
    ]),
  };
}

const optional = ({shortNames, categories}: Resource): JsonObject => ({
  ...(shortNames.length > 0 ? {shortNames} : {}),
  ...(categories.length > 0 ? {categories} : {}),
});

function aggregated(groups: readonly Group[]): JsonObject {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({name, versions}) => ({
      metadata: name === '' ? {} : {name},
      versions: versions.map(({version, resources}) => ({
        version,
        resources: resources.map(aggregatedResource),
        freshness: 'Current',
      })),
    })),
  };
}

function aggregatedResource(of: Resource): JsonObject {
  const subresources = of.subresources.map(name => {
    const {verbs, kind = of.kind, group = '', version = ''} = subresourceOf(of, name);
    return {subresource: name, responseKind: {group, version, kind}, verbs};
  });
  return {
    resource: of.plural,
    responseKind: {group: '', version: '', kind: of.kind},
    scope: of.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: of.singular,
    verbs: verbsOf(of),
    ...optional(of),
    ...(subresources.length > 0 ? {subresources} : {}),
  };
}

const openApiIndex = (groups: readonly Group[]): JsonObject => ({
  paths: Object.fromEntries(
    groups
      .flatMap(each => each.versions)
      .map(each => [rootOf(each).slice(1), {serverRelativeURL: `/openapi/v3${rootOf(each)}`}]),
  ),
});

/**
 * Just enough for kubectl to see that a kind's changes can be validated by the server. No schemas, and no strategic merge patch
 * among the patch types: `apply` then merges by the types that kubectl has built in.
 */
function openApiOf(of: GroupVersion): JsonObject {
  const paths = of.resources
    .filter(each => verbsOf(each).includes('patch'))
    .map(each => {
      const scope = each.namespaced ? '/namespaces/{namespace}' : '';
      const patch = {
        parameters: PATCH_PARAMETERS,
        requestBody: {content: {'application/merge-patch+json': {}}},
        responses: {},
        'x-kubernetes-action': 'patch',
        'x-kubernetes-group-version-kind': {group: each.group, version: each.version, kind: each.kind},
      };
      return [`${rootOf(of)}${scope}/${each.plural}/{name}`, {patch}] as const;
    });
  return {
    openapi: '3.0.0',
    info: {title: 'Kubernetes', version: '1.36'},
    paths: Object.fromEntries(paths),
    components: {schemas: {}},
  };
}

const PATCH_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map(name => ({
  name,
  in: 'query',
  schema: {type: 'string', uniqueItems: true},
}));
