import {derived, known} from '../../kernel/facts.ts';
import {isWindows, type NodeFacts, nodes, type Taint} from './nodes.ts';
import {placement} from './scheduling.ts';
import {schedulingSpec} from './workload.ts';

/** A Windows node that the selectors choose, and the taints on it that the pods do not tolerate. */
export type Shut = {node: string; taints: readonly Taint[]};

/**
 * Which Windows nodes a workload’s pods can reach. `elsewhere`: spec.nodeName binds them to a node that is not Windows; `unselected`: no
 * Windows node is chosen; `shut`: taints keep the pods from every node that is; `open`: at least one takes them.
 */
export type Reach =
  | {is: 'no-windows'}
  | {is: 'elsewhere'; bound: string; os: string | null; windows: readonly string[]}
  | {is: 'unselected'; windows: readonly string[]}
  | {is: 'shut'; shut: readonly Shut[]}
  | {is: 'open'; open: readonly string[]; shut: readonly Shut[]};

export const reach = derived({
  id: 'reach',
  about: 'workload',
  needs: {nodes, workload: schedulingSpec},
  derive: ({nodes, workload}) => known(reachOf(nodes, workload.spec, workload.kind)),
});

function reachOf(all: readonly NodeFacts[], spec: Parameters<typeof placement>[0], kind: string): Reach {
  const nodes = all.filter(isWindows);
  const windows = nodes.map(node => node.name);
  if (windows.length === 0) return {is: 'no-windows'};
  const bound = all.find(node => node.name === spec['nodeName']);
  if (bound && !isWindows(bound)) return {is: 'elsewhere', bound: bound.name, os: bound.os, windows};
  const chosen = nodes
    .map(node => ({node: node.name, ...placement(spec, node, kind)}))
    .filter(({selected}) => selected)
    .map(({node, untolerated}) => ({node, taints: untolerated}));
  const shut = chosen.filter(({taints}) => taints.length > 0);
  const open = chosen.filter(({taints}) => taints.length === 0).map(({node}) => node);
  if (chosen.length === 0) return {is: 'unselected', windows};
  return open.length === 0 ? {is: 'shut', shut} : {is: 'open', open, shut};
}

/** Up to three names of nodes. */
export const namesOf = (nodes: readonly string[]): string =>
  `${nodes.slice(0, 3).join(', ')}${nodes.length > 3 ? ', …' : ''}`;
