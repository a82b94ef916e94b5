import type {Json, JsonObject} from '../../src/kernel/subjects.ts';

const STAYS = 'ping -t 127.0.0.1';

const podSpec = (command: string, more: JsonObject = {}, container: JsonObject = {}): JsonObject => ({
  hostNetwork: true,
  terminationGracePeriodSeconds: 1,
  nodeSelector: {'kubernetes.io/os': 'windows'},
  securityContext: {windowsOptions: {hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM'}},
  containers: [{name: 'c', image: 'registry.example/tool:1', command: ['cmd', '/c', command], ...container}],
  ...more,
});

const pod = (name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name, namespace: 'default'},
  spec,
});

const set = (kind: string, name: string, namespace: string, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: {name, namespace},
  spec: {
    selector: {matchLabels: {app: name}},
    template: {metadata: {labels: {app: name}}, spec: podSpec(STAYS)},
    ...more,
  },
});

const job = (name: string, command: string, more: JsonObject = {}, namespace = 'default'): JsonObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {name, namespace},
  spec: {...more, template: {spec: podSpec(command, {restartPolicy: 'Never'})}},
});

const named = (...terms: readonly Json[]): JsonObject => ({
  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: terms}}},
});
const matchFields = [{key: 'metadata.name', operator: 'In', values: ['win-1']}];

const unreachableFor = (tolerationSeconds: number): JsonObject => ({
  key: 'node.kubernetes.io/unreachable',
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds,
});

/** A little of everything that controllers look after. */
export const WORKLOADS: readonly JsonObject[] = [
  set('DaemonSet', 'agent', 'default'),
  set('DaemonSet', 'refused', 'strict'),
  set('DaemonSet', 'nowhere', 'default', {
    template: {metadata: {labels: {app: 'nowhere'}}, spec: podSpec(STAYS, {nodeSelector: {pool: 'none'}})},
  }),
  set('Deployment', 'web', 'default', {replicas: 2}),
  set('Deployment', 'refused', 'strict'),
  set('Deployment', 'once', 'default', {strategy: {type: 'Recreate'}}),
  set('DaemonSet', 'manual', 'default', {updateStrategy: {type: 'OnDelete'}}),
  job('ok', 'echo done'),
  job('two', 'echo done', {completions: 2, parallelism: 2}),
  job('broken', 'exit 3', {backoffLimit: 0}),
  job('again', 'exit 3', {backoffLimit: 1}),
  job('brief', 'echo done', {ttlSecondsAfterFinished: 1}),
  job('endless', STAYS),
  job('late', STAYS, {activeDeadlineSeconds: 2}),
  job('paused', STAYS, {suspend: true}),
  job('refused', STAYS, {}, 'strict'),
  pod('unselected', podSpec(STAYS, {nodeSelector: {pool: 'none'}})),
  pod('elsewhere', podSpec(STAYS, named({matchFields: [{key: 'metadata.name', operator: 'In', values: ['no-node']}]}))),
  pod('choosy', podSpec(STAYS, named({matchFields, matchExpressions: [{key: 'pool', operator: 'Exists'}]}))),
  pod('hungry', podSpec(STAYS, {}, {resources: {requests: {cpu: '100', memory: '1Ti'}}})),
  pod('gated', podSpec(STAYS, {schedulingGates: [{name: 'example.com/wait'}]})),
  pod('fleeting', podSpec(STAYS, {nodeName: 'win-1', tolerations: [unreachableFor(1)]})),
  pod('first', podSpec(STAYS, {nodeName: 'win-1'}, {ports: [{containerPort: 9182}]})),
  pod('second', podSpec(STAYS, {nodeSelector: {'kubernetes.io/hostname': 'win-1'}}, {ports: [{containerPort: 9182}]})),
];

/** Starts a Job at the next minute. */
export const EVERY_MINUTE: JsonObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: {name: 'tick', namespace: 'default'},
  spec: {
    schedule: '* * * * *',
    jobTemplate: {spec: {template: {spec: podSpec('echo done', {restartPolicy: 'Never'})}}},
  },
};

/** A DaemonSet that nobody has seen before. */
export const LATECOMER: JsonObject = set('DaemonSet', 'latecomer', 'default');
