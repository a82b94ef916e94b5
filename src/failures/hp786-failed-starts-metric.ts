import {defineFailure} from '../kernel/failures.ts';

/** KEP-1981 (monitoring); k8s.io/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go counts every start that fails, pulls too. */
export default defineFailure({
  code: 'HP786',
  id: 'failed-starts-metric',
  seenIn: ['node-log'],
  pattern: /\bkubelet_started_host_process_containers_errors_total\b(?:\{[^}\n]{0,300}\})?/,
  title: 'The kubelet counts failed starts of HostProcess containers',
  means: () =>
    'On some node HostProcess containers did not start, or their images were not pulled, since its kubelet started. The count names the kubelet’s reason and no pod, and stays after the cause is gone.',
  remedy: () =>
    'See what the pods say: kubectl hostprocess doctor. Which node counted, and why: kubectl hostprocess doctor --opt-in HP412 (right get nodes/proxy). Alert on the increase, not on the count.',
  links: [
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'node-log',
      text: 'kubelet_started_host_process_containers_errors_total{code="RunContainerError",container_type="container"} 9',
    },
    {seenIn: 'node-log', text: 'increase(kubelet_started_host_process_containers_errors_total[10m]) > 0'},
  ],
  notThis: [
    {seenIn: 'node-log', text: 'kubelet_started_host_process_containers_total{container_type="container"} 9'},
    {
      seenIn: 'node-log',
      text: 'kubelet_started_containers_errors_total{code="RunContainerError",container_type="container"} 9',
    },
  ],
});
