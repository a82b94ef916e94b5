import {setTimeout as sleep} from 'node:timers/promises';
import {type KubeObject, textAt} from '../src/kernel/objects.ts';
import {apiVersionOf, declaredResources, RESOURCES, type Resource} from './api/resources.ts';
import type {Api, ApiAnswer} from './node/api.ts';
import type {Scenario} from './node/scenario.ts';

/**
 * Creates the objects of scenarios as `kubectl create` would, namespaces and definitions of kinds first; one that is there already stays.
 * The result is what the API server refused, one sentence each.
 */
export async function createObjects(api: Api, scenarios: readonly Scenario[]): Promise<readonly string[]> {
  const refused: string[] = [];
  const all = scenarios.flatMap(({name, objects}) => objects.map(object => ({name, object})));
  const kinds = [
    ...RESOURCES,
    ...all.filter(each => isDefinition(each.object)).flatMap(each => declaredResources(each.object)),
  ];
  for (const {name, object} of all.toSorted((one, other) => rank(one.object) - rank(other.object))) {
    const kind = kinds.find(each => apiVersionOf(each) === object.apiVersion && each.kind === object.kind);
    const {status, body} = kind
      ? await create(api, kind, object)
      : {status: 0, body: {message: 'the API server has no such kind'}};
    if (status !== 201 && status !== 409)
      refused.push(
        `scenario ${name}: ${object.kind} ${textAt(object, 'metadata', 'name')} was not created: ${textAt(body, 'message') ?? `status ${status}`}`,
      );
  }
  return refused;
}

const isDefinition = (object: KubeObject): boolean => object.kind === 'CustomResourceDefinition';
const rank = (object: KubeObject): number => (object.kind === 'Namespace' ? 0 : isDefinition(object) ? 1 : 2);

/** How often a new namespace is looked at that has no service account yet, every 100 ms. */
const TRIES = 50;

async function create(api: Api, kind: Resource, object: KubeObject): Promise<ApiAnswer> {
  const group = kind.group === '' ? '/api' : `/apis/${kind.group}`;
  const namespace = kind.namespaced ? `/namespaces/${textAt(object, 'metadata', 'namespace') ?? 'default'}` : '';
  for (let tries = 1; ; tries += 1) {
    const answer = await api.send('POST', `${group}/${kind.version}${namespace}/${kind.plural}`, object);
    const early =
      answer.status === 403 &&
      /service account|has not been found|status unknown/.test(textAt(answer.body, 'message') ?? '');
    if (!early || tries === TRIES) return answer;
    await sleep(100);
  }
}
