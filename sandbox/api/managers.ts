import {objectAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {FieldSet, Fields} from './field-set.ts';
import type {Resource} from './resources.ts';

/** One entry of metadata.managedFields. */
export type Entry = {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource?: string;
  readonly time: string;
  readonly fields: Fields;
};

/** How error texts name the manager. */
export function called({manager, operation, subresource, apiVersion}: Entry): string {
  const within = subresource === undefined ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  return `${JSON.stringify(manager)}${within}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
}

/** The entries of metadata.managedFields. */
export function entriesOf(live: JsonObject | null): readonly Entry[] {
  const given = objectAt(live?.['metadata'])['managedFields'];
  return (Array.isArray(given) ? given : []).flatMap(item => {
    const {manager, operation, apiVersion, subresource, time, fieldsV1} = objectAt(item);
    if (operation !== 'Apply' && operation !== 'Update') return [];
    return [
      {
        manager: String(manager ?? ''),
        operation,
        apiVersion: String(apiVersion ?? ''),
        ...(typeof subresource === 'string' && subresource !== '' ? {subresource} : {}),
        time: String(time ?? ''),
        fields: emptyToNull(objectAt(fieldsV1) as FieldSet),
      } satisfies Entry,
    ];
  });
}

const emptyToNull = (set: FieldSet): Fields => (Object.keys(set).length === 0 ? null : set);

const ORDER = ({operation, time, manager, apiVersion, subresource = ''}: Entry): readonly string[] => [
  operation,
  time,
  manager,
  apiVersion,
  subresource,
];

/** The object with these entries, in the server's order, those that own nothing left out. */
export function withEntries(whole: JsonObject, entries: readonly Entry[]): JsonObject {
  const {managedFields: _, ...metadata} = objectAt(whole['metadata']);
  const left = entries
    .filter(entry => entry.fields !== null)
    .toSorted((a, b) => (ORDER(a).join('\u0000') < ORDER(b).join('\u0000') ? -1 : 1));
  if (left.length === 0) return {...whole, metadata};
  const managedFields = left.map(({manager, operation, apiVersion, subresource, time, fields}) => ({
    manager,
    operation,
    apiVersion,
    ...(time === '' ? {} : {time}),
    fieldsType: 'FieldsV1',
    fieldsV1: fields as JsonObject,
    ...(subresource === undefined ? {} : {subresource}),
  }));
  return {...whole, metadata: {...metadata, managedFields}};
}

/** What belongs to nobody. */
const SYSTEM = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
];

export const SYSTEM_FIELDS: FieldSet = {
  'f:apiVersion': {},
  'f:kind': {},
  'f:metadata': {'.': {}, ...Object.fromEntries(SYSTEM.map(field => [`f:${field}`, {}]))},
};

export function withoutSystem({apiVersion: _, kind: __, ...rest}: JsonObject): JsonObject {
  const metadata = Object.entries(objectAt(rest['metadata'])).filter(([key]) => !SYSTEM.includes(key));
  return {...rest, metadata: Object.fromEntries(metadata)};
}

/** `next` with what belongs to nobody in `from`. */
export function withSystem(next: JsonObject, from: JsonObject): JsonObject {
  const {apiVersion = '', kind = '', metadata} = from;
  const own = Object.entries(objectAt(metadata)).filter(([key]) => SYSTEM.includes(key) && key !== 'managedFields');
  return {...next, apiVersion, kind, metadata: {...objectAt(next['metadata']), ...Object.fromEntries(own)}};
}

/** A write to `status` owns nothing else but annotations, and a write to the object nothing in a status that has its own address. */
export function onlyOwn(set: Fields, resource: Resource, subresource: string | undefined): Fields {
  if (set === null || !resource.subresources.includes('status')) return set;
  if (subresource === undefined) {
    const {'f:status': _, ...rest} = set;
    return emptyToNull(rest);
  }
  const {'f:spec': _, ...rest} = set;
  return subresource === 'status' ? emptyToNull(rest) : set;
}
