import {defineSymptom} from '../kernel/failures.ts';

/** The sandbox of a HostProcess pod has no statistics, and windows_exporter’s container collector asks HCS, which knows no HostProcess container. */
export default defineSymptom({
  code: 'HP764',
  id: 'missing-metrics',
  title: 'Metrics of HostProcess pods are missing',
  seen: 'kubectl top pod or windows_exporter’s container metrics have no values for HostProcess pods, but for other pods of the node.',
  means:
    'The pod is not ill: the runtime has no statistics for the sandbox of a HostProcess pod, and windows_exporter reads containers from HCS, which runs no HostProcess containers.',
  remedy:
    'Read the containers’ own values from the kubelet: kubectl get --raw /api/v1/nodes/NODE/proxy/stats/summary (needs nodes/proxy).',
  foundBy: [],
  links: [
    'https://github.com/prometheus-community/windows_exporter/issues/1252',
    'https://github.com/containerd/containerd/issues/7223',
    'https://github.com/kubernetes/kubernetes/issues/111416',
  ],
  certainty: 'sourced',
  askedAs: [
    'kubectl top',
    'no metrics',
    'metrics missing',
    'missing metrics',
    'windows_exporter container',
    'no series',
  ],
});
