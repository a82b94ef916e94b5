import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

/**
 * kubectl's typed commands (`auth can-i`, `create namespace`, `create deployment` …) send protobuf. What they fill in of the few kinds
 * they send is read here; whatever else comes so is refused with 415, as the real server refuses what it cannot read. Field numbers from
 * generated.proto of k8s.io/api and k8s.io/apimachinery v0.36.
 */
type Type = 'string' | 'bytes' | 'bool' | 'int' | 'strings' | 'map' | 'bytesMap' | {one: string} | {many: string};
type Message = Readonly<Record<number, readonly [name: string, type: Type]>>;

const metadata: readonly [string, Type] = ['metadata', {one: 'ObjectMeta'}];
const review = (spec: string): Message => ({1: metadata, 2: ['spec', {one: spec}]});
const rules: Message = {1: metadata, 2: ['rules', {many: 'PolicyRule'}]};
const binding: Message = {1: metadata, 2: ['subjects', {many: 'Subject'}], 3: ['roleRef', {one: 'RoleRef'}]};

const MESSAGES: Readonly<Record<string, Message>> = {
  ObjectMeta: {
    1: ['name', 'string'],
    2: ['generateName', 'string'],
    3: ['namespace', 'string'],
    11: ['labels', 'map'],
    12: ['annotations', 'map'],
    14: ['finalizers', 'strings'],
  },
  ConfigMap: {1: metadata, 2: ['data', 'map'], 3: ['binaryData', 'bytesMap'], 4: ['immutable', 'bool']},
  Secret: {
    1: metadata,
    2: ['data', 'bytesMap'],
    3: ['type', 'string'],
    4: ['stringData', 'map'],
    5: ['immutable', 'bool'],
  },
  Namespace: {1: metadata},
  ServiceAccount: {1: metadata, 4: ['automountServiceAccountToken', 'bool']},
  PolicyRule: {
    1: ['verbs', 'strings'],
    2: ['apiGroups', 'strings'],
    3: ['resources', 'strings'],
    4: ['resourceNames', 'strings'],
    5: ['nonResourceURLs', 'strings'],
  },
  RoleRef: {1: ['apiGroup', 'string'], 2: ['kind', 'string'], 3: ['name', 'string']},
  Subject: {1: ['kind', 'string'], 2: ['apiGroup', 'string'], 3: ['name', 'string'], 4: ['namespace', 'string']},
  Role: rules,
  ClusterRole: rules,
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  LabelSelector: {1: ['matchLabels', 'map']},
  ContainerPort: {1: ['name', 'string'], 3: ['containerPort', 'int'], 4: ['protocol', 'string']},
  Container: {
    1: ['name', 'string'],
    2: ['image', 'string'],
    3: ['command', 'strings'],
    4: ['args', 'strings'],
    6: ['ports', {many: 'ContainerPort'}],
  },
  PodSpec: {2: ['containers', {many: 'Container'}], 3: ['restartPolicy', 'string']},
  PodTemplateSpec: {1: metadata, 2: ['spec', {one: 'PodSpec'}]},
  DeploymentSpec: {
    1: ['replicas', 'int'],
    2: ['selector', {one: 'LabelSelector'}],
    3: ['template', {one: 'PodTemplateSpec'}],
  },
  Deployment: {1: metadata, 2: ['spec', {one: 'DeploymentSpec'}]},
  JobSpec: {6: ['template', {one: 'PodTemplateSpec'}]},
  Job: {1: metadata, 2: ['spec', {one: 'JobSpec'}]},
  ResourceAttributes: {
    1: ['namespace', 'string'],
    2: ['verb', 'string'],
    3: ['group', 'string'],
    4: ['version', 'string'],
    5: ['resource', 'string'],
    6: ['subresource', 'string'],
    7: ['name', 'string'],
  },
  NonResourceAttributes: {1: ['path', 'string'], 2: ['verb', 'string']},
  SelfSubjectAccessReviewSpec: {
    1: ['resourceAttributes', {one: 'ResourceAttributes'}],
    2: ['nonResourceAttributes', {one: 'NonResourceAttributes'}],
  },
  SelfSubjectRulesReviewSpec: {1: ['namespace', 'string']},
  SelfSubjectAccessReview: review('SelfSubjectAccessReviewSpec'),
  SelfSubjectRulesReview: review('SelfSubjectRulesReviewSpec'),
  SelfSubjectReview: {1: metadata},
};

/** `k8s\0`, then runtime.Unknown: the type, and the object in bytes. */
const MAGIC = Buffer.from('k8s\0');

/** The object in a protobuf body; null when it is none, or of a kind that is not read here. */
export function readProtobuf(body: Buffer): JsonObject | null {
  if (!body.subarray(0, 4).equals(MAGIC)) return null;
  try {
    const unknown = fieldsOf(body.subarray(4));
    const [type, raw] = [unknown.find(({number}) => number === 1), unknown.find(({number}) => number === 2)];
    const [apiVersion, kind] = [1, 2].map(
      number =>
        fieldsOf(type?.bytes ?? EMPTY)
          .find(field => field.number === number)
          ?.bytes.toString() ?? '',
    );
    const message = MESSAGES[kind ?? ''];
    if (message === undefined || apiVersion === undefined || kind === undefined) return null;
    return {apiVersion, kind, ...decoded(message, raw?.bytes ?? EMPTY)};
  } catch (error) {
    if (error instanceof RangeError) return null; // cut off
    throw error;
  }
}

const EMPTY = Buffer.alloc(0);

type Field = {number: number; bytes: Buffer; value: number};

/** The fields of a message in their order: `bytes` of those with a length, `value` of numbers. */
function fieldsOf(buffer: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = buffer.readUInt8(at);
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < buffer.length) {
    const tag = varint();
    const [number, wire] = [tag >>> 3, tag & 7];
    if (wire === 0) fields.push({number, bytes: EMPTY, value: varint()});
    else if (wire === 2) {
      const length = varint();
      if (at + length > buffer.length) throw new RangeError('cut off');
      fields.push({number, bytes: buffer.subarray(at, at + length), value: 0});
      at += length;
    } else at += wire === 1 ? 8 : 4;
  }
  return fields;
}

/** An empty text or number is one that was not given: that is how Go writes zero values of required fields. */
function decoded(message: Message, buffer: Buffer): JsonObject {
  const object: {[name: string]: Json} = {};
  for (const field of fieldsOf(buffer)) {
    const [name, type] = message[field.number] ?? [];
    if (name === undefined || type === undefined) continue;
    const before = object[name];
    if (typeof type === 'object') {
      const value = decoded(MESSAGES['one' in type ? type.one : type.many] ?? {}, field.bytes);
      object[name] = 'one' in type ? value : [...((before as Json[]) ?? []), value];
    } else if (type === 'strings') object[name] = [...((before as Json[]) ?? []), field.bytes.toString()];
    else if (type === 'map' || type === 'bytesMap') {
      const [key, value] = [1, 2].map(
        number => fieldsOf(field.bytes).find(each => each.number === number)?.bytes ?? EMPTY,
      );
      const text = value?.toString(type === 'map' ? 'utf8' : 'base64') ?? '';
      object[name] = {...((before as JsonObject) ?? {}), [key?.toString() ?? '']: text};
    } else if (type === 'bool') object[name] = field.value !== 0;
    else if (type === 'int') object[name] = field.value;
    else if (field.bytes.length > 0) object[name] = field.bytes.toString(type === 'bytes' ? 'base64' : 'utf8');
  }
  return object;
}
