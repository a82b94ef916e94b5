import {objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {badRequest, type Failure} from './failure.ts';
import type {Resource} from './resources.ts';

export type Matches = (object: JsonObject) => boolean;

/** What a selector is made of; a word counts as an operator only where one is expected. */
const TOKEN = /\s*(==|!=|[=!,()<>]|[^\s=!,()<>]+)/y;
const OPERATORS = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];
/** `<` and `>` are written so, and called otherwise in the parser's complaints. */
const SYMBOLS = ['=', '==', '!=', '<', '>'];

type Labels = JsonObject;
type Parsed = {test: (labels: Labels) => boolean} | {complaint: string};

/** A label selector as text: equality, sets, existence, numbers; complaints as k8s.io/apimachinery pkg/labels/selector.go makes them. */
export function labelSelector(text: string): Matches | Failure {
  const tokens = tokensOf(text);
  const tests: ((labels: Labels) => boolean)[] = [];
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (): string => tokens[at++] ?? '';
  while (peek() !== '') {
    if (peek() !== '!' && !isWord(peek()))
      return complain(`found '${peek()}', expected: !, identifier, or 'end of string'`);
    const parsed = requirement(peek, take);
    if ('complaint' in parsed) return complain(`unable to parse requirement: ${parsed.complaint}`);
    tests.push(parsed.test);
    const next = take();
    if (next === '') break;
    if (next !== ',') return complain(`found '${next}', expected: ',' or 'end of string'`);
    if (peek() !== '!' && !isWord(peek())) return complain(`found '${peek()}', expected: identifier after ','`);
  }
  return object => {
    const labels = objectAt(object, 'metadata', 'labels');
    return tests.every(test => test(labels));
  };
}

const complain = (text: string): Failure => badRequest(text);
const isWord = (token: string): boolean => /^[^\s=!,()<>]/.test(token);

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) tokens.push(match[1] ?? '');
  return tokens;
}

function requirement(peek: () => string, take: () => string): Parsed {
  let key = take();
  const not = key === '!';
  if (not) key = take();
  if (!isWord(key)) return {complaint: `found '${key}', expected: identifier`};
  if (peek() === '' || peek() === ',') return {test: not ? labels => !(key in labels) : labels => key in labels};
  const operator = take();
  if (operator === 'in' || operator === 'notin') {
    const values = valuesOf(peek, take);
    if (typeof values === 'string') return {complaint: values};
    const holds = (labels: Labels): boolean => key in labels && values.includes(String(labels[key]));
    return {test: operator === 'in' ? holds : labels => !holds(labels)};
  }
  if (!SYMBOLS.includes(operator)) return {complaint: `found '${operator}', expected: ${OPERATORS.join(', ')}`};
  const value = peek() === '' || peek() === ',' ? '' : take();
  if (value !== '' && !isWord(value)) return {complaint: `found '${value}', expected: identifier`};
  const tests: Readonly<Record<string, (labels: Labels) => boolean>> = {
    '!=': labels => labels[key] !== value,
    '<': labels => Number(labels[key]) < Number(value),
    '>': labels => Number(labels[key]) > Number(value),
  };
  return {test: tests[operator] ?? (labels => labels[key] === value)};
}

/** `(a, b)`, or what is wrong with it. */
function valuesOf(peek: () => string, take: () => string): readonly string[] | string {
  const open = take();
  if (open !== '(') return `found '${open}' expected: '('`;
  const values: string[] = [];
  for (let token = take(); token !== ')'; token = take()) {
    if (token !== ',' && !isWord(token)) return `found '${token}', expected: ',', ')' or identifier`;
    if (token !== ',') values.push(token);
    if (peek() === '') return "found '', expected: ')'";
  }
  return values.length === 0 ? [''] : values;
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
    if (!known.includes(field))
      return badRequest(
        resource.kind in FIELDS
          ? `field label not supported: ${field}`
          : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
      );
    const path = field === 'source' ? ['source', 'component'] : field.split('.');
    const read: (object: JsonObject) => string = BOOLEANS.has(field)
      ? object => String(valueAt(object, path) === true)
      : object => textAt(object, ...path) ?? '';
    tests.push(object => (read(object) === value) === (operator !== '!='));
  }
  return object => tests.every(test => test(object));
}
