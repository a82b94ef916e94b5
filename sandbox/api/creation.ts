import {listAt, objectAt, textAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {sorted} from '../json.ts';
import {TEMPLATE_GENERATION, withDefaults} from './defaults.ts';
import type {Resource} from './resources.ts';

const text = (value: Json | undefined): string => textAt(value) ?? '';

/**
 * What happens only when an object is created: takes one with defaults, a name and a UID. A status that has an address of its own is
 * the server's, whatever was sent.
 */
export function onCreate(resource: Resource, given: JsonObject): JsonObject {
  const {kind, subresources} = resource;
  const {status: _, ...rest} = given;
  const own = subresources.includes('status') && kind !== 'Node' ? withDefaults(resource, rest) : given;
  return counted(resource, (CREATED[kind] ?? (each => each))(own), 1);
}

/**
 * What happens only when an object is updated or patched (not its `status`): the status stays, and the generation counts what changes
 * in what the object is about.
 */
export function onUpdate(resource: Resource, before: JsonObject, after: JsonObject): JsonObject {
  const {kind, subresources} = resource;
  const {status: _, ...rest} = after;
  const status = before['status'];
  const own =
    subresources.includes('status') && kind !== 'Node' ? {...rest, ...(status === undefined ? {} : {status})} : after;
  const {generation} = objectAt(before['metadata']);
  const changed = JSON.stringify(sorted(aboutOf(kind, before))) !== JSON.stringify(sorted(aboutOf(kind, after)));
  const counts = counted(resource, own, Number(generation ?? 1) + (changed ? 1 : 0));
  if (kind !== 'DaemonSet') return counts;
  const number = Number(objectAt(objectAt(before['metadata'])['annotations'])[TEMPLATE_GENERATION] ?? 0);
  const same = JSON.stringify(sorted(templateOf(before))) === JSON.stringify(sorted(templateOf(after)));
  return annotated(counts, TEMPLATE_GENERATION, String(number + (same ? 0 : 1)));
}

const templateOf = (daemonSet: JsonObject): Json => objectAt(daemonSet['spec'])['template'] ?? null;

/** Everything but metadata and status; of a Deployment its annotations, too. */
function aboutOf(kind: string, {metadata, status: _, ...rest}: JsonObject): JsonObject {
  return kind === 'Deployment' ? {...rest, annotations: objectAt(metadata)['annotations'] ?? null} : rest;
}

const UNCOUNTED =
  /^(?:ConfigMap|ControllerRevision|Event|Lease|Namespace|Node|Secret|Service|ServiceAccount|(?:Cluster)?Role(?:Binding)?)$/;

const counted = ({kind, group}: Resource, value: JsonObject, generation: number): JsonObject =>
  UNCOUNTED.test(kind) && BUILT_IN.test(group)
    ? value
    : {...value, metadata: {...objectAt(value['metadata']), generation}};

/** A kind of a CustomResourceDefinition may have the name of one of these. */
const BUILT_IN = /^(?:|apps|coordination\.k8s\.io|rbac\.authorization\.k8s\.io)$/;

function annotated(value: JsonObject, key: string, text: string): JsonObject {
  const metadata = objectAt(value['metadata']);
  return {...value, metadata: {...metadata, annotations: {...objectAt(metadata['annotations']), [key]: text}}};
}

const CREATED: {readonly [kind: string]: (given: JsonObject) => JsonObject} = {
  DaemonSet: given => annotated(given, TEMPLATE_GENERATION, '1'),
  Job: job,
  Namespace: given => {
    const spec = objectAt(given['spec']);
    return {...given, spec: {...spec, finalizers: [...new Set([...listAt(spec['finalizers']), 'kubernetes'])]}};
  },
  Pod: given => ({...given, status: {phase: 'Pending', qosClass: qosClass(objectAt(given['spec']))}}),
  Service: given => (objectAt(given['spec'])['type'] === 'ExternalName' ? given : service(given)),
};

/** pkg/apis/core/v1/helper/qos. */
function qosClass(spec: JsonObject): string {
  const all = [...listAt(spec['initContainers']), ...listAt(spec['containers'])].map(each =>
    objectAt(objectAt(each)['resources']),
  );
  const asked = all.flatMap(({limits, requests}) => [limits, requests].flatMap(each => Object.entries(objectAt(each))));
  if (!asked.some(([name, value]) => /^(?:cpu|memory)$/.test(name) && value !== '0')) return 'BestEffort';
  const guaranteed = all.every(({limits, requests}) =>
    ['cpu', 'memory'].every(name => {
      const limit = objectAt(limits)[name];
      return limit !== undefined && limit === objectAt(requests)[name];
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function service(given: JsonObject): JsonObject {
  const {metadata, spec} = given;
  const {namespace, name} = objectAt(metadata);
  const {clusterIP, clusterIPs} = objectAt(spec);
  const ip = text(clusterIP) || text(listAt(clusterIPs)[0]) || clusterIp(`${text(namespace)}/${text(name)}`);
  // headless and without a selector: whoever makes the endpoints decides
  const families =
    ip === 'None' && objectAt(spec)['selector'] === undefined
      ? {ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack'}
      : {ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack'};
  return {...given, spec: {clusterIPs: [ip], ...families, ...objectAt(spec), clusterIP: ip}};
}

/** Always the same address for the same service; two services may get the same one. */
function clusterIp(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_000;
  return `10.0.${Math.floor(sum / 254)}.${(sum % 254) + 1}`;
}

/** Labels and, unless `manualSelector` is set, the selector that only this job's pods match. */
function job(value: JsonObject): JsonObject {
  const {uid, name, labels: given} = objectAt(value['metadata']);
  const spec = objectAt(value['spec']);
  if (spec['manualSelector'] === true) return value;
  const template = objectAt(spec['template']);
  const metadata = objectAt(template['metadata']);
  const own = {
    'batch.kubernetes.io/controller-uid': uid ?? '',
    'batch.kubernetes.io/job-name': name ?? '',
    'controller-uid': uid ?? '',
    'job-name': name ?? '',
  };
  const labels = {...own, ...objectAt(metadata['labels'])};
  const selector = objectAt(spec['selector']);
  const matchLabels = {...objectAt(selector['matchLabels']), 'batch.kubernetes.io/controller-uid': uid ?? ''};
  // labels that were taken from the template are Go's same map
  const shared = given !== undefined && given === metadata['labels'];
  return {
    ...value,
    ...(shared ? {metadata: {...objectAt(value['metadata']), labels}} : {}),
    spec: {...spec, selector: {...selector, matchLabels}, template: {...template, metadata: {...metadata, labels}}},
  };
}
