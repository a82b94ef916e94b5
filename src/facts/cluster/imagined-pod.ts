import {apiKindOf, type KubeObject, listAt, objectAt, textAt} from '../../kernel/objects.ts';
import type {Json} from '../../kernel/subjects.ts';

/**
 * A pod as the workload's controller would make it in `namespace`, for a dry run; null for a kind that makes no pods. The claims of a
 * StatefulSet are stood in for by emptyDir volumes, as its controller adds a volume for each
 * (k8s.io/kubernetes pkg/controller/statefulset/stateful_set_utils.go, updateStorage).
 */
export function imaginedPod(workload: KubeObject, namespace: string): KubeObject | null {
  const path = apiKindOf(workload)?.template;
  if (!path) return null;
  const template = objectAt(workload, ...path);
  const spec = objectAt(template, 'spec');
  const claims = listAt(workload, 'spec', 'volumeClaimTemplates').map(claim => textAt(claim, 'metadata', 'name'));
  const volumes: readonly Json[] = [
    ...listAt(spec, 'volumes').filter(volume => !claims.includes(textAt(volume, 'name'))),
    ...claims.map(name => ({name, emptyDir: {}})),
  ];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...objectAt(template, 'metadata'),
      name: path.length === 0 ? nameOf(workload) : nameFor(workload),
      namespace,
    },
    spec: {...spec, ...(volumes.length > 0 && {volumes})},
  };
}

const nameOf = (object: KubeObject): string => textAt(object, 'metadata', 'name') ?? 'pod';

/** The workload's name cut so that it stays a DNS subdomain, marked for whoever meets it in an audit log. */
const nameFor = (workload: KubeObject): string =>
  `${nameOf(workload)
    .slice(0, 50)
    .replace(/[.-]+$/, '')}-dry-run`;
