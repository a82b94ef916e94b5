import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import type {Resource} from './resources.ts';

const object = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {};
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What happens only when an object is created: takes one with defaults, a name and a UID. */
export function onCreate({kind}: Resource, given: JsonObject): JsonObject {
  const spec = object(given['spec']);
  switch (kind) {
    case 'Namespace':
      return {...given, spec: {...spec, finalizers: [...new Set([...list(spec['finalizers']), 'kubernetes'])]}};
    case 'Job':
      return job(given);
    case 'Service':
      return spec['type'] === 'ExternalName' ? given : service(given);
    default:
      return given;
  }
}

function service(given: JsonObject): JsonObject {
  const {metadata, spec} = given;
  const {namespace, name} = object(metadata);
  const {clusterIP, clusterIPs} = object(spec);
  const ip = text(clusterIP) || text(list(clusterIPs)[0]) || clusterIp(`${text(namespace)}/${text(name)}`);
  return {
    ...given,
    spec: {clusterIPs: [ip], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ...object(spec), clusterIP: ip},
  };
}

/** Always the same address for the same service; two services may get the same one. */
function clusterIp(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_000;
  return `10.0.${Math.floor(sum / 254)}.${(sum % 254) + 1}`;
}

/** Labels and, unless `manualSelector` is set, the selector that only this job's pods match. */
function job(value: JsonObject): JsonObject {
  const {uid, name} = object(value['metadata']);
  const spec = object(value['spec']);
  if (spec['manualSelector'] === true) return value;
  const template = object(spec['template']);
  const metadata = object(template['metadata']);
  const own = {
    'batch.kubernetes.io/controller-uid': uid ?? '',
    'batch.kubernetes.io/job-name': name ?? '',
    'controller-uid': uid ?? '',
    'job-name': name ?? '',
  };
  const labels = {...own, ...object(metadata['labels'])};
  const selector = object(spec['selector']);
  const matchLabels = {...object(selector['matchLabels']), 'batch.kubernetes.io/controller-uid': uid ?? ''};
  return {
    ...value,
    spec: {...spec, selector: {...selector, matchLabels}, template: {...template, metadata: {...metadata, labels}}},
  };
}
