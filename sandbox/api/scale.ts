import {numberAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Resource} from './resources.ts';

/** Stands for no kept kind, so that its patches are taken without a schema. */
export const SCALE: Resource = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  singular: 'scale',
  namespaced: true,
  shortNames: [],
  categories: [],
  subresources: [],
};

/** The `scale` subresource of a workload: `kubectl scale` reads and patches it. */
export function scaleOf(object: JsonObject): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const {name = '', namespace = '', uid = '', resourceVersion = '', creationTimestamp = ''} = metadata;
  const labels = objectAt(object, 'spec', 'selector', 'matchLabels');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {name, namespace, uid, resourceVersion, creationTimestamp},
    spec: {replicas: numberAt(object, 'spec', 'replicas') ?? 0},
    status: {
      replicas: numberAt(object, 'status', 'replicas') ?? 0,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${String(value)}`)
        .sort()
        .join(','),
    },
  };
}

/** The workload with the replicas of a changed `Scale`, at the version that the change was made for. */
export const scaled = (object: JsonObject, scale: JsonObject): JsonObject => ({
  ...object,
  metadata: {
    ...objectAt(object, 'metadata'),
    resourceVersion: textAt(scale, 'metadata', 'resourceVersion') ?? '',
  },
  spec: {...objectAt(object, 'spec'), replicas: numberAt(scale, 'spec', 'replicas') ?? 0},
});
