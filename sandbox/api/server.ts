import {setTimeout as sleep} from 'node:timers/promises';
import {textAt} from '../../src/kernel/objects.ts';
import {NAMESPACE} from './admission.ts';
import {type Answer, type Asked, mannerOf, ok, PLAIN, refuse, written} from './answer.ts';
import {type Change, changeOf, readBody, readPlain} from './bodies.ts';
import {bootstrapObjects} from './bootstrap.ts';
import {createDeletion, deleteOptions} from './deletion.ts';
import {discoveryAnswer} from './discovery.ts';
import {createEventExpiry} from './event-age.ts';
import {badRequest, type Failure, isFailure, noSuchResource, notAllowed, notFound} from './failure.ts';
import {createFaults, type Fault, type Faults} from './faults.ts';
import {type Place, placeOf, wantedAt} from './place.ts';
import type {Kubelets} from './pods.ts';
import {authorize, MASTERS, refusal, review, type User} from './rbac.ts';
import {getOne, listPage, watchOf} from './reads.ts';
import {declaredResources, RESOURCES, REVIEWS, type Resource, resourceOf} from './resources.ts';
import {createStore, type Store} from './store.ts';
import {atSubresource} from './subresources.ts';
import {timeOf} from './time.ts';
import {createWrites, type Manner, type Target} from './writes.ts';

export type ApiServer = {
  readonly store: Store;
  readonly faults: Faults;
  handle(asked: Asked): Promise<Answer>;
};

type ApiServerOptions = {
  kubelets: Kubelets;
  faults?: readonly Fault[];
  now?: () => Date;
};

/** The superuser that the controllers, the nodes and the holder of the token are. */
export const ADMIN: User = {name: 'kubernetes-admin', groups: [MASTERS, 'system:authenticated']};

