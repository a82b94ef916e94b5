import {desiredPods} from '../../facts/cluster/workload.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

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
  needs: {daemonset: desiredPods},
  judge: ({daemonset}) => (daemonset.desired > 0 ? pass : fail('the DaemonSet wants 0 pods: no node matches it')),
});
