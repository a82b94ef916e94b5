import {objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {badRequest, type Failure} from './failure.ts';
import type {Resource} from './resources.ts';

export type Matches = (object: JsonObject) => boolean;

const NAME = String.raw`[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:/[\w.-]+)?`;
const SET = new RegExp(`^\\s*(${NAME})\\s+(in|notin)\\s*\\(([^()]*)\\)\\s*$`);
const EQUAL = new RegExp(`^\\s*(${NAME})\\s*(==|=|!=)\\s*([\\w.-]*)\\s*$`);
const EXISTS = new RegExp(`^\\s*(!?)\\s*(${NAME})\\s*$`);
const COMPARED = new RegExp(`^\\s*(${NAME})\\s*([<>])\\s*(\\d+)\\s*$`);

/** A label selector as text (k8s.io/apimachinery pkg/labels): equality, sets, existence, numbers. */
export function labelSelector(text: string): Matches | Failure {
  const tests: ((labels: JsonObject) => boolean)[] = [];
  for (const part of splitOutsideBrackets(text)) {
    const test = requirement(part);
    if (test === null) return badRequest(`unable to parse requirement: ${complaint(part)}`);
    tests.push(test);
  }
  return object => {
    const labels = objectAt(object, 'metadata', 'labels');
    return tests.every(test => test(labels));
  };
}

function requirement(part: string): ((labels: JsonObject) => boolean) | null {
  const set = SET.exec(part);
  if (set) {
    const [, key = '', word, list = ''] = set;
    const values = list.split(',').map(value => value.trim());
    return word === 'in'
      ? labels => values.includes(String(labels[key] ?? '\0'))
      : labels => !values.includes(String(labels[key] ?? '\0'));
  }
  const equal = EQUAL.exec(part);
  if (equal) {
    const [, key = '', operator, value] = equal;
    return operator === '!=' ? labels => labels[key] !== value : labels => labels[key] === value;
  }
  const compared = COMPARED.exec(part);
  if (compared) {
    const [, key = '', operator, value] = compared;
    return labels => (operator === '<' ? Number(labels[key]) < Number(value) : Number(labels[key]) > Number(value));
  }
  const exists = EXISTS.exec(part);
  if (!exists) return null;
  const [, not, key = ''] = exists;
  return not === '!' ? labels => !(key in labels) : labels => key in labels;
}

/** The parser's words for its most frequent complaint, a second operator. */
const complaint = (part: string): string =>
  /^[^=]*==?=/.test(part) ? "found '=', expected: identifier" : `found '${part.trim()}', expected: identifier`;

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.filter(part => part.trim() !== '');
}

/** Fields that can be selected by, besides name and namespace (k8s.io/kubernetes pkg/apis/core/v1/conversion.go). */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Node: ['spec.unschedulable'],
  Namespace: ['status.phase'],
  Secret: ['type'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};
const BOOLEANS = new Set(['spec.hostNetwork', 'spec.unschedulable']);

/** A field selector as text: `spec.nodeName=win-1,status.phase!=Running`. */
export function fieldSelector(resource: Resource, text: string): Matches | Failure {
  const known = ['metadata.name', 'metadata.namespace', ...(FIELDS[resource.kind] ?? [])];
  const tests: Matches[] = [];
  for (const part of text.split(',').filter(each => each !== '')) {
    const [, field = '', operator, value = ''] = /^(.*?)(!=|==|=)(.*)$/s.exec(part) ?? [];
    if (operator === undefined) return badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
    if (!known.includes(field)) return badRequest(`field label not supported: ${field}`);
    const path = field === 'source' ? ['source', 'component'] : field.split('.');
    const read: (object: JsonObject) => string = BOOLEANS.has(field)
      ? object => String(valueAt(object, path) === true)
      : object => textAt(object, ...path) ?? '';
    tests.push(object => (read(object) === value) === (operator !== '!='));
  }
  return object => tests.every(test => test(object));
}
