import {defineFailure} from '../kernel/failures.ts';

/** k8s.io/kubernetes pkg/apis/core/validation validateContainerPorts; older API servers name hostPort instead. */
export default defineFailure({
  code: 'HP709',
  id: 'host-port',
  seenIn: ['api-error', 'event'],
  pattern: /must match `(?:containerPort|hostPort)` when `hostNetwork` is true/,
  title: 'hostPort and containerPort differ',
  means: () =>
    'The API server refused the object: with hostNetwork: true a container’s port is a port of the node, so hostPort must be the same as containerPort.',
  remedy: () => 'Remove hostPort, or give it the value of containerPort.',
  links: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports'],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'api-error',
      text: 'The Pod "agent" is invalid: spec.containers[0].ports[0].hostPort: Invalid value: 8080: must match `containerPort` when `hostNetwork` is true',
    },
    {
      seenIn: 'api-error',
      text: 'The DaemonSet "agent" is invalid: spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 9100: must match `hostPort` when `hostNetwork` is true',
    },
  ],
  notThis: [
    {seenIn: 'event', text: "0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports."},
  ],
});
