import {namesOf, reach} from '../../facts/cluster/reach.ts';
import {desiredPods} from '../../facts/cluster/workload.ts';
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
  askedAs: [
    'daemonset desired 0',
    'desired zero',
    'daemonset no pods',
    'daemonset 0 pods',
    'daemonset has no pods',
    'no nodes match',
  ],
  needs: {daemonset: desiredPods, reach: optional(reach)},
  judge: ({daemonset, reach}) => {
    if (daemonset.desired > 0) return pass;
    switch (reach?.is) {
      case undefined:
        return fail('the DaemonSet wants 0 pods');
      case 'elsewhere':
        return notApplicable('its spec.nodeName binds its pods to a node that is not Windows (HP405)');
      case 'shut':
        return notApplicable('its pods do not tolerate the taints of its nodes (HP405)');
      case 'open':
        return fail(`the DaemonSet wants 0 pods, although ${namesOf(reach.open)} would take them`, {
          remedy:
            'Wait a moment and ask again: its nodes may have changed just now. If it stays so, look at kube-controller-manager, which counts them.',
        });
      default:
        return fail('the DaemonSet wants 0 pods: no node matches it');
    }
  },
});
