import {defineSymptom} from '../kernel/failures.ts';

/** kubernetes pkg/kubelet/kuberuntime/kuberuntime_container_windows.go; hcsshim internal/jobcontainers/oci.go: JOB_OBJECT_CPU_RATE_CONTROL_HARD_CAP. */
export default defineSymptom({
  code: 'HP763',
  id: 'processor-cap',
  title: 'The CPU limit is a hard cap',
  seen: 'The program is slow and its CPU usage stays far below what was expected, while the node has processors to spare.',
  means:
    'On Windows limits.cpu is a share of the whole node that the container’s job never exceeds, however idle the other processors are.',
  remedy: 'Raise resources.limits.cpu, or leave the limit out and set only requests.cpu.',
  foundBy: [],
  links: [
    'https://kubernetes.io/docs/concepts/configuration/windows-resource-management/',
    'https://github.com/microsoft/hcsshim/tree/main/internal/jobcontainers',
  ],
  certainty: 'sourced',
  askedAs: [
    'cpu limit',
    'limits.cpu',
    'cpu capped',
    'cpu throttled',
    'cpu throttling',
    'low cpu',
    'cpu slow',
    'slow process',
  ],
});
