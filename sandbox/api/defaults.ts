import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {fieldsOf, objectShape, type Shape} from './fields.ts';
import type {Resource} from './resources.ts';
import {zeroOf} from './schema.ts';

const text = (value: Json | undefined): string => textAt(value) ?? '';

/**
 * The object with everything that the API server fills in: what the schema says of absent fields, and what depends on other fields.
 * Takes what `decode` gives. What admission adds and what happens to `status` is not done here.
 */
export function withDefaults(resource: Resource, given: JsonObject): JsonObject {
  const shape = objectShape(resource);
  if (shape.is === 'any') return given;
  const whole = WHOLE[resource.kind] ?? (each => each);
  return whole(filled(given, shape) as JsonObject);
}

function filled(value: Json, shape: Shape): Json {
  if (value === null) return value;
  if ((shape.is === 'list' || shape.is === 'map') && shape.of.is === 'scalar') return value; // as it is, and the same one
  if (shape.is === 'list') return listAt(value).map(item => filled(item, shape.of));
  if (shape.is === 'map')
    return Object.fromEntries(Object.entries(objectAt(value)).map(([key, item]) => [key, filled(item, shape.of)]));
  if (shape.is !== 'struct') return value;
  const given = (BEFORE[shape.name] ?? (each => each))(objectAt(value));
  const result: {[key: string]: Json} = {...given};
  for (const field of fieldsOf(shape.name).values()) {
    const {name} = field;
    const present =
      given[name] ?? (field.zero === 'written' || field.zero === 'filled' ? zeroOf(field.shape) : undefined);
    if (field.default !== undefined && given[name] === undefined) result[name] = field.default;
    else if (present !== undefined) result[name] = filled(present, field.shape);
    else if (field.zero === 'null') result[name] = null;
  }
  return result;
}

type Change = (value: JsonObject) => JsonObject;

/** `{...more, ...value}`, but an absent field of `more` stays absent. */
const withAbsent = (value: JsonObject, more: {[key: string]: Json | undefined}): JsonObject => ({
  ...Object.fromEntries(Object.entries(more).flatMap(([key, item]) => (item === undefined ? [] : [[key, item]]))),
  ...value,
});

const rolling: Change = value =>
  (value['type'] ?? 'RollingUpdate') === 'RollingUpdate' ? withAbsent(value, {rollingUpdate: {}}) : value;

const pullPolicy: Change = value =>
  withAbsent(value, {imagePullPolicy: isLatest(text(value['image'])) ? 'Always' : 'IfNotPresent'});

/** `:latest`, or neither tag nor digest (pkg/util/parsers). What is no image name has no tag at all. */
function isLatest(image: string): boolean {
  const name =
    /^(?:[^/@\s]+\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::([\w][\w.-]{0,127}))?(@[A-Za-z0-9]+:[0-9a-f]{32,})?$/.exec(image);
  return name !== null && (name[1] === 'latest' || (name[1] === undefined && name[2] === undefined));
}

/** What depends on other fields that were given, done before the schema's own defaults. */
const BEFORE: {readonly [struct: string]: Change} = {
  Container: pullPolicy,
  EphemeralContainer: pullPolicy,
  DaemonSetUpdateStrategy: rolling,
  DeploymentStrategy: rolling,
  StatefulSetUpdateStrategy: rolling,
  Volume: value => (Object.keys(value).some(key => key !== 'name') ? value : {...value, emptyDir: {}}),
  PodSpec: value => {
    const account = value['serviceAccountName'] ?? value['serviceAccount'];
    return account === undefined ? value : {...value, serviceAccountName: account, serviceAccount: account};
  },
  ServicePort: value => ({...value, targetPort: value['targetPort'] || (value['port'] ?? 0)}),
  ServiceSpec: service,
  ImageVolumeSource: value =>
    withAbsent(value, {pullPolicy: isLatest(text(value['reference'])) ? 'Always' : 'IfNotPresent'}),
  Subject: value =>
    value['kind'] === 'User' || value['kind'] === 'Group'
      ? withAbsent(value, {apiGroup: 'rbac.authorization.k8s.io'})
      : value,
  MutatingWebhook: value => withAbsent(value, {...WEBHOOK, reinvocationPolicy: 'Never'}),
  ValidatingWebhook: value => withAbsent(value, WEBHOOK),
  RuleWithOperations: value => withAbsent(value, {scope: '*'}),
  NamedRuleWithOperations: value => withAbsent(value, {scope: '*'}),
  MatchResources: value => withAbsent(value, {matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {}}),
  ValidatingAdmissionPolicySpec: value => withAbsent(value, {failurePolicy: 'Fail'}),
  CustomResourceDefinitionNames: value => {
    const kind = text(value['kind']);
    return kind === '' ? value : withAbsent(value, {singular: kind.toLowerCase(), listKind: `${kind}List`});
  },
  CustomResourceConversion: value => withAbsent(value, {strategy: ''}),
  CustomResourceDefinitionSpec: value => withAbsent(value, {conversion: {strategy: 'None'}}),
  NodeSpec: value => ({...value, ...pair(value, 'podCIDR', 'podCIDRs')}),
  NodeStatus: value => withAbsent(value, {allocatable: value['capacity']}),
  PodStatus: value => {
    const ips = listAt(value['podIPs']).map(each => objectAt(each)['ip'] ?? '');
    const {podIP, podIPs} = pair({...value, podIPs: ips}, 'podIP', 'podIPs');
    return podIP === undefined
      ? value
      : {...value, ...(podIP === '' ? {} : {podIP}), podIPs: listAt(podIPs).map(ip => ({ip}))};
  },
};

