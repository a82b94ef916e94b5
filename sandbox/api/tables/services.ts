import {listAt, numberAt, textAt, valueAt} from '../../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../../src/kernel/subjects.ts';
import {AGE, type Column, column, labels, NAME, text} from './column.ts';

export const SERVICE_COLUMNS: readonly Column[] = [
  NAME,
  column('Type', text('', 'spec', 'type')),
  column('Cluster-IP', text('<none>', 'spec', 'clusterIPs', 0)),
  column('External-IP', externalIp),
  column('Port(s)', servicePorts),
  AGE,
  column('+Selector', labels('spec', 'selector')),
];

export const ENDPOINT_SLICE_COLUMNS: readonly Column[] = [
  NAME,
  column('AddressType', text('', 'addressType')),
  column('Ports', slice =>
    some(listAt(slice, 'ports').map(port => String(valueAt(port, ['port']) ?? textAt(port, 'name') ?? '*'))),
  ),
  column('Endpoints', slice =>
    some(listAt(slice, 'endpoints').flatMap(endpoint => listAt(endpoint, 'addresses').map(String))),
  ),
  AGE,
];

function externalIp(service: JsonObject): string {
  const ips = listAt(service, 'spec', 'externalIPs').map(String);
  switch (textAt(service, 'spec', 'type')) {
    case 'ExternalName':
      return textAt(service, 'spec', 'externalName') ?? '';
    case 'LoadBalancer':
      return [...new Set([...loadBalancer(service), ...ips])].join(',') || '<pending>';
    default:
      return ips.join(',') || '<none>';
  }
}

const loadBalancer = (service: JsonObject): readonly string[] =>
  listAt(service, 'status', 'loadBalancer', 'ingress')
    .map(each => textAt(each, 'ip') || (textAt(each, 'hostname') ?? ''))
    .sort();

function servicePorts(service: JsonObject): string {
  const words = listAt(service, 'spec', 'ports').map((port: Json) => {
    const node = numberAt(port, 'nodePort') ?? 0;
    return `${numberAt(port, 'port')}${node > 0 ? `:${node}` : ''}/${textAt(port, 'protocol')}`;
  });
  return words.join(',') || '<none>';
}

const SHOWN = 3;

function some(words: readonly string[]): string {
  if (words.length === 0) return '<unset>';
  const more = words.length - SHOWN;
  return `${words.slice(0, SHOWN).join(',')}${more > 0 ? ` + ${more} more...` : ''}`;
}
