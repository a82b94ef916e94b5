import {listAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import {quantity} from '../../src/kernel/quantity.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {hasEnded} from '../node/pod-status.ts';

/** What pods take of a node, or what it has: cores, bytes and a number of pods. */
type Amounts = {cpu: number; memory: number; pods: number};

/** A quantity as an object has it (text, or a bare number); 0 for what is none. */
const amount = (value: Json | undefined): number => quantity(value === undefined ? null : String(value)) ?? 0;

/** What the node offers to pods. */
export const allocatable = (node: JsonObject): Amounts => ({
  cpu: amount(valueAt(node, ['status', 'allocatable', 'cpu'])),
  memory: amount(valueAt(node, ['status', 'allocatable', 'memory'])),
  pods: amount(valueAt(node, ['status', 'allocatable', 'pods'])),
});

/** What the pod asks for: all containers together, or the hungriest init container if that is more. */
export function requests(pod: JsonObject): Amounts {
  const of = (resource: 'cpu' | 'memory'): number => {
    const asked = (list: string): number[] =>
      listAt(pod, 'spec', list).map(each => amount(valueAt(each, ['resources', 'requests', resource])));
    return Math.max(
      asked('containers').reduce((sum, each) => sum + each, 0),
      ...asked('initContainers'),
    );
  };
  return {cpu: of('cpu'), memory: of('memory'), pods: 1};
}

type HostPort = {port: string; address: string};

export function hostPorts(pod: JsonObject): readonly HostPort[] {
  return listAt(pod, 'spec', 'containers').flatMap(container =>
    listAt(container, 'ports').flatMap(each => {
      const port = valueAt(each, ['hostPort']) ?? 0;
      const address = textAt(each, 'hostIP') || '0.0.0.0';
      return port === 0 ? [] : [{port: `${textAt(each, 'protocol') ?? 'TCP'}/${port}`, address}];
    }),
  );
}

const clashes = (one: HostPort, other: HostPort): boolean =>
  one.port === other.port &&
  (one.address === other.address || one.address === '0.0.0.0' || other.address === '0.0.0.0');

/** What is taken on a node by the pods there that have not ended. */
export type Taken = Amounts & {ports: readonly HostPort[]};

export function taken(pods: readonly JsonObject[]): Taken {
  const living = pods.filter(pod => !hasEnded(pod));
  const all = living.map(requests);
  const sum = (of: keyof Amounts): number => all.reduce((total, each) => total + each[of], 0);
  return {cpu: sum('cpu'), memory: sum('memory'), pods: living.length, ports: living.flatMap(hostPorts)};
}

export const portsAreFree = (wanted: readonly HostPort[], {ports}: Taken): boolean =>
  !wanted.some(one => ports.some(other => clashes(one, other)));

/** What there is too little of, in the scheduler's words (k8s.io/kubernetes pkg/scheduler/framework/plugins/noderesources/fit.go). */
export function shortages(wanted: Amounts, there: Amounts, used: Amounts): readonly string[] {
  const lacks = (of: keyof Amounts): boolean => wanted[of] > 0 && wanted[of] > there[of] - used[of] + 1e-9;
  return [
    ...(lacks('pods') ? ['Too many pods'] : []),
    ...(lacks('cpu') ? ['Insufficient cpu'] : []),
    ...(lacks('memory') ? ['Insufficient memory'] : []),
  ];
}
