import type {JsonObject} from '../../src/kernel/subjects.ts';

/** One kind of object that the sandbox's API server keeps, as discovery shows it. */
export type Resource = {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** `status`, and for pods `log`, `exec`, `binding`, `eviction` … */
  readonly subresources: readonly string[];
  /** `additionalPrinterColumns` of a custom resource's definition. */
  readonly printerColumns?: readonly JsonObject[];
};

const ALL = ['all'];

const resource = (
  apiVersion: string,
  kind: string,
  plural: string,
  more: Partial<Pick<Resource, 'namespaced' | 'shortNames' | 'categories' | 'subresources'>> = {},
): Resource => {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return {
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced: true,
    shortNames: [],
    categories: [],
    subresources: [],
    ...more,
  };
};

const CLUSTER = {namespaced: false};

/** Names, short names and categories as a real 1.36 API server's discovery gives them. */
export const RESOURCES: readonly Resource[] = [
  resource('v1', 'ConfigMap', 'configmaps', {shortNames: ['cm']}),
  resource('v1', 'Event', 'events', {shortNames: ['ev']}),
  resource('v1', 'LimitRange', 'limitranges', {shortNames: ['limits']}),
  resource('v1', 'Namespace', 'namespaces', {...CLUSTER, shortNames: ['ns'], subresources: ['finalize', 'status']}),
  resource('v1', 'Node', 'nodes', {...CLUSTER, shortNames: ['no'], subresources: ['proxy', 'status']}),
  resource('v1', 'Pod', 'pods', {
    shortNames: ['po'],
    categories: ALL,
    subresources: ['attach', 'binding', 'ephemeralcontainers', 'eviction', 'exec', 'log', 'status'],
  }),
  resource('v1', 'ResourceQuota', 'resourcequotas', {shortNames: ['quota'], subresources: ['status']}),
  resource('v1', 'Secret', 'secrets'),
  resource('v1', 'ServiceAccount', 'serviceaccounts', {shortNames: ['sa']}),
  resource('v1', 'Service', 'services', {shortNames: ['svc'], categories: ALL, subresources: ['status']}),
  resource('apps/v1', 'ControllerRevision', 'controllerrevisions'),
  resource('apps/v1', 'DaemonSet', 'daemonsets', {shortNames: ['ds'], categories: ALL, subresources: ['status']}),
  resource('apps/v1', 'Deployment', 'deployments', {
    shortNames: ['deploy'],
    categories: ALL,
    subresources: ['scale', 'status'],
  }),
  resource('apps/v1', 'ReplicaSet', 'replicasets', {
    shortNames: ['rs'],
    categories: ALL,
    subresources: ['scale', 'status'],
  }),
  resource('apps/v1', 'StatefulSet', 'statefulsets', {
    shortNames: ['sts'],
    categories: ALL,
    subresources: ['scale', 'status'],
  }),
  resource('batch/v1', 'CronJob', 'cronjobs', {shortNames: ['cj'], categories: ALL, subresources: ['status']}),
  resource('batch/v1', 'Job', 'jobs', {categories: ALL, subresources: ['status']}),
  resource('coordination.k8s.io/v1', 'Lease', 'leases'),
  resource('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  resource('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings', CLUSTER),
  resource('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', CLUSTER),
  resource('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  resource('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  resource('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', {
    ...CLUSTER,
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    subresources: ['status'],
  }),
  resource('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', {
    ...CLUSTER,
    categories: ['api-extensions'],
  }),
  resource('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', {
    ...CLUSTER,
    categories: ['api-extensions'],
    subresources: ['status'],
  }),
  resource('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', {
    ...CLUSTER,
    categories: ['api-extensions'],
  }),
  resource('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', {
    ...CLUSTER,
    categories: ['api-extensions'],
  }),
];

/** The kept kind of that name; throws where there is none, which is a slip in this program. */
export function resourceOf(kind: string): Resource {
  const found = RESOURCES.find(each => each.kind === kind);
  if (found === undefined) throw new Error(`no kind ${kind} is kept`);
  return found;
}

/** Kinds that are answered at once and never kept. */
export const REVIEWS: readonly Resource[] = [
  resource('authentication.k8s.io/v1', 'SelfSubjectReview', 'selfsubjectreviews', CLUSTER),
  resource('authorization.k8s.io/v1', 'LocalSubjectAccessReview', 'localsubjectaccessreviews'),
  resource('authorization.k8s.io/v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', CLUSTER),
  resource('authorization.k8s.io/v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews', CLUSTER),
  resource('authorization.k8s.io/v1', 'SubjectAccessReview', 'subjectaccessreviews', CLUSTER),
];

/** What happens to every kind that is kept; reviews can only be created. */
export const VERBS: readonly string[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** `v1`, `apps/v1`. */
export const apiVersionOf = ({group, version}: Pick<Resource, 'group' | 'version'>): string =>
  group === '' ? version : `${group}/${version}`;

/** How error texts name the resource: `pods`, `daemonsets.apps`. */
export const resourceName = ({plural, group}: Pick<Resource, 'plural' | 'group'>): string =>
  group === '' ? plural : `${plural}.${group}`;

/** The kinds that a CustomResourceDefinition declares, one for each version that is served. */
export function declaredResources(definition: JsonObject): readonly Resource[] {
  const spec = definition['spec'] as {
    group?: string;
    scope?: string;
    names?: {
      kind?: string;
      plural?: string;
      singular?: string;
      shortNames?: readonly string[];
      categories?: readonly string[];
    };
    versions?: readonly {
      name?: string;
      served?: boolean;
      subresources?: JsonObject;
      additionalPrinterColumns?: readonly JsonObject[];
    }[];
  };
  return (spec.versions ?? [])
    .filter(version => version.served === true)
    .map(version => ({
      group: spec.group ?? '',
      version: version.name ?? '',
      kind: spec.names?.kind ?? '',
      plural: spec.names?.plural ?? '',
      singular: spec.names?.singular ?? (spec.names?.kind ?? '').toLowerCase(),
      namespaced: spec.scope !== 'Cluster',
      shortNames: spec.names?.shortNames ?? [],
      categories: spec.names?.categories ?? [],
      subresources: Object.keys(version.subresources ?? {}),
      printerColumns: version.additionalPrinterColumns ?? [],
    }));
}
