import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/scheduler/framework/plugins/nodeports. */
export default defineFailure({
  code: 'HP717',
  id: 'host-port-taken',
  seenIn: ['event', 'pod-status'],
  pattern: /node\(s\) didn't have free ports for the requested pod ports/,
  title: 'Another pod has the same port of the node',
  means: () =>
    'With hostNetwork every containerPort is a port of the node, and another pod (often a second copy of the same DaemonSet, or windows_exporter on 9182) already has it on every node that would do.',
  remedy: () =>
    'Change containerPort, drop the ports list if nothing needs it, or remove the other pod: kubectl get pods -A -o wide shows what runs on that node.',
  links: ['https://kubernetes.io/docs/concepts/configuration/overview/#services'],
  certainty: 'general',
  samples: [
    {
      seenIn: 'event',
      text: "0/4 nodes are available: 1 node(s) didn't have free ports for the requested pod ports, 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/4 nodes are available: 1 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.",
    },
  ],
  notThis: [
    {
      seenIn: 'event',
      text: '0/4 nodes are available: 4 Insufficient cpu. preemption: 0/4 nodes are available: 4 No preemption victims found for incoming pod.',
    },
  ],
});