/** An API server with the objects every cluster begins with; nothing listens yet. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const now = options.now ?? (() => new Date());
  const store = createStore();
  const faults = createFaults(options.faults ?? []);
  const writes = createWrites(store, now);
  const deletion = createDeletion(store, now);
  const engine = {store, writes, deletion, kubelets: options.kubelets, now, change};
  const definitions = resourceOf('CustomResourceDefinition');
  const events = resourceOf('Event');
  const expireEvents = createEventExpiry(store, events, now);

  const declared = (): readonly Resource[] => store.list(definitions, null).flatMap(declaredResources);
  const isCustom = (resource: Resource): boolean => !RESOURCES.includes(resource);
  const served = (group: string, version: string, plural: string): Resource | null => {
    const named = (each: Resource): boolean =>
      each.plural === plural && each.group === group && each.version === version;
    return RESOURCES.find(named) ?? REVIEWS.find(named) ?? declared().find(named) ?? null;
  };

  for (const {path, object} of bootstrapObjects()) {
    const place = placeOf(path, served);
    if (place.is === 'resource' && place.resource !== null)
      writes.create({resource: place.resource, namespace: place.namespace, custom: false}, object, {
        dryRun: false,
        manager: 'kube-apiserver',
      });
  }

  async function handle(asked: Asked): Promise<Answer> {
    const {method, url, user} = asked;
    const hit = faults.hit(method, url.pathname + url.search);
    if (hit !== null && hit.delayMs > 0)
      await sleep(hit.delayMs, undefined, {signal: asked.signal}).catch(() => undefined);
    if (hit?.failure) return refuse(hit.failure);
    const place = placeOf(url.pathname, served);
    const wanted = wantedAt(place, method, url.searchParams);
    if (!authorize(store, user, wanted).allowed)
      return refuse(refusal(user, wanted, place.is === 'resource' ? place.resource : null));
    const answer = place.is === 'path' ? atPath(place.path, asked) : await atResource(place, asked);
    return hit !== null && (answer.is === 'watch' || answer.is === 'stream')
      ? {...answer, cutMs: hit.cutMs ?? answer.cutMs}
      : answer;
  }

  function atPath(path: string, {accept, method}: Asked): Answer {
    if (['/readyz', '/livez', '/healthz'].includes(path))
      return {is: 'text', status: 200, text: 'ok', contentType: PLAIN};
    const found = method === 'GET' ? discoveryAnswer(path, accept, [...RESOURCES, ...REVIEWS, ...declared()]) : null;
    return found === null
      ? refuse(noSuchResource())
      : {is: 'text', status: 200, text: found.body, contentType: found.contentType};
  }

  async function atResource(place: Place & {is: 'resource'}, asked: Asked): Promise<Answer> {
    const {resource, namespace, name, subresource} = place;
    if (resource === null || (subresource !== '' && !resource.subresources.includes(subresource)))
      return refuse(noSuchResource());
    if (namespace !== null && !resource.namespaced) return refuse(noSuchResource());
    if (subresource !== '' && subresource !== 'status') return atSubresource(engine, {...place, resource}, asked);
    const target = {resource, namespace: resource.namespaced ? namespace : null, custom: isCustom(resource)};
    const {method, url} = asked;
    const query = url.searchParams;
    if (method === 'GET') return read(target, name, query);
    const manner = mannerOf(asked);
    if (method === 'POST' && name === null) return create(target, asked, manner);
    if (method === 'DELETE') return remove(target, name, asked);
    if (name === null) return refuse(notAllowed());
    if (method === 'PUT' || method === 'PATCH') return change({...target, name}, asked, manner, subresource);
    return refuse(notAllowed());
  }

  function read(target: Omit<Target, 'name'>, name: string | null, query: URLSearchParams): Answer {
    const {resource, namespace} = target;
    if (isOn(query.get('watch'))) {
      const watch = watchOf(store, resource, {namespace, name}, query);
      if (typeof watch !== 'function') return refuse(watch);
      const seconds = Number(query.get('timeoutSeconds') ?? 0);
      return {is: 'watch', resource, watch, cutMs: seconds > 0 ? seconds * 1000 : null};
    }
    if (name !== null) {
      const object = getOne(store, resource, namespace, name);
      return isFailure(object) ? refuse(object) : ok(object, resource);
    }
    const page = listPage(store, resource, namespace, query);
    return isFailure(page) ? refuse(page) : {is: 'list', resource, ...page};
  }

  function create(target: Omit<Target, 'name'>, asked: Asked, manner: Manner): Answer {
    const {resource} = target;
    const body = readBody(resource, asked);
    if (isFailure(body)) return refuse(body);
    const {object, warnings} = body;
    const elsewhere = textAt(object, 'metadata', 'namespace');
    if (target.namespace !== null && elsewhere !== null && elsewhere !== '' && elsewhere !== target.namespace)
      return refuse(
        badRequest('the namespace of the provided object does not match the namespace sent on the request'),
      );
    if (resource.namespaced && target.namespace === null && !REVIEWS.includes(resource)) return refuse(notAllowed());
    if (REVIEWS.includes(resource)) {
      const answer = review(store, asked.user, resource, object, target.namespace ?? 'default');
      // only the review of oneself says when it was made
      const metadata = resource.kind === 'SelfSubjectReview' ? {creationTimestamp: timeOf(now())} : {};
      return answer === null
        ? refuse(notAllowed())
        : written({status: 201, object: {...answer, metadata}, warnings: []}, null);
    }
    if (resource === events) expireEvents();
    return withWarnings(written(writes.create(target, object, manner), resource), warnings);
  }

  function change(target: Target, asked: Asked, manner: Manner, subresource: string): Answer {
    const {resource, namespace, name} = target;
    const before = store.get(resource, namespace, name);
    const next: Change | Failure = changeOf(target, before, asked, manner, timeOf(now()));
    if (isFailure(next)) return refuse(next);
    const {object, warnings, managed} = next;
    const given = textAt(object, 'metadata', 'name');
    if (given !== name)
      return refuse(badRequest(`the name of the object (${given ?? ''}) does not match the name on the URL (${name})`));
    if (before === null) {
      if (!managed || subresource !== '') return refuse(notFound(resource, name)); // only an applied object is made by a change
      const {group, plural} = resource;
      const wanted = {verb: 'create', group, resource: plural, subresource: '', namespace: namespace ?? '', name};
      if (!authorize(store, asked.user, wanted).allowed) return refuse(refusal(asked.user, wanted, resource));
      return withWarnings(written(writes.create(target, object, manner, false), resource), warnings);
    }
    return withWarnings(
      written(writes.replace(target, before, object, manner, subresource, !managed), resource),
      warnings,
    );
  }

  function remove(target: Omit<Target, 'name'>, name: string | null, asked: Asked): Answer {
    const {resource, namespace} = target;
    const body = asked.body.length === 0 ? null : readPlain(asked);
    if (body !== null && isFailure(body)) return refuse(body);
    const query = asked.url.searchParams;
    const options = deleteOptions(body, query);
    if ('failure' in options) return refuse(options);
    if (name !== null) return written(deletion.remove({...target, name}, options), resource);
    if (resource.kind === NAMESPACE.kind) return refuse(notAllowed());
    const page = listPage(store, resource, namespace, query);
    if (isFailure(page)) return refuse(page);
    for (const object of page.items) {
      const place = {
        namespace: textAt(object, 'metadata', 'namespace'),
        name: textAt(object, 'metadata', 'name') ?? '',
      };
      deletion.remove({...target, ...place}, options);
    }
    return {is: 'list', resource, ...page};
  }

  return {store, faults, handle};
}

const isOn = (value: string | null): boolean => value !== null && value !== 'false' && value !== '0';

const withWarnings = (answer: Answer, warnings: readonly string[]): Answer =>
  answer.is === 'object' ? {...answer, warnings: [...warnings, ...answer.warnings]} : answer;
