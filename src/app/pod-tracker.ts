import {type PodState, podState} from '../facts/pod/state.ts';
import {type KubeObject, textAt} from '../kernel/objects.ts';
import type {Problem} from '../kernel/outcome.ts';
import type {Change, ClusterPort} from '../kernel/ports.ts';
import {type Live, podsOf} from './workload-pods.ts';

/** A pod of a workload that is followed. */
export type TrackedPod = {live: Live; object: KubeObject; state: PodState; since: number};

/** The pods of some workloads, kept up to date by watches until `signal` aborts. */
export class PodTracker {
  readonly #pods = new Map<string, TrackedPod>();
  #problem: Problem | null = null;
  #synced = 0;
  readonly #wanted: number;

  constructor(lives: readonly Live[], cluster: ClusterPort, now: () => number, signal: AbortSignal) {
    this.#wanted = lives.length;
    for (const live of lives) void this.#follow(live, cluster, now, signal);
  }

  /** Pods that are not on their way out, in order of node and name. */
  get pods(): readonly TrackedPod[] {
    const order = (pod: TrackedPod): string => `${pod.state.node ?? ''}/${pod.state.name}`;
    return [...this.#pods.values()]
      .filter(pod => pod.state.is !== 'ending')
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  /** Whether every watch has given its first list. */
  get synced(): boolean {
    return this.#synced >= this.#wanted;
  }

  /** Why the pods cannot be followed, once that is known. */
  get problem(): Problem | null {
    return this.#problem;
  }

  async #follow(live: Live, cluster: ClusterPort, now: () => number, signal: AbortSignal): Promise<void> {
    const where = podsOf(live);
    if (where === null) {
      this.#synced++;
      return;
    }
    const {path, query} = where;
    const mine = new Set<string>();
    let first = true;
    for await (const change of cluster.watch(path, query, signal)) {
      this.#take(change, live, mine, now);
      if (first && change.is === 'snapshot') this.#synced++;
      first = first && change.is !== 'snapshot';
    }
  }

  #take(change: Change, live: Live, mine: Set<string>, now: () => number): void {
    if (change.is === 'problem') {
      this.#problem ??= change.problem;
      return;
    }
    if (change.is === 'gone') {
      this.#pods.delete(textAt(change.object, 'metadata', 'uid') ?? '');
      return;
    }
    const objects = change.is === 'snapshot' ? change.objects : [change.object];
    const seen = objects.map(object => this.#put(object, live, now));
    if (change.is === 'snapshot') for (const uid of mine) if (!seen.includes(uid)) this.#pods.delete(uid);
    for (const uid of seen) mine.add(uid);
  }

  #put(object: KubeObject, live: Live, now: () => number): string {
    const state = podState(object);
    const before = this.#pods.get(state.uid);
    const same = before !== undefined && before.state.is === state.is && before.state.doing === state.doing;
    this.#pods.set(state.uid, {live, object, state, since: same ? before.since : now()});
    return state.uid;
  }
}
