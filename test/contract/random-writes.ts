import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type Dice, dice} from '../windows/random-pods.ts';

/** One request that writes the same object as all the others. */
export type Write = {
  how: 'create' | 'apply' | 'update' | 'application/merge-patch+json' | 'application/strategic-merge-patch+json';
  manager: string;
  force: boolean;
  body: JsonObject;
};

/** A create and then writes of all sorts, by several managers, to one CronJob that never runs; all of them are valid. */
export function randomWrites(seed: number, count: number): readonly Write[] {
  const d = dice(seed);
  return Array.from({length: count}, (_, index) => {
    const how: Write['how'] =
      index === 0
        ? d.pick(['create', 'apply'])
        : d.pick([
            'apply',
            'apply',
            'update',
            'application/merge-patch+json',
            'application/strategic-merge-patch+json',
          ]);
    const whole = how === 'create' || how === 'update' || index === 0;
    return {how, manager: d.pick(['m1', 'm2', 'm3']), force: d.oneIn(2), body: cronJob(d, whole, how)};
  });
}

function cronJob(d: Dice, whole: boolean, how: Write['how']): JsonObject {
  const some = (value: () => Json): Json | undefined => (whole || d.oneIn(2) ? value() : undefined);
  const patch = how.startsWith('application/');
  const nullable = (value: Json | undefined): Json | undefined => (patch && d.oneIn(6) ? null : value);
  const maybe = <T>(from: readonly T[]): T | undefined => (d.oneIn(3) ? undefined : d.pick(from));
  const labels = (): JsonObject =>
    map({
      x: d.oneIn(2) ? d.pick(['1', '2']) : undefined,
      y: d.oneIn(2) ? d.pick(['1', '2']) : undefined,
      z: patch && d.oneIn(3) ? null : undefined,
    });
  const container = (name: string): JsonObject =>
    map({
      name,
      image: whole || d.oneIn(2) || !patch ? d.pick(['i', 'i:1', 'j']) : undefined,
      args: maybe([['1'], ['1', '2']]),
      env: maybe([d.pick([[], ['E'], ['E', 'F'], ['F', 'E']]).map(key => ({name: key, value: d.pick(['1', '2'])}))]),
      ports: maybe([[{containerPort: 80}], [{containerPort: 81, name: 'p'}, {containerPort: 80}]]),
      resources: maybe([{}, {limits: {cpu: '1'}}, {requests: {memory: '1024Mi'}}]),
      securityContext: maybe([{}, {windowsOptions: {runAsUserName: 'x'}}]),
      livenessProbe: maybe([{tcpSocket: {port: 80}}, {tcpSocket: {port: 80}, periodSeconds: 5}]),
      ...(how === 'application/strategic-merge-patch+json' && d.oneIn(8) ? {$patch: 'replace'} : {}),
    });
  const names = d.pick([['a'], ['a', 'b'], ['b', 'a'], ['a', 'c', 'b']]);
  const podSpec = map({
    restartPolicy: whole ? 'Never' : undefined,
    containers: some(() => names.map(container)),
    volumes: nullable(
      maybe([
        [{name: 'v', emptyDir: {}}],
        [
          {name: 'w', hostPath: {path: '/w'}},
          {name: 'v', emptyDir: {}},
        ],
      ]),
    ),
    tolerations: maybe([[{operator: 'Exists'}], [{key: 'k', operator: 'Exists'}]]),
    nodeSelector: nullable(maybe([{n: '1'}, {n: '2', o: '1'}])),
    hostNetwork: maybe([true, false]),
    terminationGracePeriodSeconds: maybe([5, 30]),
    securityContext: maybe([{}, {runAsNonRoot: true}]),
    dnsConfig: maybe([{nameservers: ['1.1.1.1']}]),
    imagePullSecrets: maybe([[{name: 's'}], [{name: 't'}, {name: 's'}]]),
  });
  return map({
    ...(patch ? {} : {apiVersion: 'batch/v1', kind: 'CronJob'}),
    metadata: map({
      name: 'random',
      labels: nullable(d.oneIn(2) ? labels() : undefined),
      annotations: nullable(d.oneIn(3) ? labels() : undefined),
      finalizers: maybe([['a.b/c'], ['d.e/f', 'a.b/c']]),
    }),
    spec: map({
      schedule: some(() => d.pick(['1 1 1 1 1', '2 2 2 2 2'])),
      suspend: whole ? true : undefined,
      successfulJobsHistoryLimit: nullable(maybe([0, 1, 3])),
      jobTemplate: some(() => ({
        ...(d.oneIn(3) ? {metadata: {labels: labels()}} : {}),
        spec: map({
          backoffLimit: maybe([0, 6]),
          template: {...(d.oneIn(3) ? {metadata: {labels: labels()}} : {}), spec: podSpec},
        }),
      })),
    }),
  });
}

const map = (entries: {[key: string]: Json | undefined}): JsonObject =>
  Object.fromEntries(Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