const WEBHOOK: JsonObject = {
  matchPolicy: 'Equivalent',
  failurePolicy: 'Fail',
  timeoutSeconds: 10,
  namespaceSelector: {},
  objectSelector: {},
};

/** A field and the list whose first item it is: each is filled in from the other, and where they differ the field counts. */
function pair(value: JsonObject, one: string, many: string): JsonObject {
  const items = listAt(value[many]);
  const first = value[one] ?? items[0];
  if (first === undefined) return {};
  return {[one]: first, [many]: first === items[0] ? items : [first]};
}

function service(value: JsonObject): JsonObject {
  const type = text(value['type']) || 'ClusterIP';
  const balanced = type === 'LoadBalancer';
  const outside = balanced || type === 'NodePort' || (type === 'ClusterIP' && listAt(value['externalIPs']).length > 0);
  const {sessionAffinityConfig, ...rest} = value;
  const sessionAffinity = value['sessionAffinity'] ?? 'None';
  const clientIP = {timeoutSeconds: 10800, ...objectAt(objectAt(sessionAffinityConfig)['clientIP'])};
  return withAbsent(rest, {
    internalTrafficPolicy: balanced || type === 'NodePort' || type === 'ClusterIP' ? 'Cluster' : undefined,
    externalTrafficPolicy: outside ? 'Cluster' : undefined,
    allocateLoadBalancerNodePorts: balanced ? true : undefined,
    sessionAffinityConfig:
      sessionAffinity === 'ClientIP' ? {clientIP} : sessionAffinity === 'None' ? undefined : sessionAffinityConfig,
  });
}

/** What concerns whole objects, done last. */
const WHOLE: {readonly [kind: string]: Change} = {
  Pod: pod,
  Secret: value => {
    const {stringData, ...rest} = value;
    if (stringData === undefined) return value;
    const encoded = Object.entries(objectAt(stringData)).map(([key, item]) => [
      key,
      Buffer.from(text(item)).toString('base64'),
    ]);
    return {...rest, data: {...objectAt(rest['data']), ...Object.fromEntries(encoded)}};
  },
  Namespace: value => {
    const metadata = objectAt(value['metadata']);
    const labels = {...objectAt(metadata['labels']), 'kubernetes.io/metadata.name': text(metadata['name'])};
    return {...value, metadata: {...metadata, labels}};
  },
  DaemonSet: value => {
    const metadata = objectAt(value['metadata']);
    const annotations = {[TEMPLATE_GENERATION]: '0', ...objectAt(metadata['annotations'])};
    return {...value, metadata: {...metadata, annotations}};
  },
  Job: value => {
    const metadata = objectAt(value['metadata']);
    const spec = objectAt(value['spec']);
    const labels = metadata['labels'] ?? objectAt(objectAt(spec['template'])['metadata'])['labels'];
    return {
      ...value,
      ...(labels === undefined ? {} : {metadata: {...metadata, labels}}),
      spec: withAbsent(spec, {
        backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 6 : 2 ** 31 - 1,
        completionMode: 'NonIndexed',
        completions: spec['parallelism'] === undefined ? 1 : undefined,
        manualSelector: false,
        parallelism: 1,
        podReplacementPolicy: spec['podFailurePolicy'] === undefined ? 'TerminatingOrFailed' : 'Failed',
        suspend: false,
      }),
    };
  },
  CustomResourceDefinition: value => {
    const status = objectAt(value['status']);
    if (listAt(status['storedVersions']).length > 0) return value;
    const versions = listAt(objectAt(value['spec'])['versions']).map(version => objectAt(version));
    const stored = versions.filter(version => version['storage'] === true).map(version => version['name'] ?? '');
    return {
      ...value,
      status: {...status, storedVersions: stored.length > 0 ? stored : (status['storedVersions'] ?? null)},
    };
  },
};

/** Counts the versions of a DaemonSet's template. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

function pod(value: JsonObject): JsonObject {
  const spec = objectAt(value['spec']);
  const containers = (key: string): JsonObject =>
    spec[key] === undefined || spec[key] === null
      ? {}
      : {[key]: listAt(spec[key]).map(each => podContainer(objectAt(each), spec['hostNetwork'] === true))};
  return {
    ...value,
    spec: {enableServiceLinks: true, ...spec, ...containers('containers'), ...containers('initContainers')},
  };
}

/** A limit is also requested, and on the node's network every port is the node's own. */
function podContainer(container: JsonObject, hostNetwork: boolean): JsonObject {
  const resources = objectAt(container['resources']);
  const limits = resources['limits'];
  const ports = container['ports'];
  return {
    ...container,
    ...(limits === undefined
      ? {}
      : {resources: {...resources, requests: {...objectAt(limits), ...objectAt(resources['requests'])}}}),
    ...(hostNetwork && ports !== undefined
      ? {ports: listAt(ports).map(port => withAbsent(objectAt(port), {hostPort: objectAt(port)['containerPort']}))}
      : {}),
  };
}
