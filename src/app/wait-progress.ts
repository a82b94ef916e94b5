import type {TrackedPod} from './pod-tracker.ts';
import {type Live, wantedPods} from './workload-pods.ts';

/** One line that names what is waited for: `2/3 pods ready · win-2: container is being created (40s)`. `now` in ms. */
export function progressText(
  lives: readonly Live[],
  pods: readonly TrackedPod[],
  now: number,
): {text: string; change: string} {
  const wanted = lives.reduce((sum, live) => sum + (wantedPods(live) ?? 0), 0);
  const fine = pods.filter(
    pod => pod.state.is === 'succeeded' || (pod.state.is === 'running' && pod.state.ready),
  ).length;
  const open = pods.filter(pod => pod.state.is === 'pending' || pod.state.is === 'starting' || !pod.state.ready);
  const slowest = [...open].sort((a, b) => a.since - b.since).find(pod => pod.state.is !== 'succeeded');
  const head = `${fine}/${wanted} pods ready`;
  if (pods.length === 0) return plain(`${head} · waiting for the controller to make pods`);
  if (slowest === undefined) return plain(head);
  const where = slowest.state.node ?? slowest.state.name;
  const change = `${head} · ${where}: ${slowest.state.doing}`;
  return {text: `${change} (${duration(now - slowest.since)})`, change};
}

const plain = (text: string): {text: string; change: string} => ({text, change: text});

/** Milliseconds as kubectl writes an age: `40s`, `1m10s`, `2h3m`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 60)}h${minutes % 60}m`;
}
