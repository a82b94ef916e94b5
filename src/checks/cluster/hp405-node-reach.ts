import type {Taint} from '../../facts/cluster/nodes.ts';
import {namesOf, reach, type Shut} from '../../facts/cluster/reach.ts';
import {taintText} from '../../facts/cluster/scheduling.ts';
import {desiredPods} from '../../facts/cluster/workload.ts';
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
  needs: {reach, daemonset: optional(desiredPods)},
  judge: ({reach, daemonset}) => {
    if (reach.is === 'no-windows') return notApplicable('the cluster has no Windows nodes (HP401)');
    if (reach.is === 'elsewhere')
      return fail(`spec.nodeName binds its pods to ${reach.bound}, a ${reach.os ?? 'not Windows'} node`, {
        remedy: `Remove spec.nodeName, or name a Windows node (${namesOf(reach.windows)}).`,
      });
    if (reach.is === 'unselected')
      return daemonset?.desired === 0
        ? notApplicable('it has no node to run on (HP713)')
        : fail(`its node selector matches none of the ${reach.windows.length} Windows nodes`, {
            remedy: `Choose by labels that the nodes have, such as kubernetes.io/os: windows (nodes: ${namesOf(reach.windows)}).`,
          });
    return judgeAll(reach.shut.map(each => foundAt(each, reach.is === 'shut' ? 'error' : 'warning')));
  },
});

/** Taints of this prefix say how a node is doing (not ready, under pressure, cordoned): the node wants mending, not the pod a toleration. */
const CONDITION = 'node.kubernetes.io/';

function foundAt({node, taints}: Shut, severity: 'error' | 'warning'): Found {
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

const tolerationFor = (taint: Taint): string =>
  taint.value === ''
    ? `{key: ${taint.key}, operator: Exists, effect: ${taint.effect}}`
    : `{key: ${taint.key}, operator: Equal, value: ${taint.value}, effect: ${taint.effect}}`;
