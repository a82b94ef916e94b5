import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type Failure, failed, forbidden} from './failure.ts';
import {type Resource, resourceOf} from './resources.ts';
import type {Store} from './store.ts';

/** Who asks. */
export type User = {readonly name: string; readonly groups: readonly string[]};

/** The superusers' group: whoever is in it may do everything, without a rule. */
export const MASTERS = 'system:masters';

/** What somebody wants to do, as an authorizer sees it. */
export type Wanted =
  | {verb: string; group: string; resource: string; subresource: string; namespace: string; name: string}
  | {verb: string; path: string};

type Decision = {allowed: boolean; reason: string};

const ROLE = resourceOf('Role');
const CLUSTER_ROLE = resourceOf('ClusterRole');
const ROLE_BINDING = resourceOf('RoleBinding');
const CLUSTER_ROLE_BINDING = resourceOf('ClusterRoleBinding');

/** RBAC (k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac): cluster bindings first, then the namespace's. */
export function authorize(store: Store, user: User, wanted: Wanted): Decision {
  if (user.groups.includes(MASTERS)) return {allowed: true, reason: ''};
  for (const {binding, rules} of bindingsOf(store, user, 'path' in wanted ? '' : wanted.namespace)) {
    if (rules.some(rule => allows(rule, wanted))) return {allowed: true, reason: reasonOf(binding, user)};
  }
  return {allowed: false, reason: ''};
}

type Bound = {binding: JsonObject; rules: readonly Json[]};

/** The rules that a user has in a namespace (cluster-wide ones included), with the binding that gives them. */
function* bindingsOf(store: Store, user: User, namespace: string): Generator<Bound> {
  const bound = (binding: JsonObject, role: JsonObject | null): Bound => ({
    binding,
    rules: listAt(role ?? {}, 'rules'),
  });
  for (const binding of store.list(CLUSTER_ROLE_BINDING, null)) {
    if (concerns(binding, user, '')) yield bound(binding, store.get(CLUSTER_ROLE, null, roleName(binding)));
  }
  if (namespace === '') return;
  for (const binding of store.list(ROLE_BINDING, namespace)) {
    if (!concerns(binding, user, namespace)) continue;
    const cluster = textAt(binding, 'roleRef', 'kind') === 'ClusterRole';
    yield bound(binding, store.get(cluster ? CLUSTER_ROLE : ROLE, cluster ? null : namespace, roleName(binding)));
  }
}

const roleName = (binding: JsonObject): string => textAt(binding, 'roleRef', 'name') ?? '';

/** Whether the binding names the user, one of the groups, or the service account that the user is. */
function concerns(binding: JsonObject, user: User, namespace: string): boolean {
  return subjectOf(binding, user, namespace) !== undefined;
}

const subjectOf = (binding: JsonObject, user: User, namespace: string): Json | undefined =>
  listAt(binding, 'subjects').find(subject => {
    const name = textAt(subject, 'name') ?? '';
    switch (textAt(subject, 'kind')) {
      case 'User':
        return name === user.name;
      case 'Group':
        return user.groups.includes(name);
      default:
        return user.name === `system:serviceaccount:${textAt(subject, 'namespace') ?? namespace}:${name}`;
    }
  });

function reasonOf(binding: JsonObject, user: User): string {
  const namespace = textAt(binding, 'metadata', 'namespace');
  const subject = subjectOf(binding, user, namespace ?? '');
  const kind = textAt(subject, 'kind') ?? 'User';
  const name =
    kind === 'ServiceAccount'
      ? `${textAt(subject, 'name')}/${textAt(subject, 'namespace')}`
      : (textAt(subject, 'name') ?? '');
  const own = textAt(binding, 'metadata', 'name');
  return `RBAC: allowed by ${namespace === null ? 'ClusterRoleBinding' : 'RoleBinding'} "${own}${namespace === null ? '' : `/${namespace}`}" of ${textAt(binding, 'roleRef', 'kind')} "${roleName(binding)}" to ${kind} "${name}"`;
}

