import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {equal} from '../json.ts';
import type {FieldProblem} from './failure.ts';
import {bad, forbidden, required, unsupported} from './field-problems.ts';
import {LABEL, LABEL_RULE, podProblems} from './pod-problems.ts';
import {labelProblems} from './pod-security.ts';
import type {Resource} from './resources.ts';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const KEY = /^(?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/;
const KEY_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function metadataProblems(resource: Resource, object: JsonObject): FieldProblem[] {
  const name = textAt(object, 'metadata', 'name') ?? '';
  const field = 'metadata.name';
  const problems: FieldProblem[] = [];
  if (name === '') problems.push(required(field, 'name or generateName is required'));
  else if (resource.group === 'rbac.authorization.k8s.io') {
    if (name.includes('/')) problems.push(bad(field, JSON.stringify(name), "may not contain '/'"));
  } else {
    const label = ['Namespace', 'Service'].includes(resource.kind);
    const longest = label ? 63 : 253;
    if (!(label ? LABEL : SUBDOMAIN).test(name))
      problems.push(bad(field, JSON.stringify(name), label ? LABEL_RULE : SUBDOMAIN_RULE));
    else if (name.length > longest)
      problems.push(bad(field, JSON.stringify(name), `must be no more than ${longest} bytes`));
  }
  for (const [key, value] of Object.entries(objectAt(object, 'metadata', 'labels'))) {
    if (!KEY.test(key)) problems.push(bad('metadata.labels', JSON.stringify(key), KEY_RULE));
    if (!VALUE.test(String(value))) problems.push(bad('metadata.labels', JSON.stringify(value), VALUE_RULE));
  }
  for (const key of Object.keys(objectAt(object, 'metadata', 'annotations')))
    if (!KEY.test(key.toLowerCase())) problems.push(bad('metadata.annotations', JSON.stringify(key), KEY_RULE));
  return problems;
}

const OWN_TEMPLATE = ['spec', 'template'];
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  DaemonSet: OWN_TEMPLATE,
  Deployment: OWN_TEMPLATE,
  ReplicaSet: OWN_TEMPLATE,
  StatefulSet: OWN_TEMPLATE,
  Job: OWN_TEMPLATE,
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Where the pod spec of an object is; null when its kind has none. */
export const podTemplatePath = (resource: Resource): readonly string[] | null =>
  resource.kind === 'Pod' ? [] : (TEMPLATES[resource.kind] ?? null);

/**
 * Why the API server refuses an object of a kind that we keep (k8s.io/kubernetes pkg/apis/…/validation). The Windows fields are
 * exact, and so is what people meet when they write a manifest by hand; the rest of Kubernetes' rules is not here.
 */
export function problemsOf(resource: Resource, object: JsonObject): readonly FieldProblem[] {
  const metadata = metadataProblems(resource, object);
  if (resource.kind === 'Namespace') return [...metadata, ...labelProblems(object)];
  const path = podTemplatePath(resource);
  if (path === null) return metadata;
  const field = [...path, 'spec'].join('.');
  const spec = objectAt(object, ...path, 'spec');
  if (resource.kind === 'Pod') return [...metadata, ...podProblems(spec, field, true)];
  return [
    ...metadata,
    ...replicaProblems(object),
    ...selectorProblems(resource, object),
    ...podProblems(spec, field, false),
    ...policyProblems(resource, spec, field),
  ];
}

function replicaProblems(object: JsonObject): FieldProblem[] {
  const replicas = valueAt(object, ['spec', 'replicas']);
  return typeof replicas === 'number' && replicas < 0
    ? [bad('spec.replicas', String(replicas), 'must be greater than or equal to 0')]
    : [];
}

function selectorProblems(resource: Resource, object: JsonObject): FieldProblem[] {
  if (resource.kind === 'CronJob') {
    const schedule = textAt(object, 'spec', 'schedule') ?? '';
    const fields = schedule.split(/\s+/).filter(each => each !== '');
    if (schedule === '') return [required('spec.schedule')];
    return fields.length === 5 || schedule.startsWith('@')
      ? []
      : [
          bad(
            'spec.schedule',
            JSON.stringify(schedule),
            `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`,
          ),
        ];
  }
  if (resource.kind === 'Job') return [];
  const selector = objectAt(object, 'spec', 'selector', 'matchLabels');
  const labels = valueAt(object, [...OWN_TEMPLATE, 'metadata', 'labels']);
  const field = 'spec.template.metadata.labels';
  const mismatch = bad(field, JSON.stringify(labels ?? null), '`selector` does not match template `labels`');
  if (valueAt(object, ['spec', 'selector']) === undefined)
    return resource.kind === 'DaemonSet' ? [mismatch] : [required('spec.selector'), mismatch];
  return Object.entries(selector).every(([key, value]) => objectAt(labels)[key] === value) ? [] : [mismatch];
}

function policyProblems(resource: Resource, spec: JsonObject, base: string): FieldProblem[] {
  const policy = textAt(spec, 'restartPolicy') ?? '';
  const field = `${base}.restartPolicy`;
  if (resource.kind !== 'Job' && resource.kind !== 'CronJob')
    return policy === 'Always' ? [] : [unsupported(field, policy, ['Always'])];
  if (policy === 'Always') return [required(field, 'valid values: "OnFailure", "Never"')];
  return policy === 'OnFailure' || policy === 'Never' ? [] : [unsupported(field, policy, ['OnFailure', 'Never'])];
}

const UPDATABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** What must stay as it was; the difference that the server prints behind the first sentence, and Go's dump of a template, are not here. */
export function updateProblems(resource: Resource, before: JsonObject, after: JsonObject): readonly FieldProblem[] {
  const spec = (object: JsonObject): JsonObject => objectAt(object, 'spec');
  const changed = (...path: string[]): boolean => !equal(valueAt(before, path), valueAt(after, path));
  const fixed = (...path: string[]): FieldProblem[] =>
    changed(...path) ? [bad(path.join('.'), JSON.stringify(valueAt(after, path) ?? null), 'field is immutable')] : [];
  switch (resource.kind) {
    case 'Pod': {
      const kept = (object: JsonObject): Json => ({
        ...spec(object),
        activeDeadlineSeconds: null,
        tolerations: null,
        containers: withoutImages(object, 'containers'),
        initContainers: withoutImages(object, 'initContainers'),
        ephemeralContainers: null,
      });
      return equal(kept(before), kept(after)) ? [] : [forbidden('spec', UPDATABLE)];
    }
    case 'DaemonSet':
    case 'Deployment':
    case 'ReplicaSet':
      return fixed('spec', 'selector');
    case 'Job':
      return [
        ...fixed('spec', 'completions'),
        ...fixed('spec', 'selector'),
        ...(equal(valueAt(before, OWN_TEMPLATE), valueAt(after, OWN_TEMPLATE)) ? [] : fixed('spec', 'template')),
      ];
    default:
      return [];
  }
}

const withoutImages = (object: JsonObject, list: string): Json =>
  listAt(object, 'spec', list).map(container => ({...(container as JsonObject), image: null}));
