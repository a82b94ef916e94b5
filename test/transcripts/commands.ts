import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseAllDocuments, stringify} from 'yaml';
import type {Api} from '../../sandbox/node/api.ts';
import {listAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {Target} from '../cluster/target.ts';
import type {Orders} from './orders.ts';

const PATIENCE_MS = 30_000;
const RBAC = 'rbac.authorization.k8s.io';

/**
 * What transcripts say of a cluster without kubectl, which not every machine has, and what happens to one. `undo` takes away the
 * namespaces and rights that were given.
 */
export function clusterCommands(target: Target): {orders: Orders; undo(): Promise<void>} {
  const {api} = target;
  const made: string[] = [];
  const give = async (folder: string, object: JsonObject): Promise<void> => {
    made.push(`${folder}/${textAt(object, 'metadata', 'name')}`);
    await create(api, folder, object);
  };
  return {
    orders: {
      given: async (words, folder) => {
        await given(give, api, words, folder);
        return '';
      },
      'what-is-left': words => whatIsLeft(api, words[0] === 'yaml'),
      'until-nothing-is-left': async () => {
        await until(async () => (await whatIsLeft(api)) === 'nothing');
        return 'nothing';
      },
      'remove-everything': async () => {
        await emptied(target);
        return '';
      },
      'delete-pods': async () => {
        for (const pod of await objects(api, PODS)) await api.send('DELETE', pathOf(pod));
        return '';
      },
      silence: async ([node = '']) => {
        await target.silence(node);
        return '';
      },
      'restart-api-server': async () => {
        await target.restartApiServer();
        return '';
      },
    },
    async undo() {
      for (const path of made.splice(0).reverse()) await api.send('DELETE', path);
    },
  };
}

type Give = (folder: string, object: JsonObject) => Promise<void>;

/**
 * `given namespace NAME [LABEL=VALUE…]`, `given manifest FILE [running]`, `given USER may VERBS RESOURCES [in NAMESPACE]` and
 * `given USER has CLUSTERROLE [in NAMESPACE]`; a resource is written `jobs.batch`, `pods/exec`.
 */
async function given(give: Give, api: Api, words: readonly string[], cwd: string): Promise<void> {
  const [first = '', second = '', third = '', ...rest] = words;
  if (first === 'namespace') {
    const labels = Object.fromEntries(words.slice(2).map(label => label.split('=') as [string, string]));
    await give('/api/v1/namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: second, labels}});
    const account = `/api/v1/namespaces/${second}/serviceaccounts/default`; // without it no pod is admitted
    return until(async () => (await api.send('GET', account)).status === 200);
  }
  if (first === 'manifest') {
    for (const document of parseAllDocuments(await readFile(resolve(cwd, second), 'utf8'), {merge: true})) {
      const object = document.toJS() as JsonObject;
      await create(api, pathOf(object).replace(/\/[^/]*$/, ''), object);
      if (third === 'running') await until(async () => phaseOf(await api.send('GET', pathOf(object))) === 'Running');
    }
    return;
  }
  const namespace = words.at(-2) === 'in' ? words.at(-1) : undefined;
  const folder = `/apis/${RBAC}/v1${namespace === undefined ? '' : `/namespaces/${namespace}`}`;
  const prefix = namespace === undefined ? 'cluster' : '';
  if (second === 'has') return bind(give, `${folder}/${prefix}rolebindings`, first, {kind: 'ClusterRole', name: third});
  if (second !== 'may') throw new Error(`nobody knows what "${words.join(' ')}" gives`);
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const resources = (rest[0] ?? '').split(',');
  const name = `${first}-${third}-${rest[0]}`.replace(/[^\w]+/g, '-').slice(0, 60);
  const rules = resources.map(resource => {
    const [, plural = '', group = '', sub = ''] = /^([^./]+)(?:\.([^/]+))?(\/.+)?$/.exec(resource) ?? [];
    return {apiGroups: [group], resources: [`${plural}${sub}`], verbs: third.split(',')};
  });
  await give(`${folder}/${prefix}roles`, {apiVersion: `${RBAC}/v1`, kind, metadata: {name}, rules});
  await bind(give, `${folder}/${prefix}rolebindings`, first, {kind, name});
}

function bind(give: Give, folder: string, user: string, role: {kind: string; name: string}): Promise<void> {
  return give(folder, {
    apiVersion: `${RBAC}/v1`,
    kind: folder.endsWith('/clusterrolebindings') ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: {name: `${user}-${role.name}`},
    subjects: [{apiGroup: RBAC, kind: 'User', name: user}],
    roleRef: {apiGroup: RBAC, ...role},
  });
}

/** Creates an object; one of its name that is ending is waited for. */
async function create(api: Api, folder: string, object: JsonObject): Promise<void> {
  let answer = await api.send('POST', folder, object);
  for (const end = Date.now() + PATIENCE_MS; answer.status === 409 && Date.now() < end; ) {
    await sleep(200);
    answer = await api.send('POST', folder, object);
  }
  if (answer.status !== 201) throw new Error(textAt(answer.body, 'message') ?? `status ${answer.status}`);
}

const PODS = '/api/v1/pods';
const WORKLOADS = ['daemonsets', 'deployments', 'statefulsets'].map(plural => `/apis/apps/v1/${plural}`);
const JOBS = '/apis/batch/v1/jobs';
const RUN = [...WORKLOADS, '/apis/batch/v1/cronjobs', JOBS, PODS];

/** Every object that a list of all namespaces has, each with its kind. */
async function objects(api: Api, path: string): Promise<readonly JsonObject[]> {
  const {body} = await api.send('GET', path);
  const kind = (textAt(body, 'kind') ?? '').replace(/List$/, '');
  return listAt(body, 'items').map(item => ({apiVersion: body['apiVersion'] ?? '', kind, ...(item as JsonObject)}));
}

/** Where an object is; its kind's plural is an s more. */
function pathOf(object: JsonObject): string {
  const version = textAt(object, 'apiVersion') ?? '';
  const plural = `${(textAt(object, 'kind') ?? '').toLowerCase()}s`;
  const namespace = textAt(object, 'metadata', 'namespace') ?? 'default';
  const root = version === 'v1' ? '/api/v1' : `/apis/${version}`;
  return `${root}/namespaces/${namespace}/${plural}/${textAt(object, 'metadata', 'name')}`;
}

const phaseOf = ({body}: {body: JsonObject}): string | null => textAt(body, 'status', 'phase');

/** What runs or would run something, a line each (its namespace behind it unless that is the default); or the Jobs as YAML. */
async function whatIsLeft(api: Api, yaml = false): Promise<string> {
  if (yaml) return stringify(await objects(api, JOBS), {indentSeq: false}).trimEnd();
  const found = (await Promise.all(RUN.map(path => objects(api, path)))).flat();
  const lines = found.map(object => {
    const namespace = textAt(object, 'metadata', 'namespace');
    const name = `${textAt(object, 'kind')?.toLowerCase()}/${textAt(object, 'metadata', 'name')}`;
    return namespace === 'default' ? name : `${name} -n ${namespace}`;
  });
  return lines.length === 0 ? 'nothing' : lines.sort().join('\n');
}

/** Takes away everything that runs something, and what was said of it; no node is waited for. */
export async function emptied({api}: Target): Promise<void> {
  const now = {gracePeriodSeconds: 0, propagationPolicy: 'Background'};
  const remove = async (path: string): Promise<void> => {
    const found = await objects(api, path);
    await Promise.all(found.map(object => api.send('DELETE', pathOf(object), now)));
  };
  for (const path of RUN) await remove(path);
  await until(async () => {
    await remove(PODS); // what a workload made before its controller saw that it was gone
    return (await whatIsLeft(api)) === 'nothing';
  });
  await remove('/api/v1/events');
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) if (await holds()) return;
  throw new Error(`it did not happen within ${PATIENCE_MS / 1000} seconds`);
}
