import {commandOutline} from '../facts/pod/commands.ts';
import {apiKindOf, type KubeObject, listAt, objectAt, textAt, valueAt} from '../kernel/objects.ts';
import type {Json, JsonObject} from '../kernel/subjects.ts';

const INHERIT_USER = 'microsoft.com/hostprocess-inherit-user';
const POD_FIELDS = [
  'nodeName',
  'nodeSelector',
  'affinity',
  'tolerations',
  'os',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostUsers',
  'shareProcessNamespace',
  'terminationGracePeriodSeconds',
  'securityContext',
] as const;
const CONTAINER_FIELDS = ['name', 'restartPolicy', 'securityContext', 'ports', 'resources'] as const;
const SPEC_FIELDS = ['replicas', 'completions', 'selector', 'updateStrategy'] as const;
const METADATA_FIELDS = ['name', 'namespace', 'uid', 'generation', 'ownerReferences', 'deletionTimestamp'] as const;

/**
 * A pod or workload cut down to what checks read, so that a cluster of any size fits into memory: no images, environment values,
 * annotations or managed fields, where secrets hide. Of the environment the names are left, of commands and arguments the outline.
 */
export function trimmed(object: KubeObject): KubeObject {
  const template = apiKindOf(object)?.template ?? [];
  const head = {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    metadata: metadataOf(object, METADATA_FIELDS),
    status: objectAt(object, 'status'),
  };
  if (template.length === 0) return {...head, spec: podSpec(objectAt(object, 'spec'))};
  const own = objectAt(object, ...template);
  const made: JsonObject = {metadata: metadataOf(own, []), spec: podSpec(objectAt(own, 'spec'))};
  const nested = [...template].reverse().reduce<JsonObject>((inner, step) => ({[String(step)]: inner}), made);
  return {...head, spec: {...pick(objectAt(object, 'spec'), SPEC_FIELDS), ...objectAt(nested, 'spec')}};
}

/** A healthy ordinary pod: whose it is, where it is, and its containers' memory limits. */
export const footprint = (pod: KubeObject): KubeObject => ({
  metadata: pick(objectAt(pod, 'metadata'), ['name', 'namespace', 'ownerReferences']),
  spec: {
    nodeName: textAt(pod, 'spec', 'nodeName'),
    containers: listAt(pod, 'spec', 'containers').map(each => ({
      resources: {limits: {memory: textAt(each, 'resources', 'limits', 'memory')}},
    })),
  },
  status: {phase: textAt(pod, 'status', 'phase')},
});

function metadataOf(owner: JsonObject, fields: readonly string[]): JsonObject {
  const inherits = textAt(owner, 'metadata', 'annotations', INHERIT_USER);
  const annotations = inherits === null ? {} : {annotations: {[INHERIT_USER]: inherits}};
  return {...pick(objectAt(owner, 'metadata'), fields), ...annotations};
}

const podSpec = (spec: JsonObject): JsonObject => ({
  ...pick(spec, POD_FIELDS),
  volumes: listAt(spec, 'volumes').map(volume => pick(objectAt(volume), ['name', 'hostPath'])),
  initContainers: listAt(spec, 'initContainers').map(container),
  containers: listAt(spec, 'containers').map(container),
  ephemeralContainers: listAt(spec, 'ephemeralContainers').map(container),
});

const container = (each: Json): JsonObject => ({
  ...pick(objectAt(each), CONTAINER_FIELDS),
  ...commandOutline(each),
  env: listAt(each, 'env').map(variable => ({name: textAt(variable, 'name')})),
  volumeMounts: listAt(each, 'volumeMounts').map(mount => pick(objectAt(mount), ['name', 'mountPath', 'readOnly'])),
});

const pick = (object: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const value = valueAt(object, [field]);
      return value === undefined ? [] : [[field, value]];
    }),
  );
