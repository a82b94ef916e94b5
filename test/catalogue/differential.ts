import type {KubeObject} from '../../src/kernel/objects.ts';
import {API_KINDS, type ApiKind} from '../../src/kernel/objects.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {API_REFUSES} from '../../src/rules/api-refusal.ts';
import {RULES} from '../../src/rules/index.ts';
import {type Dice, dice, randomPodSpec} from '../windows/random-pods.ts';
import {foundIn, lintDocument} from './lint-document.ts';

/** The rules that say the API server will refuse the object. */
const REFUSALS = RULES.filter(rule => ['HP101', 'HP102', 'HP103', 'HP105', 'HP111', 'HP129'].includes(rule.code));

/** Whether the rules take the object for one with HostProcess containers, and what they expect the API server to answer, sorted. */
export type Opinion = {hostProcess: boolean; refusals: readonly string[]};

/** What our rules say the API server will say: each of its errors as it prints them. */
export async function apiRefusals(document: KubeObject): Promise<Opinion> {
  const lines = await lintDocument(document, REFUSALS);
  const texts = lines.flatMap(foundIn).map(({text}) => text);
  const silent = texts.filter(text => !text.includes(API_REFUSES));
  if (silent.length > 0) throw new Error(`says nothing about the API server: ${silent[0]}`);
  const refusals = texts.map(text => text.slice(text.indexOf(API_REFUSES) + API_REFUSES.length));
  return {
    hostProcess: lines.some(line => line.verdict.is !== 'not-applicable'),
    refusals: [...new Set(refusals)].sort(),
  };
}

const KINDS: readonly ApiKind[] = API_KINDS.filter(kind => kind.template !== null);

/** Ports around the rule: none, the same, another, 0; every number once, or the server finds conflicts that are not our subject. */
function withPorts(d: Dice, spec: JsonObject): JsonObject {
  let number = 8000;
  const ports = (): Json => {
    number += 1;
    const hostPort = d.pick([null, null, 0, number, number + 1000]);
    return {containerPort: number, ...(hostPort !== null && {hostPort})};
  };
  const add = (list: Json | undefined): Json =>
    (list as readonly JsonObject[]).map(container =>
      d.oneIn(2) ? {...container, ports: Array.from({length: d.pick([0, 1, 2])}, ports)} : container,
    );
  return {
    ...spec,
    containers: add(spec['containers']),
    ...(spec['initContainers'] !== undefined && {initContainers: add(spec['initContainers'])}),
  };
}

/** The manifest of a seed: a Pod or a workload of any kind we know, valid but for what our rules look at. */
export function randomManifest(seed: number): KubeObject {
  const d = dice(seed + 1_000_000);
  const kind = d.pick(KINDS);
  const drawn = withPorts(d, randomPodSpec(seed));
  const runsOnce = kind.apiVersion === 'batch/v1';
  const os = d.oneIn(12)
    ? {os: d.pick<Json>([{}, {name: ''}, {name: 'dummyOS'}, {name: 'Windows'}, {name: 'a<b>"\u2028'}])}
    : {};
  const spec = {...drawn, ...os, ...(runsOnce && {restartPolicy: 'Never'})};
  const labels = {app: 'random'};
  const template = {metadata: {labels}, spec};
  const workload = runsOnce ? {template} : {selector: {matchLabels: labels}, template};
  const bodies: Record<string, Json> = {
    Pod: spec,
    CronJob: {schedule: '0 0 * * *', jobTemplate: {spec: {template}}},
    StatefulSet: {...workload, serviceName: 'random'},
  };
  const metadata = {name: `random-${seed}`, namespace: 'default'};
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata,
    spec: bodies[kind.kind] ?? workload,
  };
}

/** The first `count` manifests with HostProcess containers, by seed: the rules are about no others. */
export async function hostProcessManifests(count: number): Promise<readonly {seed: number; object: KubeObject}[]> {
  const manifests: {seed: number; object: KubeObject}[] = [];
  for (let seed = 1; manifests.length < count; seed++) {
    const object = randomManifest(seed);
    if ((await apiRefusals(object)).hostProcess) manifests.push({seed, object});
  }
  return manifests;
}
