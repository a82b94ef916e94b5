import type {ApiKind, KubeObject} from '../../src/kernel/objects.ts';
import {apiKindOf, collectionPath, objectAt, objectPath, POD, textAt} from '../../src/kernel/objects.ts';
import {done, type Outcome, type Problem, problem} from '../../src/kernel/outcome.ts';
import type {Applied, ClusterPort, ListQuery, LogEvent} from '../../src/kernel/ports.ts';

/** A cluster in memory that takes what is applied and lets every Pod and Job run at once; what it is asked is in `calls`. */
export type FakeCluster = ClusterPort & {readonly calls: string[]; readonly objects: Map<string, KubeObject>};

/** What may be changed: the nodes, the lines that containers print, and refusals by `verb path`. */
export type FakeWorld = {
  nodes: readonly KubeObject[];
  log(pod: KubeObject): readonly string[];
  refuse(call: string): Problem | null;
};

export function fakeCluster(world: Partial<FakeWorld> = {}): FakeCluster {
  const calls: string[] = [];
  const objects = new Map<string, KubeObject>();
  let uids = 0;
  const call = <T>(verb: string, path: string, answer: () => Outcome<T>): Promise<Outcome<T>> => {
    calls.push(`${verb} ${path}`);
    const refusal = world.refuse?.(`${verb} ${path}`) ?? null;
    return Promise.resolve(refusal ? {ok: false, problem: refusal} : answer());
  };
  const store = (object: KubeObject, of: ApiKind): KubeObject => {
    const name = textAt(object, 'metadata', 'name') ?? '';
    const namespace = textAt(object, 'metadata', 'namespace') ?? 'default';
    const path = objectPath(of, namespace, name);
    const uid = textAt(objects.get(path), 'metadata', 'uid') ?? `uid-${++uids}`;
    const made = {...object, metadata: {...objectAt(object, 'metadata'), namespace, uid, generation: 1}};
    const selector = {matchLabels: {'batch.kubernetes.io/controller-uid': uid}};
    const stored = of.kind === 'Job' ? {...made, spec: {...objectAt(made, 'spec'), selector}} : made;
    objects.set(path, stored);
    if (of.kind === 'Pod') objects.set(path, running(stored, 'Running'));
    if (of.kind === 'Job')
      objects.set(objectPath(POD, namespace, `${name}-pod`), running(podOfJob(stored, uid), 'Succeeded'));
    return objects.get(path) ?? stored;
  };
  const write = (verb: string, object: KubeObject, of: ApiKind, dryRun: boolean): Promise<Outcome<Applied>> =>
    call(
      `${verb}${dryRun ? ' (dry run)' : ''}`,
      objectPath(of, textAt(object, 'metadata', 'namespace') ?? 'default', textAt(object, 'metadata', 'name') ?? ''),
      () => done({object: dryRun ? object : store(object, of), warnings: []}),
    );
  const listed = (path: string, query: ListQuery = {}): KubeObject[] =>
    path === '/api/v1/nodes'
      ? [...(world.nodes ?? [])]
      : [...objects]
          .filter(([key]) => key.startsWith(`${path}/`))
          .map(([, object]) => object)
          .filter(object => hasLabels(object, query));
  return {
    calls,
    objects,
    target: {server: 'https://fake', context: 'fake', namespace: 'default', user: 'me'},
    get: path =>
      call('get', path, () =>
        objects.has(path)
          ? done(objects.get(path) as KubeObject)
          : {ok: false, problem: problem('not-found', `Error from server (NotFound): ${path}`)},
      ),
    list: (path, query, keep) =>
      call('list', path, () => done(listed(path, query).flatMap(object => keep(object) ?? []))),
    lines: path => call('lines', path, () => ({ok: false, problem: problem('not-found', `no text at ${path}`)})),
    async *watch(path, query, signal) {
      calls.push(`watch ${path}`);
      yield {is: 'snapshot', objects: listed(path, query)};
      if (!signal.aborted) await new Promise(resolve => signal.addEventListener('abort', resolve, {once: true}));
    },
    apply: (object, of, {dryRun}) => write('apply', object, of, dryRun),
    create: (object, of, {dryRun}) => write('create', object, of, dryRun),
    remove: (path, uid) =>
      call('remove', `${path} ${uid}`, () => {
        objects.delete(path);
        for (const [key, object] of objects) if (textAt(object, 'metadata', 'owner') === uid) objects.delete(key);
        return done('deleted');
      }),
    allowed: review => call('review', `${review.verb} ${review.resource}`, () => done({allowed: true, reason: ''})),
    whoAmI: async () => done('me'),
    async *logs(pod): AsyncIterable<LogEvent> {
      const object = objects.get(objectPath(POD, pod.namespace, pod.name)) ?? {};
      for (const text of world.log?.(object) ?? []) yield {is: 'line', time: null, text};
    },
    exec: async pod => {
      calls.push(`exec ${pod.name}`);
      return {ok: false, problem: problem('forbidden', 'Error from server (Forbidden): pods/exec')};
    },
  };
}

/** Whether the object has the labels of a selector `key=value,…`; those without a selector are all chosen. */
const hasLabels = (object: KubeObject, {labelSelector}: ListQuery): boolean =>
  (labelSelector ?? '').split(',').every(term => {
    const [key = '', value] = term.split('=');
    return term === '' || textAt(object, 'metadata', 'labels', key) === value;
  });

/** A Windows node that is ready. */
export const windowsNode = (name: string): KubeObject => ({
  metadata: {name, labels: {'kubernetes.io/os': 'windows'}},
  status: {
    conditions: [{type: 'Ready', status: 'True'}],
    nodeInfo: {containerRuntimeVersion: 'containerd://1.7.22', kernelVersion: '10.0.20348.3091'},
  },
});

function podOfJob(job: KubeObject, owner: string): KubeObject {
  const spec = objectAt(job, 'spec', 'template', 'spec');
  const terms = objectAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')[
    'nodeSelectorTerms'
  ];
  const node = JSON.stringify(terms ?? '').match(/"values":\["([^"]+)"/)?.[1] ?? 'win-1';
  const name = `${textAt(job, 'metadata', 'name')}-pod`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: textAt(job, 'metadata', 'namespace') ?? '',
      uid: `${owner}-pod`,
      labels: {'batch.kubernetes.io/controller-uid': owner},
      owner,
    },
    spec: {...spec, nodeName: node},
  };
}

function running(pod: KubeObject, phase: 'Running' | 'Succeeded'): KubeObject {
  const state = phase === 'Running' ? {running: {}} : {terminated: {exitCode: 0, reason: 'Completed'}};
  const spec = objectAt(pod, 'spec');
  const status = {phase, conditions: [{type: 'Ready', status: 'True'}], containerStatuses: [{name: 'proof', state}]};
  return {...pod, spec: {...spec, nodeName: textAt(spec, 'nodeName') ?? 'win-1'}, status};
}

/** The path of a kind's objects in a namespace, for tests that look into `objects`. */
export const pathOf = (apiVersion: string, kind: string, namespace: string): string => {
  const of = apiKindOf({apiVersion, kind});
  return of ? collectionPath(of, namespace) : '';
};
