import {listAt, objectAt, textAt, valueAt} from '../../../src/kernel/objects.ts';
import type {JsonObject} from '../../../src/kernel/subjects.ts';
import {AGE, type Column, column, NAME, text} from './column.ts';

const info = (field: string) => text('<unknown>', 'status', 'nodeInfo', field);

export const NODE_COLUMNS: readonly Column[] = [
  NAME,
  column('Status', status),
  column('Roles', roles),
  AGE,
  column('Version', text('', 'status', 'nodeInfo', 'kubeletVersion')),
  column('+Internal-IP', address('InternalIP')),
  column('+External-IP', address('ExternalIP')),
  column('+OS-Image', info('osImage')),
  column('+Kernel-Version', kernel),
  column('+Container-Runtime', info('containerRuntimeVersion')),
];

function status(node: JsonObject): string {
  const ready = listAt(node, 'status', 'conditions').find(each => textAt(each, 'type') === 'Ready');
  const word = ready === undefined ? 'Unknown' : textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return valueAt(node, ['spec', 'unschedulable']) === true ? `${word},SchedulingDisabled` : word;
}

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

function roles(node: JsonObject): string {
  const found = Object.entries(objectAt(node, 'metadata', 'labels')).map(([key, value]) =>
    key.startsWith(ROLE_PREFIX) ? key.slice(ROLE_PREFIX.length) : key === ROLE_LABEL ? String(value) : '',
  );
  return [...new Set(found.filter(role => role !== ''))].sort().join(',') || '<none>';
}

function address(type: string): (node: JsonObject) => string {
  return node =>
    textAt(
      listAt(node, 'status', 'addresses').find(each => textAt(each, 'type') === type),
      'address',
    ) ?? '<none>';
}

/** Since 1.36 with the processor's architecture behind it. */
function kernel(node: JsonObject): string {
  const version = info('kernelVersion')(node, new Date(0));
  const architecture = textAt(node, 'status', 'nodeInfo', 'architecture');
  return architecture ? `${version} (${architecture})` : String(version);
}
