import {listAt, objectAt, textAt} from '../../kernel/objects.ts';
import type {Json, JsonObject} from '../../kernel/subjects.ts';
import type {NodeFacts, Taint} from './nodes.ts';

export type Toleration = {key: string | null; operator: string; value: string; effect: string | null};

/** Why a node does or does not take a pod: whether its selectors choose it, and the taints it does not tolerate. */
export type Placement = {selected: boolean; untolerated: readonly Taint[]};

/**
 * The taints that the DaemonSet controller tolerates on every pod it makes.
 * https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations
 */
const DAEMONSET_TOLERATES: readonly Toleration[] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
  ['node.kubernetes.io/network-unavailable', 'NoSchedule'],
].map(([key = '', effect = '']) => ({key, operator: 'Exists', value: '', effect}));

/** Whether `spec` (of a pod) can be placed on `node`: nodeSelector, required node affinity and taints, as the scheduler reads them. */
export function placement(spec: JsonObject, node: NodeFacts, workloadKind: string): Placement {
  const tolerations = listAt(spec, 'tolerations').map(readToleration);
  const all = workloadKind === 'DaemonSet' ? [...tolerations, ...DAEMONSET_TOLERATES] : tolerations;
  const cordon: Taint[] = node.unschedulable
    ? [{key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule'}]
    : [];
  const taints = [...node.taints, ...cordon.filter(taint => !node.taints.some(other => other.key === taint.key))];
  return {
    selected: selects(spec, node),
    untolerated: taints.filter(
      taint => taint.effect !== 'PreferNoSchedule' && !all.some(toleration => tolerates(toleration, taint)),
    ),
  };
}

function selects(spec: JsonObject, node: NodeFacts): boolean {
  const named = textAt(spec, 'nodeName');
  if (named !== null && named !== '' && named !== node.name) return false;
  if (!Object.entries(objectAt(spec, 'nodeSelector')).every(([key, value]) => node.labels[key] === value)) return false;
  const required = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];
  const terms = listAt(spec, ...required);
  return terms.length === 0 || terms.some(term => termMatches(term, node));
}

/** An empty term matches no node; otherwise all of its expressions must hold (core/v1 NodeSelectorTerm). */
function termMatches(term: Json, node: NodeFacts): boolean {
  const labels = listAt(term, 'matchExpressions');
  const fields = listAt(term, 'matchFields');
  if (labels.length + fields.length === 0) return false;
  return (
    labels.every(each => expressionHolds(each, node.labels[textAt(each, 'key') ?? ''])) &&
    fields.every(each => textAt(each, 'key') === 'metadata.name' && expressionHolds(each, node.name))
  );
}

function expressionHolds(expression: Json, actual: string | undefined): boolean {
  const values = listAt(expression, 'values');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return actual !== undefined && values.includes(actual);
    case 'NotIn':
      return actual === undefined || !values.includes(actual);
    case 'Exists':
      return actual !== undefined;
    case 'DoesNotExist':
      return actual === undefined;
    case 'Gt':
      return actual !== undefined && Number(actual) > Number(values[0]);
    case 'Lt':
      return actual !== undefined && Number(actual) < Number(values[0]);
    default:
      return false;
  }
}

const readToleration = (toleration: Json): Toleration => ({
  key: textAt(toleration, 'key'),
  operator: textAt(toleration, 'operator') ?? 'Equal',
  value: textAt(toleration, 'value') ?? '',
  effect: textAt(toleration, 'effect'),
});

/** core/v1 Toleration.ToleratesTaint: an empty effect matches every effect, an empty key with Exists matches every taint. */
function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (!toleration.key && toleration.operator !== 'Exists') return false;
  return toleration.operator === 'Exists' || toleration.value === taint.value;
}

/** A taint as kubectl prints it: `os=windows:NoSchedule`. */
export const taintText = (taint: Taint): string =>
  `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
