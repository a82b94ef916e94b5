import {objectAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {effectiveOptions} from '../../src/windows/options.ts';
import type {ContainerRecord} from './pod-status.ts';

/** What a kubelet counts of the containers it starts (k8s.io/kubernetes pkg/kubelet/kuberuntime startContainer, pkg/kubelet/metrics). */
export type Metrics = {
  /** A container was tried to be started; `error` is the kubelet's reason when that failed, null when it runs. */
  started(pod: JsonObject, record: ContainerRecord, error: string | null): void;
  /** Prometheus' text format. Counters that have counted nothing are not shown. */
  text(): string;
};

const ALL = 'kubelet_started_containers';
const HOST_PROCESS = 'kubelet_started_host_process_containers';

export function createMetrics(node: string): Metrics {
  const counts = new Map<string, number>();
  const count = (series: string): void => {
    counts.set(series, (counts.get(series) ?? 0) + 1);
  };
  return {
    started(pod, record, error) {
      const type = `container_type="${record.init ? 'init_container' : 'container'}"`;
      const options = effectiveOptions(objectAt(pod, 'spec'), []).find(each => each.name === record.name);
      for (const name of options?.hostProcess ? [ALL, HOST_PROCESS] : [ALL]) {
        count(`${name}_total{${type}}`);
        if (error !== null) count(`${name}_errors_total{code="${error}",${type}}`);
      }
    },
    text() {
      const lines = [...counts].map(([series, value]) => `${series} ${value}`).sort();
      const names = [...new Set(lines.map(line => line.slice(0, line.indexOf('{'))))];
      const families = names.flatMap(name => [
        `# TYPE ${name} counter`,
        ...lines.filter(line => line.startsWith(`${name}{`)),
      ]);
      return ['# TYPE kubelet_node_name gauge', `kubelet_node_name{node="${node}"} 1`, ...families, ''].join('\n');
    },
  };
}
