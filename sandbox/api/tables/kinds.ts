import {listAt, numberAt, objectAt, textAt, valueAt} from '../../../src/kernel/objects.ts';
import type {Json, JsonObject, Path} from '../../../src/kernel/subjects.ts';
import {humanDuration} from './age.ts';
import {
  AGE,
  age,
  type Column,
  CREATED,
  column,
  count,
  labels,
  NAME,
  outOf,
  size,
  templateColumns,
  text,
} from './column.ts';
import {EVENT_COLUMNS} from './events.ts';
import {NODE_COLUMNS} from './nodes.ts';
import {POD_COLUMNS} from './pods.ts';
import {ENDPOINT_SLICE_COLUMNS, SERVICE_COLUMNS} from './services.ts';

/** What is used of what a quota allows: limits, or everything else. */
function quota(of: 'requests' | 'limits'): (object: JsonObject) => string {
  return object =>
    Object.entries(objectAt(object, 'status', 'hard'))
      .filter(([name]) => name.startsWith('limits') === (of === 'limits'))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, hard]) => `${name}: ${textAt(object, 'status', 'used', name) ?? '0'}/${String(hard)}`)
      .join(', ');
}

const TEMPLATE: Path = ['spec', 'template'];
const CRON_TEMPLATE: Path = ['spec', 'jobTemplate', 'spec', 'template'];
const WEBHOOKS = [NAME, column('integer:Webhooks', size(['webhooks'])), AGE];
const BINDING = [
  NAME,
  column('Role', object => `${textAt(object, 'roleRef', 'kind')}/${textAt(object, 'roleRef', 'name')}`),
  AGE,
  column('+Users', subjects('User')),
  column('+Groups', subjects('Group')),
  column('+ServiceAccounts', subjects('ServiceAccount')),
];

/** What `kubectl get` shows of each kind, by the resource's full name. */
export const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  pods: POD_COLUMNS,
  nodes: NODE_COLUMNS,
  events: EVENT_COLUMNS,
  services: SERVICE_COLUMNS,
  'endpointslices.discovery.k8s.io': ENDPOINT_SLICE_COLUMNS,
  namespaces: [NAME, column('Status', text('', 'status', 'phase')), AGE],
  configmaps: [NAME, column('Data', size(['data'], ['binaryData'])), AGE],
  limitranges: [NAME, CREATED],
  resourcequotas: [NAME, column('Request', quota('requests')), column('Limit', quota('limits')), AGE],
  secrets: [NAME, column('Type', text('', 'type')), column('Data', size(['data'])), AGE],
  serviceaccounts: [NAME, AGE],
  'daemonsets.apps': [
    NAME,
    column('integer:Desired', count('status', 'desiredNumberScheduled')),
    column('integer:Current', count('status', 'currentNumberScheduled')),
    column('integer:Ready', count('status', 'numberReady')),
    column('integer:Up-to-date', count('status', 'updatedNumberScheduled')),
    column('integer:Available', count('status', 'numberAvailable')),
    column('Node Selector', labels(...TEMPLATE, 'spec', 'nodeSelector')),
    AGE,
    ...templateColumns(TEMPLATE, 'spec', 'selector'),
  ],
  'deployments.apps': [
    NAME,
    column('Ready', outOf(['status', 'readyReplicas'], ['spec', 'replicas'])),
    column('Up-to-date', count('status', 'updatedReplicas')),
    column('Available', count('status', 'availableReplicas')),
    AGE,
    ...templateColumns(TEMPLATE, 'spec', 'selector'),
  ],
  'replicasets.apps': [
    NAME,
    column('integer:Desired', count('spec', 'replicas')),
    column('integer:Current', count('status', 'replicas')),
    column('integer:Ready', count('status', 'readyReplicas')),
    AGE,
    ...templateColumns(TEMPLATE, 'spec', 'selector'),
  ],
  'statefulsets.apps': [
    NAME,
    column('Ready', outOf(['status', 'readyReplicas'], ['spec', 'replicas'])),
    AGE,
    ...templateColumns(TEMPLATE),
  ],
  'controllerrevisions.apps': [NAME, column('Controller', controller), column('Revision', count('revision')), AGE],
  'jobs.batch': [
    NAME,
    column('Status', jobStatus),
    column('Completions', completions),
    column('Duration', jobDuration),
    AGE,
    ...templateColumns(TEMPLATE, 'spec', 'selector'),
  ],
  'cronjobs.batch': [
    NAME,
    column('Schedule', text('', 'spec', 'schedule')),
    column('Timezone', text('<none>', 'spec', 'timeZone')),
    column('boolean:Suspend', object => (valueAt(object, ['spec', 'suspend']) === true ? 'True' : 'False')),
    column('integer:Active', size(['status', 'active'])),
    column('Last Schedule', (object, now) =>
      textAt(object, 'status', 'lastScheduleTime') === null ? '<none>' : age('status', 'lastScheduleTime')(object, now),
    ),
    AGE,
    ...templateColumns(CRON_TEMPLATE, 'spec', 'jobTemplate', 'spec', 'selector'),
  ],
  'leases.coordination.k8s.io': [NAME, column('Holder', text('', 'spec', 'holderIdentity')), AGE],
  'roles.rbac.authorization.k8s.io': [NAME, CREATED],
  'clusterroles.rbac.authorization.k8s.io': [NAME, CREATED],
  'rolebindings.rbac.authorization.k8s.io': BINDING,
  'clusterrolebindings.rbac.authorization.k8s.io': BINDING,
  'customresourcedefinitions.apiextensions.k8s.io': [NAME, CREATED],
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': WEBHOOKS,
  'validatingwebhookconfigurations.admissionregistration.k8s.io': WEBHOOKS,
  'validatingadmissionpolicies.admissionregistration.k8s.io': [
    NAME,
    column('integer:Validations', size(['spec', 'validations'])),
    column('ParamKind', paramKind),
    AGE,
  ],
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': [
    NAME,
    column('PolicyName', text('', 'spec', 'policyName')),
    column('ParamRef', paramRef),
    AGE,
  ],
};

