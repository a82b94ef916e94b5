import {listAt} from '../../src/kernel/objects.ts';
import {apiVersionOf, declaredResources, RESOURCES} from '../api/resources.ts';
import {keyOf, nameOf, namespaceOf, pathOf} from './cache.ts';
import {isTerminating} from './pods.ts';
import type {Next} from './queue.ts';
import {nextOf, succeeded, type World} from './world.ts';

const CA = 'kube-root-ca.crt';
/** Kubernetes says here how far the bundle can be relied on. */
const DESCRIBED = {
  'kubernetes.io/description': 'Contains the CA bundle of this pretend cluster’s API server; it is no use elsewhere.',
};

/** Furnishes every namespace with what pods need, and empties those that are to go. */
export function keepNamespaces(world: World, {ca}: {ca: string}): void {
  const namespaces = world.of('Namespace');
  const definitions = world.of('CustomResourceDefinition');
  const furniture = [world.of('ServiceAccount'), world.of('ConfigMap')];
  const queue = world.queue(sync);

  namespaces.onChange(after => {
    if (after) queue.add(keyOf(after));
  });
  for (const each of furniture)
    each.onChange((after, before) => {
      if (after === null && before) queue.add(`/${namespaceOf(before)}`);
    });

  async function sync(key: string): Promise<Next> {
    const namespace = namespaces.get('', key.slice(1));
    if (!namespace) return 'done';
    return isTerminating(namespace) ? empty(namespace) : furnish(nameOf(namespace));
  }

  async function furnish(namespace: string): Promise<Next> {
    const wanted = [
      {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace}},
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {name: CA, namespace, annotations: DESCRIBED},
        data: {'ca.crt': ca},
      },
    ];
    const missing = wanted.filter(({kind, metadata}) => !world.of(kind).get(namespace, metadata.name));
    return nextOf(...(await Promise.all(missing.map(each => world.create(each)))));
  }

  /** Deletes all that is in it, again and again until nothing is left, then lets it go. */
  async function empty(namespace: Parameters<typeof nameOf>[0]): Promise<Next> {
    const name = nameOf(namespace);
    if (listAt(namespace, 'spec', 'finalizers').length === 0) return 'done';
    const resources = [...RESOURCES, ...[...definitions.all()].flatMap(declaredResources)].filter(
      each => each.namespaced,
    );
    const left = await Promise.all(
      resources.map(async resource => {
        const path = pathOf(resource, name);
        const listed = await world.api.send('GET', path);
        if (listed.status === 404) return false;
        if (succeeded(listed) && listAt(listed.body, 'items').length === 0) return false;
        await world.api.send('DELETE', path, {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
        });
        return true;
      }),
    );
    if (left.includes(true)) return {afterMs: 200};
    const finalizers = listAt(namespace, 'spec', 'finalizers').filter(each => each !== 'kubernetes');
    const path = `/api/${apiVersionOf(namespaces.resource)}/namespaces/${name}/finalize`;
    return nextOf(await world.api.send('PUT', path, {...namespace, spec: {finalizers}}));
  }
}
