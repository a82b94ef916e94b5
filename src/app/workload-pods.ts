import {PROOF_VARIABLE} from '../facts/node/launch.ts';
import {
  type ApiKind,
  collectionPath,
  type KubeObject,
  listAt,
  numberAt,
  objectAt,
  POD,
  textAt,
} from '../kernel/objects.ts';
import type {ListQuery} from '../kernel/ports.ts';
import type {Json} from '../kernel/subjects.ts';

/** An object that exists in the cluster, as the API server returned it. */
export type Live = {
  kind: ApiKind;
  namespace: string;
  name: string;
  uid: string;
  object: KubeObject;
  /** Somebody deleted it while it was watched. */
  gone?: true;
};

/** Takes what the API server returned for an object of `kind`. */
export const liveOf = (kind: ApiKind, object: KubeObject): Live => ({
  kind,
  namespace: textAt(object, 'metadata', 'namespace') ?? '',
  name: textAt(object, 'metadata', 'name') ?? '',
  uid: textAt(object, 'metadata', 'uid') ?? '',
  object,
});

/**
 * Where the pods of a live workload are listed or watched; null for what names none of its own: a CronJob's pods are its Jobs', and a
 * selector that says nothing would be everybody's.
 */
export function podsOf(live: Live): {path: string; query: ListQuery} | null {
  const path = collectionPath(POD, live.namespace);
  if (live.kind.kind === 'Pod') return {path, query: {fieldSelector: `metadata.name=${live.name}`}};
  const labelSelector = live.kind.kind === 'CronJob' ? '' : selectorText(live.object);
  return labelSelector === '' ? null : {path, query: {labelSelector}};
}

function selectorText(object: KubeObject): string {
  const labels = Object.entries(objectAt(object, 'spec', 'selector', 'matchLabels')).map(
    ([key, value]) => `${key}=${String(value)}`,
  );
  const expressions = listAt(object, 'spec', 'selector', 'matchExpressions').map(expressionText);
  return [...labels, ...expressions].join(',');
}

function expressionText(expression: Json): string {
  const key = textAt(expression, 'key') ?? '';
  const values = listAt(expression, 'values').join(',');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return `${key} in (${values})`;
    case 'NotIn':
      return `${key} notin (${values})`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}

/**
 * How many pods the workload wants now; null while its controller has not looked at this generation of it, or still has pods of
 * the one before: those say nothing about what was applied.
 */
export function wantedPods(live: Live): number | null {
  const status = (field: string): number => numberAt(live.object, 'status', field) ?? 0;
  const observed = status('observedGeneration') >= (numberAt(live.object, 'metadata', 'generation') ?? 0);
  const replicas = numberAt(live.object, 'spec', 'replicas') ?? 1;
  const onDelete = textAt(live.object, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  switch (live.kind.kind) {
    case 'Pod':
      return 1;
    case 'Job':
      return numberAt(live.object, 'spec', 'completions') ?? 1;
    case 'CronJob':
      return 0;
    case 'DaemonSet': {
      const desired = status('desiredNumberScheduled');
      return observed && (onDelete || status('updatedNumberScheduled') >= desired) ? desired : null;
    }
    case 'ReplicaSet':
      return replicas;
    default:
      return observed && (onDelete || (status('updatedReplicas') >= replicas && status('replicas') <= replicas))
        ? replicas
        : null;
  }
}

/** Whether the workload's pods carry our proof, so that their logs can be expected to hold it. */
export const carriesProof = ({kind, object}: Live): boolean =>
  listAt(object, ...(kind.template ?? []), 'spec', 'containers').some(container =>
    listAt(container, 'env').some(variable => textAt(variable, 'name') === PROOF_VARIABLE),
  );
