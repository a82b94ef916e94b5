import {failedCreations} from '../../facts/cluster/creation.ts';
import {rollout} from '../../facts/cluster/rollout.ts';
import {defineCheck, type Found, judgeAll, notApplicable} from '../../kernel/checks.ts';
import {optional} from '../../kernel/facts.ts';

export default defineCheck({
  code: 'HP408',
  id: 'rollout',
  about: 'workload',
  severity: 'warning',
  title: 'The DaemonSet has its pods on all of its nodes',
  why: 'A DaemonSet comes in stages: its controller looks at it, makes a pod for each node, replaces those of an older template, and the pods become ready (HP409).',
  remedy: 'kubectl rollout status and kubectl describe daemonset show how far it is.',
  links: ['https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/'],
  needs: {rollout, refusals: optional(failedCreations)},
  judge: ({rollout, refusals}) => {
    const {desired, current, updated, misscheduled, onDelete, observed} = rollout;
    if (refusals !== undefined && refusals.length > 0) return notApplicable('its pods are refused (HP407)');
    if (!observed)
      return judgeAll([
        {
          text: 'the DaemonSet controller has not looked at its latest change',
          remedy: 'Wait a moment; if it stays so, look at kube-controller-manager.',
        },
      ]);
    const found: Found[] = [];
    if (current < desired) found.push({text: `${current} of ${desired} pods exist`});
    if (updated < desired && current >= desired)
      found.push({
        text: `${desired - updated} of ${desired} pods still have the previous template`,
        remedy: onDelete
          ? 'Its update strategy is OnDelete: delete the pods, one node after the other.'
          : 'The update waits for pods that are not ready (HP409), or is under way.',
      });
    if (misscheduled > 0)
      found.push({
        text: `${misscheduled} pods run on nodes where they no longer belong`,
        remedy: 'Compare the node selector and tolerations with the nodes; the controller removes such pods by itself.',
      });
    return judgeAll(found);
  },
});
