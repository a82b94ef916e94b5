import type {JsonObject} from '../../src/kernel/subjects.ts';
import {type Group, type GroupVersion, groupsOf, rootOf, verbsOf} from './groups.ts';
import {openApiIndex, openApiOf} from './openapi.ts';
import {apiVersionOf, type Resource} from './resources.ts';

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

const wantsAggregated = (accept: string): boolean => {
  const first = (accept.split(',')[0] ?? '').split(';').map(each => each.trim());
  return ['g=apidiscovery.k8s.io', 'v=v2', 'as=APIGroupDiscoveryList'].every(each => first.includes(each));
};

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/**
 * The same as it is sent. `/openapi/v2` is the empty document in protobuf: kubectl looks a kind up there that `/openapi/v3`
 * has not, takes no other form, and then says that there is no such kind.
 */
export function discoveryAnswer(
  path: string,
  accept: string,
  resources: readonly Resource[],
): {contentType: string; body: string} | null {
  if (path === '/openapi/v2')
    return {contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf', body: ''};
  const answer = discoveryOf(path, accept, resources);
  if (answer === null) return null;
  const contentType = answer['kind'] === 'APIGroupDiscoveryList' ? AGGREGATED : 'application/json';
  return {contentType, body: JSON.stringify(answer)};
}

/** Clients compare with the version that this server's behaviour was tested against; the suffix says what it is. */
const VERSION: JsonObject = {
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