function subjects(kind: string): (binding: JsonObject) => string {
  return binding =>
    listAt(binding, 'subjects')
      .filter(each => textAt(each, 'kind') === kind)
      .map(each => (kind === 'ServiceAccount' ? `${textAt(each, 'namespace')}/` : '') + textAt(each, 'name'))
      .join(', ');
}

/** `daemonset.apps/collector` */
function controller(revision: JsonObject): string {
  const owner = listAt(revision, 'metadata', 'ownerReferences').find(each => valueAt(each, ['controller']) === true);
  if (owner === undefined) return '<none>';
  const [group = '', version] = (textAt(owner, 'apiVersion') ?? '').split('/');
  return `${textAt(owner, 'kind')?.toLowerCase()}${version === undefined ? '' : `.${group}`}/${textAt(owner, 'name')}`;
}

/** The first of these that is true of a job is its status; a job is Terminating before it is any of the later ones. */
const JOB_ENDS = ['Complete', 'Failed'];
const JOB_STATES = ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'];

function jobStatus(job: JsonObject): string {
  const holds = (type: string): boolean =>
    listAt(job, 'status', 'conditions').some(
      each => textAt(each, 'type') === type && textAt(each, 'status') === 'True',
    );
  const end = JOB_ENDS.find(holds);
  if (end !== undefined) return end;
  if (textAt(job, 'metadata', 'deletionTimestamp') !== null) return 'Terminating';
  return JOB_STATES.find(holds) ?? 'Running';
}

function completions(job: JsonObject): string {
  const succeeded = numberAt(job, 'status', 'succeeded') ?? 0;
  const wanted = numberAt(job, 'spec', 'completions');
  if (wanted !== null) return `${succeeded}/${wanted}`;
  const parallelism = numberAt(job, 'spec', 'parallelism') ?? 0;
  return `${succeeded}/1${parallelism > 1 ? ` of ${parallelism}` : ''}`;
}

function jobDuration(job: JsonObject, now: Date): string {
  const start = textAt(job, 'status', 'startTime');
  const end = textAt(job, 'status', 'completionTime');
  return start === null ? '' : humanDuration((end === null ? now.getTime() : Date.parse(end)) - Date.parse(start));
}

function paramKind(policy: JsonObject): string {
  const kind = objectAt(policy, 'spec', 'paramKind');
  return textAt(kind, 'kind') === null ? '<unset>' : `${textAt(kind, 'apiVersion')}/${textAt(kind, 'kind')}`;
}

function paramRef(binding: JsonObject): Json {
  const ref = objectAt(binding, 'spec', 'paramRef');
  const namespace = textAt(ref, 'namespace') ?? '*';
  if (textAt(ref, 'name') !== null) return `${namespace}/${textAt(ref, 'name')}`;
  return valueAt(ref, ['selector']) === undefined ? '<unset>' : goSelector(objectAt(ref, 'selector'));
}

/** The one selector that the server prints as Go prints the structure. */
function goSelector(of: JsonObject): string {
  const equal = Object.entries(objectAt(of, 'matchLabels')).sort(([a], [b]) => (a < b ? -1 : 1));
  const expressions = listAt(of, 'matchExpressions').map(each => {
    const values = listAt(each, 'values').join(' ');
    return `LabelSelectorRequirement{Key:${textAt(each, 'key')},Operator:${textAt(each, 'operator')},Values:[${values}],},`;
  });
  const map = equal.map(([key, value]) => `${key}: ${value},`).join('');
  return `&LabelSelector{MatchLabels:map[string]string{${map}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}
