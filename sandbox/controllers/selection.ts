import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {nameOf} from './cache.ts';

/** Whether the labels have all that a label selector (metav1.LabelSelector) asks for; an empty one selects everything. */
export function selectorMatches(selector: JsonObject, labels: JsonObject): boolean {
  return (
    Object.entries(objectAt(selector, 'matchLabels')).every(([key, value]) => labels[key] === value) &&
    listAt(selector, 'matchExpressions').every(each => expressionHolds(each, labels[textAt(each, 'key') ?? '']))
  );
}

/** Whether `spec` (of a pod) wants this node: its nodeSelector and its required node affinity. */
export function wantsNode(spec: JsonObject, node: JsonObject): boolean {
  const labels = objectAt(node, 'metadata', 'labels');
  if (!Object.entries(objectAt(spec, 'nodeSelector')).every(([key, value]) => labels[key] === value)) return false;
  const terms = requiredTerms(spec);
  return terms === null || terms.some(term => termHolds(term, labels, nameOf(node)));
}

/** The terms of which one must hold; null when the pod has no required node affinity. */
function requiredTerms(spec: JsonObject): readonly Json[] | null {
  const required = objectAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return required['nodeSelectorTerms'] === undefined ? null : listAt(required, 'nodeSelectorTerms');
}

/** The only nodes that can hold, when every term names some (`metadata.name` in matchFields); null for any. */
export function namedNodes(spec: JsonObject): ReadonlySet<string> | null {
  const terms = requiredTerms(spec);
  if (terms === null) return null;
  const named = terms.map(term => {
    const field = listAt(term, 'matchFields').find(each => textAt(each, 'operator') === 'In');
    return field === undefined ? null : listAt(field, 'values').map(String);
  });
  return named.includes(null) ? null : new Set(named.flatMap(names => names ?? []));
}

/** A term without expressions holds for no node (core/v1 NodeSelectorTerm). */
function termHolds(term: Json, labels: JsonObject, name: string): boolean {
  const [expressions, fields] = [listAt(term, 'matchExpressions'), listAt(term, 'matchFields')];
  return (
    expressions.length + fields.length > 0 &&
    expressions.every(each => expressionHolds(each, labels[textAt(each, 'key') ?? ''])) &&
    fields.every(each => textAt(each, 'key') === 'metadata.name' && expressionHolds(each, name))
  );
}

function expressionHolds(expression: Json, actual: Json | undefined): boolean {
  const values = listAt(expression, 'values');
  const there = actual !== undefined;
  switch (textAt(expression, 'operator')) {
    case 'In':
      return there && values.includes(actual);
    case 'NotIn':
      return !there || !values.includes(actual);
    case 'Exists':
      return there;
    case 'DoesNotExist':
      return !there;
    case 'Gt':
      return there && Number(actual) > Number(values[0]);
    case 'Lt':
      return there && Number(actual) < Number(values[0]);
    default:
      return false;
  }
}

type Effect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

/** The node's taints of these effects that none of the tolerations tolerates. */
export const untolerated = (
  node: JsonObject,
  tolerations: readonly Json[],
  effects: readonly Effect[],
): readonly Json[] =>
  listAt(node, 'spec', 'taints').filter(
    taint =>
      effects.includes(textAt(taint, 'effect') as Effect) &&
      !tolerations.some(toleration => tolerates(toleration, taint)),
  );

/** core/v1 Toleration.ToleratesTaint: without an effect every effect, without a key (and with Exists) every taint. */
export function tolerates(toleration: Json, taint: Json): boolean {
  const [key, effect] = [textAt(toleration, 'key'), textAt(toleration, 'effect')];
  if (effect && effect !== textAt(taint, 'effect')) return false;
  const exists = textAt(toleration, 'operator') === 'Exists';
  if (key ? key !== textAt(taint, 'key') : !exists) return false;
  return exists || (textAt(toleration, 'value') ?? '') === (textAt(taint, 'value') ?? '');
}

/** What of a node decides which pods may be there, as text to compare. */
export const placementOf = (node: JsonObject): string =>
  JSON.stringify([
    valueAt(node, ['metadata', 'labels']),
    valueAt(node, ['spec', 'taints']),
    valueAt(node, ['spec', 'unschedulable']),
    valueAt(node, ['status', 'allocatable']),
  ]);
