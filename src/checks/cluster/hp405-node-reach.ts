import {isWindows, type NodeFacts, nodes, type Taint} from '../../facts/cluster/nodes.ts';
import {placement, taintText} from '../../facts/cluster/scheduling.ts';
import {desiredPods, schedulingSpec} from '../../facts/cluster/workload.ts';
import {defineCheck, type Found, fail, judgeAll, notApplicable} from '../../kernel/checks.ts';
import {optional} from '../../kernel/facts.ts';

export default defineCheck({
  code: 'HP405',
  id: 'node-reach',
  about: 'workload',
  severity: 'error',
  title: 'The workload’s pods can reach Windows nodes',
  why: 'The scheduler places a pod only where its selectors match and every taint is tolerated; a DaemonSet leaves other nodes out without a word.',
  remedy: 'Add the toleration, or correct the node selector.',
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/'],
  needs: {nodes, workload: schedulingSpec, daemonset: optional(desiredPods)},
  judge: ({nodes, workload, daemonset}) => {
    const windows = nodes.filter(isWindows);
    if (windows.length === 0) return notApplicable('the cluster has no Windows nodes (HP401)');
    const bound = nodes.find(node => node.name === workload.spec['nodeName']);
    if (bound && !isWindows(bound))
      return fail(`spec.nodeName binds its pods to ${bound.name}, a ${bound.os ?? 'not Windows'} node`, {
        remedy: `Remove spec.nodeName, or name a Windows node (${namesOf(windows)}).`,
      });
    const placed = windows.map(node => ({node, ...placement(workload.spec, node, workload.kind)}));
    const selected = placed.filter(each => each.selected);
    if (selected.length === 0 && daemonset?.desired === 0) return notApplicable('it has no node to run on (HP713)');
    if (selected.length === 0)
      return fail(`its node selector matches none of the ${windows.length} Windows nodes`, {
        remedy: selectorRemedy(windows),
      });
    const kept = selected.filter(each => each.untolerated.length === 0);
    const shut = selected.filter(each => each.untolerated.length > 0);
    return judgeAll(
      shut.map(each => foundAt(each.node.name, each.untolerated, kept.length === 0 ? 'error' : 'warning')),
    );
  },
});

/** Taints of this prefix say how a node is doing (not ready, under pressure, cordoned): the node wants mending, not the pod a toleration. */
const CONDITION = 'node.kubernetes.io/';

function foundAt(node: string, taints: readonly Taint[], severity: 'error' | 'warning'): Found {
  const names = taints.map(taintText).join(', ');
  if (taints.some(taint => taint.key.startsWith(CONDITION) && taint.key !== `${CONDITION}os`))
    return {
      text: `${node} takes no pods now: ${names}`,
      severity,
      remedy: `Mend the node first: kubectl describe node ${node} says what is wrong with it.`,
    };
  const remedy = `Add to tolerations: ${taints.map(tolerationFor).join(', ')}`;
  return {text: `${node} has the taint ${names}, which the pods do not tolerate`, severity, remedy};
}

const selectorRemedy = (windows: readonly NodeFacts[]): string =>
  `Choose by labels that the nodes have, such as kubernetes.io/os: windows (nodes: ${namesOf(windows)}).`;

const namesOf = (nodes: readonly NodeFacts[]): string =>
  `${nodes
    .slice(0, 3)
    .map(node => node.name)
    .join(', ')}${nodes.length > 3 ? ', …' : ''}`;

const tolerationFor = (taint: {key: string; value: string; effect: string}): string =>
  taint.value === ''
    ? `{key: ${taint.key}, operator: Exists, effect: ${taint.effect}}`
    : `{key: ${taint.key}, operator: Equal, value: ${taint.value}, effect: ${taint.effect}}`;
