import type {JsonObject} from '../../src/kernel/subjects.ts';
import {MASTERS} from './rbac.ts';

const LABELS = {'kubernetes.io/bootstrapping': 'rbac-defaults'};
const ANNOTATIONS = {'rbac.authorization.kubernetes.io/autoupdate': 'true'};
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const GROUPS = ['', 'apps', 'batch', 'discovery.k8s.io'];
const READABLE = [
  ['configmaps', 'events', 'pods', 'pods/log', 'pods/status', 'serviceaccounts', 'services', 'endpointslices'],
  ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets', 'cronjobs', 'jobs'],
].flat();
const WRITABLE = READABLE.filter(
  name => !name.includes('/') && !['endpointslices', 'controllerrevisions'].includes(name),
);

const view = [
  {apiGroups: GROUPS, resources: READABLE, verbs: READ},
  {apiGroups: [''], resources: ['namespaces'], verbs: READ},
];
const edit = [
  {apiGroups: [''], resources: ['pods/attach', 'pods/exec', 'secrets'], verbs: READ},
  {apiGroups: [''], resources: ['pods/attach', 'pods/exec', 'pods/eviction', 'secrets'], verbs: WRITE},
  {apiGroups: GROUPS, resources: [...WRITABLE, 'deployments/scale', 'replicasets/scale'], verbs: WRITE},
  ...view,
];
const RBAC = {apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: ['*']};
const OPEN = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

/**
 * The roles that people meet; the real server has 70 (k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy), of which
 * those for controllers have nobody to use them here. `view`, `edit` and `admin` cover the kinds that are kept here.
 */
const ROLES: Readonly<Record<string, readonly JsonObject[]>> = {
  'cluster-admin': [
    {apiGroups: ['*'], resources: ['*'], verbs: ['*']},
    {nonResourceURLs: ['*'], verbs: ['*']},
  ],
  admin: [...edit, RBAC],
  edit,
  view,
  'system:basic-user': [
    {
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      verbs: ['create'],
    },
    {apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create']},
  ],
  'system:discovery': [
    {nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*', ...OPEN].sort(), verbs: ['get']},
  ],
  'system:public-info-viewer': [{nonResourceURLs: OPEN, verbs: ['get']}],
};

const BINDINGS: readonly [role: string, ...groups: string[]][] = [
  ['cluster-admin', MASTERS],
  ['system:basic-user', 'system:authenticated'],
  ['system:discovery', 'system:authenticated'],
  ['system:public-info-viewer', 'system:authenticated', 'system:unauthenticated'],
];

/** The first address of the services' range; pods learn it as KUBERNETES_SERVICE_HOST. */
const API_ADDRESS = '10.0.0.1';

/** The objects that a new API server has: namespaces, its own Service, roles and their bindings, each with the path it is created at. */
export function bootstrapObjects(): readonly {path: string; object: JsonObject}[] {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const metadata = (name: string): JsonObject => ({name, labels: LABELS, annotations: ANNOTATIONS});
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  return [
    ...['default', 'kube-node-lease', 'kube-public', 'kube-system'].map(name => ({
      path: '/api/v1/namespaces',
      object: {apiVersion: 'v1', kind: 'Namespace', metadata: {name}},
    })),
    {
      path: '/api/v1/namespaces/default/services',
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'kubernetes',
          namespace: 'default',
          labels: {component: 'apiserver', provider: 'kubernetes'},
        },
        spec: {
          type: 'ClusterIP',
          clusterIP: API_ADDRESS,
          clusterIPs: [API_ADDRESS],
          ports: [{name: 'https', port: 443, protocol: 'TCP', targetPort: 6443}],
        },
      },
    },
    ...Object.entries(ROLES).map(([name, rules]) => ({
      path: `${rbac}/clusterroles`,
      object: {apiVersion, kind: 'ClusterRole', metadata: metadata(name), rules},
    })),
    ...BINDINGS.map(([name, ...groups]) => ({
      path: `${rbac}/clusterrolebindings`,
      object: {
        apiVersion,
        kind: 'ClusterRoleBinding',
        metadata: metadata(name),
        roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name},
        subjects: groups.map(group => ({kind: 'Group', name: group, apiGroup: 'rbac.authorization.k8s.io'})),
      },
    })),
  ];
}
