import {apiFact, known, type Learned, missing, none} from '../../kernel/facts.ts';
import type {GatherPorts} from '../../kernel/ports.ts';
import type {Subject} from '../../kernel/subjects.ts';

/**
 * What a kubelet has counted since it started: the starts of HostProcess containers that it tried, and those that failed by the
 * kubelet's reason, the most frequent first.
 */
export type HostProcessStarts = {tried: number; failed: {reason: string; count: number}[]};

/** The kubelet knows a handful of reasons (pkg/kubelet/kuberuntime, pkg/kubelet/images); what comes after these is summed up. */
const REASONS = 8;
/** Who may not read one node's metrics may read none: a report says so once. */
const RIGHT = 'nodes/proxy';
const COUNTER = 'kubelet_started_host_process_containers_';

/** One line of the two counters; `reason` is null on that of all starts, `count` null where the line cannot be read. */
type Counter = {reason: string | null; count: number | null};

/**
 * Reads two counters out of a node's metrics, which the API server passes on to who may `get nodes/proxy`. A counter that has counted
 * nothing is not shown (k8s.io/kubernetes pkg/kubelet/metrics/metrics.go, since 1.23), so other metrics of a kubelet prove that, too.
 */
export const hostProcessStarts = apiFact({
  id: 'host-process-starts',
  about: 'node',
  learn: async ({name}: Subject<'node'>, ports: GatherPorts): Promise<Learned<HostProcessStarts>> => {
    let ofKubelet = false;
    const read = await ports.lines(`/api/v1/nodes/${encodeURIComponent(name)}/proxy/metrics`, line => {
      ofKubelet ||= line.startsWith('kubelet_');
      return line.startsWith(COUNTER) ? readCounter(line) : undefined;
    });
    if (read.is === 'none') return missing(`its kubelet shows no metrics: ${read.because}`);
    if (read.is === 'missing') return read.because.includes(RIGHT) ? missing(read.because, RIGHT) : read;
    if (!ofKubelet) return missing('what answered shows no metrics of a kubelet');
    if (read.value.length === 0) return none('its kubelet has counted no start of a HostProcess container');
    if (read.value.some(({count}) => count === null)) return missing('its kubelet’s counters cannot be read');
    const byReason = [...Map.groupBy(read.value, ({reason}) => reason)].map(([reason, counters]) => ({
      reason,
      count: counters.reduce((sum, {count}) => sum + (count ?? 0), 0),
    }));
    const all = byReason.find(({reason}) => reason === null);
    if (all === undefined) return missing('its kubelet counts failed starts, but not how many it tried');
    return known({
      tried: all.count,
      failed: mostFrequent(byReason.flatMap(({reason, count}) => (reason && count > 0 ? [{reason, count}] : []))),
    });
  },
});

function mostFrequent(failed: HostProcessStarts['failed']): HostProcessStarts['failed'] {
  const sorted = failed.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  const others = sorted.slice(REASONS).reduce((sum, {count}) => sum + count, 0);
  return others === 0 ? sorted : [...sorted.slice(0, REASONS), {reason: 'other reasons', count: others}];
}

/** Prometheus' text format: `kubelet_started_host_process_containers_errors_total{code="ErrImagePull",container_type="container"} 3`. */
function readCounter(line: string): Counter {
  const [, errors, labels = '', value = ''] = /_containers_(errors_)?total\{(.{0,2000})\} (\S+)/.exec(line) ?? [];
  const code = /(?:^|,)code="([^"\\]{1,80})/.exec(labels)?.[1] ?? 'no reason given';
  const count = value === '' ? Number.NaN : Number(value);
  return {reason: errors === undefined ? null : code, count: Number.isFinite(count) ? count : null};
}
