import {failedCreations} from '../../facts/cluster/creation.ts';
import {namesOf, type Reach, reach} from '../../facts/cluster/reach.ts';
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
  needs: {rollout, refusals: optional(failedCreations), reach: optional(reach)},
  judge: ({rollout, refusals, reach}) => {
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
    if (misscheduled > 0) found.push(misplaced(misscheduled, reach));
    return judgeAll(found);
  },
});

/** The DaemonSet controller counts pods where it would put none now, and removes them except where only NoSchedule taints speak against them. */
function misplaced(count: number, reach: Reach | undefined): Found {
  const text =
    count === 1 ? '1 pod runs on a node that would get none now' : `${count} pods run on nodes that would get none now`;
  const shut = reach !== undefined && 'shut' in reach ? reach.shut : [];
  const keeping = shut.filter(({taints}) => taints.every(({effect}) => effect === 'NoSchedule'));
  if (keeping.length === 0)
    return {
      text,
      remedy: 'Compare the node selector and tolerations with the nodes; the controller removes such pods by itself.',
    };
  const names = namesOf(keeping.map(({node}) => node));
  return {text, remedy: `Mend what HP405 says of ${names}: until then a pod may stay there, and none is made anew.`};
}