function allows(rule: Json, wanted: Wanted): boolean {
  const has = (list: string, value: string): boolean => {
    const values = listAt(rule, list);
    return values.includes('*') || values.includes(value);
  };
  if (!has('verbs', wanted.verb)) return false;
  if ('path' in wanted) {
    return listAt(rule, 'nonResourceURLs').some(
      url =>
        url === '*' ||
        url === wanted.path ||
        (String(url).endsWith('*') && wanted.path.startsWith(String(url).slice(0, -1))),
    );
  }
  const {group, resource, subresource, name} = wanted;
  const names = listAt(rule, 'resourceNames');
  const whole = subresource === '' ? resource : `${resource}/${subresource}`;
  return (
    has('apiGroups', group) &&
    (has('resources', whole) || (subresource !== '' && listAt(rule, 'resources').includes(`*/${subresource}`))) &&
    (names.length === 0 || names.includes(name))
  );
}

/** The refusal in the API server's words (k8s.io/apiserver pkg/endpoints/handlers/responsewriters/errors.go). */
export function refusal(user: User, wanted: Wanted, resource: Resource | null): Failure {
  if ('path' in wanted) {
    return failed(
      403,
      'Forbidden',
      `forbidden: User ${JSON.stringify(user.name)} cannot ${wanted.verb} path "${wanted.path}"`,
      {},
    );
  }
  const {verb, group, subresource, namespace, name} = wanted;
  const what = subresource === '' ? wanted.resource : `${wanted.resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const why = `User "${user.name}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`;
  const of = resource ?? {...ROLE, group, plural: wanted.resource};
  return forbidden(of, name, why);
}

/** What `kubectl auth can-i --list` shows: the status of a SelfSubjectRulesReview. */
function rulesOf(store: Store, user: User, namespace: string): JsonObject {
  const all = user.groups.includes(MASTERS)
    ? [
        {verbs: ['*'], apiGroups: ['*'], resources: ['*']},
        {verbs: ['*'], nonResourceURLs: ['*']},
      ]
    : [...bindingsOf(store, user, namespace)].flatMap(({rules}) => rules as readonly JsonObject[]);
  const kept = (rule: JsonObject, keys: readonly string[]): JsonObject =>
    Object.fromEntries(keys.flatMap(key => (rule[key] === undefined ? [] : [[key, rule[key]]])));
  return {
    resourceRules: all
      .filter(rule => rule['resources'] !== undefined)
      .map(rule => kept(rule as JsonObject, ['verbs', 'apiGroups', 'resources', 'resourceNames'])),
    nonResourceRules: all
      .filter(rule => (rule as JsonObject)['nonResourceURLs'] !== undefined)
      .map(rule => kept(rule as JsonObject, ['verbs', 'nonResourceURLs'])),
    incomplete: false,
  };
}

/** The answer to a review, its `status` filled in; null for a kind that is no review. */
export function review(
  store: Store,
  user: User,
  resource: Resource,
  object: JsonObject,
  namespace: string,
): JsonObject | null {
  const spec = objectAt(object, 'spec');
  const of = (who: User): JsonObject => {
    const decision = authorize(store, who, wantedOf(spec));
    return {allowed: decision.allowed, ...(decision.reason === '' ? {} : {reason: decision.reason})};
  };
  switch (resource.kind) {
    case 'SelfSubjectReview':
      return {...object, status: {userInfo: {username: user.name, groups: user.groups}}};
    case 'SelfSubjectAccessReview':
      return {...object, status: of(user)};
    case 'SubjectAccessReview':
    case 'LocalSubjectAccessReview':
      return {
        ...object,
        status: of({name: textAt(spec, 'user') ?? '', groups: listAt(spec, 'groups').map(String)}),
      };
    case 'SelfSubjectRulesReview':
      return {...object, spec: {}, status: rulesOf(store, user, textAt(spec, 'namespace') ?? namespace)};
    default:
      return null;
  }
}

function wantedOf(spec: JsonObject): Wanted {
  const path = spec['nonResourceAttributes'];
  if (path !== undefined) return {verb: textAt(path, 'verb') ?? '', path: textAt(path, 'path') ?? ''};
  const of = (key: string): string => textAt(spec, 'resourceAttributes', key) ?? '';
  return {
    verb: of('verb'),
    group: of('group'),
    resource: of('resource'),
    subresource: of('subresource'),
    namespace: of('namespace'),
    name: of('name'),
  };
}
