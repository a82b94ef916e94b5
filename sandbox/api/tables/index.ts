import {textAt} from '../../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../../src/kernel/subjects.ts';
import {type Resource, resourceName} from '../resources.ts';
import type {Column} from './column.ts';
import {customColumns} from './custom.ts';
import {COLUMNS} from './kinds.ts';

type TableOptions = {
  readonly now: Date;
  /** What each row carries besides its cells: the request's `includeObject`, `Metadata` when it has none. */
  readonly includeObject: 'None' | 'Metadata' | 'Object';
  /** Metadata of the list, or the one object's `{resourceVersion}`. */
  readonly listMeta: JsonObject;
  /** Only the first event of a watch says the columns again. */
  readonly watch?: 'first' | 'later';
};

/** Objects as `kubectl get` asks for them: a meta.k8s.io/v1 Table with the cells that the real server prints. */
export function tableOf(resource: Resource, objects: readonly JsonObject[], options: TableOptions): JsonObject {
  const columns = COLUMNS[resourceName(resource)] ?? customColumns(resource.printerColumns ?? []);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.listMeta,
    columnDefinitions: options.watch === 'later' ? null : columns.map(definition),
    rows: objects.map(object => rowOf(resource, columns, object, options)),
  };
}

const definition = ({name, type, format, wide}: Column): JsonObject => ({
  name,
  type,
  format,
  description: '', // kubectl prints none
  priority: wide ? 1 : 0,
});

function rowOf(resource: Resource, columns: readonly Column[], object: JsonObject, options: TableOptions): JsonObject {
  const condition = resourceName(resource) === 'pods' ? POD_ENDS[textAt(object, 'status', 'phase') ?? ''] : undefined;
  const carried: Record<TableOptions['includeObject'], () => Json> = {
    None: () => null,
    Metadata: () => metadataOf(object),
    Object: () => object,
  };
  return {
    cells: columns.map(each => each.cell(object, options.now)),
    ...(condition === undefined ? {} : {conditions: [condition]}),
    object: carried[options.includeObject](),
  };
}

const completed = (reason: string, message: string): JsonObject => ({
  type: 'Completed',
  status: 'True',
  reason,
  message,
});

const POD_ENDS: Readonly<Record<string, JsonObject>> = {
  Succeeded: completed('Succeeded', 'The pod has completed successfully.'),
  Failed: completed('Failed', 'The pod failed.'),
};

/** Nothing but the object's metadata. */
export const metadataOf = (object: JsonObject): JsonObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: object['metadata'] ?? {},
});

export const metadataListOf = (objects: readonly JsonObject[], listMeta: JsonObject): JsonObject => ({
  kind: 'PartialObjectMetadataList',
  apiVersion: 'meta.k8s.io/v1',
  metadata: listMeta,
  items: objects.map(metadataOf),
});

/** Whether the first form that `accept` names is a table. */
export const wantsTable = (accept: string): boolean => asks(accept, 'Table');

/** Whether the first form that `accept` names is metadata alone, of one object or of a list. */
export const wantsMetadata = (accept: string): boolean =>
  asks(accept, 'PartialObjectMetadata') || asks(accept, 'PartialObjectMetadataList');

function asks(accept: string, kind: string): boolean {
  const parameters = (accept.split(',')[0] ?? '').split(';').map(each => each.trim());
  return parameters.includes(`as=${kind}`) && parameters.includes('g=meta.k8s.io') && parameters.includes('v=v1');
}
