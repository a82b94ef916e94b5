import {listAt, numberAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {canonical} from '../json.ts';
import type {ApiAnswer} from '../node/api.ts';
import {nameOf, namespaceOf} from './cache.ts';
import {deploymentStatus, progressOf, withCondition} from './deployment-status.ts';
import {controlled, enqueueOwners, isActive, isTerminating, ownerReference, scaled, templateHash} from './pods.ts';
import type {Next} from './queue.ts';
import {nextOf, succeeded, type World} from './world.ts';

const HASH = 'pod-template-hash';
const PREFIX = 'deployment.kubernetes.io/';
const REVISION = `${PREFIX}revision`;
/** The revisions that a ReplicaSet had before. */
const HISTORY = `${PREFIX}revision-history`;

export const replicasOf = (object: JsonObject): number => numberAt(object, 'spec', 'replicas') ?? 1;
const availableOf = (set: JsonObject): number => numberAt(set, 'status', 'availableReplicas') ?? 0;
const revisionOf = (object: JsonObject): number => Number(textAt(object, 'metadata', 'annotations', REVISION) ?? 0);
const total = (sets: readonly JsonObject[], of: (set: JsonObject) => number): number =>
  sets.reduce((sum, set) => sum + of(set), 0);

/** How many pods too many and too few a rolling update may have at a time. */
export function leeway(deployment: JsonObject): {surge: number; unavailable: number} {
  const strategy = objectAt(deployment, 'spec', 'strategy');
  if (textAt(strategy, 'type') === 'Recreate') return {surge: 0, unavailable: 0};
  const replicas = replicasOf(deployment);
  const surge = scaled(valueAt(strategy, ['rollingUpdate', 'maxSurge']), replicas, 'up');
  const unavailable = scaled(valueAt(strategy, ['rollingUpdate', 'maxUnavailable']), replicas, 'down');
  return {surge, unavailable: surge === 0 && unavailable === 0 ? 1 : Math.min(unavailable, replicas)};
}

/** Moves every Deployment's pods to the ReplicaSet of its template, step by step. */
export function runDeployments(world: World): void {
  const deployments = world.of('Deployment');
  const recorder = world.recorder({component: 'deployment-controller'});
  const queue = world.queue(sync);
  enqueueOwners(world, 'Deployment', ['ReplicaSet'], queue);

  async function sync(key: string): Promise<Next> {
    const [namespace = '', name = ''] = key.split('/');
    const deployment = deployments.get(namespace, name);
    if (!deployment || isTerminating(deployment)) return 'done';
    const sets = controlled(world, 'ReplicaSet', deployment);
    const template = plain(objectAt(deployment, 'spec', 'template'));
    const current = sets.find(set => plain(objectAt(set, 'spec', 'template')) === template);
    const old = sets.filter(set => set !== current);
    if (!current && valueAt(deployment, ['spec', 'paused']) !== true) return begin(deployment, old);
    const revised = current ? await revise(deployment, current, old) : [];
    const moved = revised.length > 0 ? revised : await move(deployment, current, old);
    if (nextOf(...moved) !== 'done') return 'retry';
    const {status, afterMs} = deploymentStatus(deployment, current, controlled(world, 'ReplicaSet', deployment));
    const put =
      canonical(status) === canonical(objectAt(deployment, 'status'))
        ? []
        : [await world.putStatus(deployment, status)];
    if (put.length + moved.length === 0) await tidy(deployment, old);
    const next = nextOf(...put);
    return next === 'done' && afterMs !== null ? {afterMs} : next;
  }

  /** Makes the ReplicaSet of a template that is new. */
  async function begin(deployment: JsonObject, old: readonly JsonObject[]): Promise<Next> {
    const active = old.filter(set => replicasOf(set) > 0);
    const recreates = textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate';
    if (recreates && active.length > 0) return nextOf(...(await scaleAll(deployment, active, 0)));
    if (recreates && old.some(set => controlled(world, 'Pod', set).some(isActive))) return {afterMs: 200};
    const room = replicasOf(deployment) + leeway(deployment).surge - total(old, replicasOf);
    const replicas = recreates ? replicasOf(deployment) : Math.max(0, Math.min(replicasOf(deployment), room));
    const set = newSet(deployment, {replicas, revision: Math.max(0, ...old.map(revisionOf)) + 1});
    const made = await world.create(set);
    if (!succeeded(made)) return nextOf(made);
    const name = nameOf(made.body);
    if (replicas > 0) tellScaled(deployment, name, 0, replicas);
    const progressing = progressOf('True', 'NewReplicaSetCreated', `Created new replica set "${name}"`);
    const conditions = withCondition(listAt(deployment, 'status', 'conditions'), progressing);
    const revised = withRevision(deployment, revisionOf(made.body));
    return nextOf(await world.putStatus(revised, {...objectAt(deployment, 'status'), conditions}));
  }

  /** The current ReplicaSet has the highest revision, also after a rollback. */
  async function revise(
    deployment: JsonObject,
    current: JsonObject,
    old: readonly JsonObject[],
  ): Promise<readonly ApiAnswer[]> {
    const revision = Math.max(0, ...old.map(revisionOf)) + 1;
    if (revisionOf(current) >= revision && revisionOf(deployment) === revisionOf(current)) return [];
    const next = Math.max(revision, revisionOf(current));
    const [was, history] = [revisionOf(current), textAt(current, 'metadata', 'annotations', HISTORY)];
    const moved = was > 0 && was < next ? {[HISTORY]: history ? `${history},${was}` : String(was)} : {};
    return [
      await world.patch(current, {metadata: {annotations: {...moved, [REVISION]: String(next)}}}),
      await world.putStatus(withRevision(deployment, next), objectAt(deployment, 'status')),
    ];
  }

  /** One step towards all pods being the current ReplicaSet's, and as many as there should be. */
  async function move(
    deployment: JsonObject,
    current: JsonObject | undefined,
    old: readonly JsonObject[],
  ): Promise<readonly ApiAnswer[]> {
    const wanted = replicasOf(deployment);
    const active = old.filter(set => replicasOf(set) > 0);
    if (!current) {
      const [only, ...more] = active;
      return only && more.length === 0 && replicasOf(only) !== wanted ? scaleAll(deployment, [only], wanted) : [];
    }
    if (active.length === 0 || replicasOf(current) > wanted)
      return replicasOf(current) === wanted ? [] : scaleAll(deployment, [current], wanted);
    const {surge, unavailable} = leeway(deployment);
    const all = [current, ...active];
    const up = Math.min(wanted - replicasOf(current), wanted + surge - total(all, replicasOf));
    if (up > 0) return scaleAll(deployment, [current], replicasOf(current) + up);
    const least = wanted - unavailable;
    let spare = total(all, replicasOf) - least - (replicasOf(current) - availableOf(current));
    const answers: ApiAnswer[] = [];
    for (const set of active) {
      const broken = Math.min(spare, replicasOf(set) - availableOf(set));
      const sound = Math.min(spare - broken, availableOf(set), total(all, availableOf) - least);
      const down = Math.max(0, broken) + Math.max(0, sound);
      if (down <= 0 || spare <= 0) continue;
      spare -= down;
      answers.push(...(await scaleAll(deployment, [set], replicasOf(set) - down)));
      break; // what is available is counted anew for the next
    }
    return answers;
  }

  function scaleAll(
    deployment: JsonObject,
    sets: readonly JsonObject[],
    replicas: number,
  ): Promise<readonly ApiAnswer[]> {
    return Promise.all(
      sets.map(async set => {
        const annotations = sizes(deployment);
        const resourceVersion = textAt(set, 'metadata', 'resourceVersion') ?? '';
        const answer = await world.patch(set, {metadata: {resourceVersion, annotations}, spec: {replicas}});
        if (succeeded(answer)) tellScaled(deployment, nameOf(set), replicasOf(set), replicas);
        return answer;
      }),
    );
  }

  function tellScaled(deployment: JsonObject, set: string, from: number, to: number): void {
    const text = `Scaled ${to > from ? 'up' : 'down'} replica set ${set} from ${from} to ${to}`;
    recorder.event(deployment, 'Normal', 'ScalingReplicaSet', text);
  }

  /** Deletes the oldest empty ReplicaSets beyond revisionHistoryLimit. */
  async function tidy(deployment: JsonObject, old: readonly JsonObject[]): Promise<void> {
    const limit = numberAt(deployment, 'spec', 'revisionHistoryLimit') ?? 10;
    const empty = old.filter(
      set => replicasOf(set) === 0 && numberAt(set, 'status', 'replicas') === 0 && !isTerminating(set),
    );
    const surplus = empty
      .sort((one, other) => revisionOf(one) - revisionOf(other))
      .slice(0, Math.max(0, old.length - limit));
    await Promise.all(surplus.map(set => world.remove(set)));
  }
}

/** What the ReplicaSet is told about the size of the whole. */
const sizes = (deployment: JsonObject): JsonObject => ({
  [`${PREFIX}desired-replicas`]: String(replicasOf(deployment)),
  [`${PREFIX}max-replicas`]: String(replicasOf(deployment) + leeway(deployment).surge),
});

/** Written beside the status, where an annotation does not count as a new generation. */
function withRevision(deployment: JsonObject, revision: number): JsonObject {
  const metadata = objectAt(deployment, 'metadata');
  const annotations = {...objectAt(metadata, 'annotations'), [REVISION]: String(revision)};
  return {...deployment, metadata: {...metadata, annotations}};
}

/** A template as text, without the label that a ReplicaSet adds. */
function plain(template: JsonObject): string {
  const {[HASH]: _, ...labels} = objectAt(template, 'metadata', 'labels');
  return canonical({...template, metadata: {...objectAt(template, 'metadata'), labels}});
}

function newSet(deployment: JsonObject, {replicas, revision}: {replicas: number; revision: number}): JsonObject {
  const template = objectAt(deployment, 'spec', 'template');
  const hash = templateHash(template);
  const labels = {...objectAt(template, 'metadata', 'labels'), [HASH]: hash};
  const selector = objectAt(deployment, 'spec', 'selector');
  const own = Object.entries(objectAt(deployment, 'metadata', 'annotations')).filter(
    ([key]) => !key.startsWith(PREFIX) && key !== 'kubectl.kubernetes.io/last-applied-configuration',
  );
  const minReadySeconds = numberAt(deployment, 'spec', 'minReadySeconds');
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${nameOf(deployment)}-${hash}`,
      namespace: namespaceOf(deployment),
      labels,
      annotations: {...Object.fromEntries(own), ...sizes(deployment), [REVISION]: String(revision)},
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas,
      ...(minReadySeconds === null ? {} : {minReadySeconds}),
      selector: {...selector, matchLabels: {...objectAt(selector, 'matchLabels'), [HASH]: hash}},
      template: {...template, metadata: {...objectAt(template, 'metadata'), labels}},
    },
  };
}
