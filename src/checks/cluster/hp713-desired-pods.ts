import {isWindows, nodes} from '../../facts/cluster/nodes.ts';
import {placement} from '../../facts/cluster/scheduling.ts';
import {desiredPods, schedulingSpec} from '../../facts/cluster/workload.ts';
import {defineCheck, fail, notApplicable, pass} from '../../kernel/checks.ts';
import {optional} from '../../kernel/facts.ts';

export default defineCheck({
  code: 'HP713',
  id: 'desired-pods',
  about: 'workload',
  severity: 'error',
  title: 'The DaemonSet has nodes to run on',
  why: 'A DaemonSet whose node selector matches no node, or whose pods tolerate no node’s taints, wants 0 pods and counts as rolled out.',
  remedy: 'Compare the selector with kubectl get nodes -L kubernetes.io/os,node.kubernetes.io/windows-build.',
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/'],
  askedAs: ['daemonset desired 0', 'desired zero', 'daemonset no pods'],
  needs: {daemonset: desiredPods, nodes: optional(nodes), workload: optional(schedulingSpec)},
  judge: ({daemonset, nodes = [], workload}) => {
    if (daemonset.desired > 0) return pass;
    const selected = nodes.filter(
      node => workload && isWindows(node) && placement(workload.spec, node, 'DaemonSet').selected,
    );
    return selected.length > 0
      ? notApplicable('its pods do not tolerate the taints of its nodes (HP405)')
      : fail('the DaemonSet wants 0 pods: no node matches it');
  },
});
