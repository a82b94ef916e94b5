import {
  ANYTHING,
  either,
  FLAG,
  listOf,
  MAP,
  mapOf,
  NUMBER,
  oneOf,
  orEmpty,
  record,
  SECONDS,
  type Shape,
  TEXT,
  textThat,
} from './shape.ts';

const SERVICE = record({
  state: oneOf('Running', 'Stopped', 'StartPending', 'StopPending', 'Paused'),
  start: oneOf('automatic', 'manual', 'disabled'),
  delayed: FLAG,
  account: orEmpty(TEXT),
  imagePath: orEmpty(TEXT),
  environment: listOf(TEXT),
  proxies: listOf(record({name: TEXT, value: TEXT}, ['name', 'value'])),
  wrapped: orEmpty(
    record({application: TEXT, parameters: TEXT, stdout: orEmpty(TEXT), stderr: orEmpty(TEXT)}, [
      'application',
      'parameters',
      'stdout',
      'stderr',
    ]),
  ),
  pid: NUMBER,
  threads: NUMBER,
  handles: NUMBER,
  exitCode: NUMBER,
  serviceExitCode: NUMBER,
});

const FILE = record({
  is: oneOf('file', 'folder', 'link'),
  size: NUMBER,
  version: orEmpty(TEXT),
  lines: listOf(TEXT),
});

const EVENT = record(
  {
    provider: TEXT,
    id: NUMBER,
    hoursAgo: NUMBER,
    level: NUMBER,
    fields: listOf(TEXT),
    message: orEmpty(TEXT),
  },
  ['provider', 'id'],
);

const FAILURE = record(
  {
    ask: TEXT,
    kind: oneOf('denied', 'timeout', 'unsupported', 'failed'),
    code: orEmpty(NUMBER),
    text: TEXT,
  },
  ['ask'],
);

/** What the collector finds on a node (sandbox/node/answers/facts.ts says what each means). */
const FACTS = record({
  layout: oneOf('generic', 'aks', 'eks', 'gke', 'rke2', 'openshift'),
  hangs: listOf(TEXT),
  killedAfter: orEmpty(NUMBER),
  failures: listOf(FAILURE),
  services: mapOf(orEmpty(SERVICE)),
  processes: mapOf(NUMBER),
  files: mapOf(orEmpty(FILE)),
  registry: mapOf(ANYTHING),
  volumes: mapOf(orEmpty(record({freeGiB: NUMBER, totalGiB: NUMBER}, ['freeGiB', 'totalGiB']))),
  memory: record({commitGiB: NUMBER, limitGiB: NUMBER, freeGiB: NUMBER, totalGiB: NUMBER}),
  uptimeHours: NUMBER,
  clockOffsetSeconds: NUMBER,
  pendingReboot: listOf(TEXT),
  domain: orEmpty(TEXT),
  hns: record({networks: listOf(MAP), endpoints: listOf(MAP), loadbalancers: listOf(MAP)}),
  events: mapOf(orEmpty(listOf(EVENT))),
  dns: mapOf(either(NUMBER, listOf(TEXT))),
  tcp: mapOf(orEmpty(NUMBER)),
  http: mapOf(NUMBER),
  run: mapOf(orEmpty(record({exitCode: NUMBER, stdout: TEXT, stderr: TEXT}))),
  cim: mapOf(orEmpty(listOf(MAP))),
  users: listOf(record({name: TEXT, sid: TEXT, enabled: FLAG}, ['name', 'sid', 'enabled'])),
});

const COMMAND = record({contains: TEXT, stdout: listOf(TEXT), stderr: listOf(TEXT), exitCode: NUMBER, staysUp: FLAG}, [
  'contains',
]);

/** What may change about a node while it lives. */
const CHANGEABLE = {
  hostName: orEmpty(TEXT),
  build: TEXT,
  containerd: TEXT,
  kubelet: TEXT,
  pool: orEmpty(TEXT),
  notReady: orEmpty(TEXT),
  images: listOf(TEXT),
  groups: listOf(TEXT),
  containerdAccount: TEXT,
  bindFilter: orEmpty(FLAG),
  honoursHostProcess: FLAG,
  pullSeconds: SECONDS,
  unpullable: listOf(record({image: TEXT, message: TEXT}, ['image', 'message'])),
  sandboxError: orEmpty(TEXT),
  proof: oneOf('whole', 'cut', 'constrained-language'),
  commands: listOf(COMMAND),
  facts: FACTS,
};

const TAINT = record({key: TEXT, value: TEXT, effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute')}, [
  'key',
  'value',
  'effect',
]);

/** A DNS label or several (k8s.io/apimachinery pkg/util/validation IsDNS1123Subdomain), which the API server demands of a node. */
const NODE_NAME = textThat('a name of small letters, digits, “-” and “.”', name =>
  /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name),
);

const NODE = record(
  {
    name: NODE_NAME,
    os: oneOf('windows', 'linux'),
    taints: listOf(TAINT),
    ...CHANGEABLE,
    later: record({after: SECONDS, silent: FLAG, ...CHANGEABLE}, ['after']),
  },
  ['name'],
);

const isRegExp = (text: string): boolean => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
};

const FAULT = record(
  {
    path: textThat('a regular expression', isRegExp),
    method: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    status: NUMBER,
    message: TEXT,
    retryAfter: SECONDS,
    delay: SECONDS,
    cutAfter: SECONDS,
    times: NUMBER,
  },
  ['path'],
);

/** An object as `kubectl create` takes it; what is in it the API server judges. */
const OBJECT: Shape = (value, at) =>
  MAP(value, at) ??
  record({apiVersion: TEXT, kind: TEXT, metadata: MAP}, ['apiVersion', 'kind', 'metadata'])(picked(value), at) ??
  TEXT((value as {metadata: {name?: unknown}}).metadata.name, `${at}.metadata.name`);

const picked = (value: unknown): unknown =>
  Object.fromEntries(
    Object.entries(value as object).filter(([key]) => ['apiVersion', 'kind', 'metadata'].includes(key)),
  );

const FILE_FIELDS = record(
  {
    shows: TEXT,
    learn: TEXT,
    finds: textThat('a code such as HP725', code => /^HP\d{3}$/.test(code)),
    ask: textThat('a command such as doctor --probe', command => /^doctor( |$)/.test(command)),
    nodes: listOf(NODE),
    objects: listOf(OBJECT),
    faults: listOf(FAULT),
  },
  ['shows', 'nodes'],
);

/** What is wrong with a scenario's file as it was parsed: one sentence, or null. README.md here says what each field means. */
export const slipOf = (file: unknown): string | null => FILE_FIELDS(file, '');
