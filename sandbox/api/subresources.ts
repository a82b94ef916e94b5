import {type Answer, type Asked, mannerOf, ok, PLAIN, refuse, written} from './answer.ts';
import {changeOf, readPlain} from './bodies.ts';
import type {Deletion} from './deletion.ts';
import {badRequest, isFailure, notAllowed, notFound} from './failure.ts';
import type {Place} from './place.ts';
import {bind, containerPlace, evict, type Kubelets, kubeletRefusal, noAnswer} from './pods.ts';
import {authorize, refusal} from './rbac.ts';
import type {Resource} from './resources.ts';
import {SCALE, scaled, scaleOf} from './scale.ts';
import type {Store} from './store.ts';
import {timeOf} from './time.ts';
import type {Manner, Target, Writes} from './writes.ts';

/** What the subresources work with. */
type Engine = {
  store: Store;
  writes: Writes;
  deletion: Deletion;
  kubelets: Kubelets;
  now: () => Date;
  /** A PUT or PATCH of the main resource. */
  change(target: Target, asked: Asked, manner: Manner, subresource: string): Answer;
};

/** Everything under an object but its status: logs, commands, the scheduler's binding, evictions, scale. */
export async function atSubresource(
  engine: Engine,
  place: Place & {is: 'resource'; resource: Resource},
  asked: Asked,
): Promise<Answer> {
  const {resource, namespace, name, subresource} = place;
  const {store, deletion, kubelets, now} = engine;
  const {method, url} = asked;
  if (name === null) return refuse(notAllowed());
  const target = {resource, namespace, name, custom: false};
  const manner = mannerOf(asked);
  switch (`${resource.kind}/${subresource}`) {
    case 'Pod/log': {
      const found = containerPlace(store, namespace ?? '', name, url.searchParams);
      if (isFailure(found)) return refuse(found);
      if (found.node === null) return {is: 'text', status: 200, text: '', contentType: PLAIN}; // nothing has been printed yet
      const kubelet = kubelets(found.node);
      if (kubelet === null) return refuse(noAnswer(found.node));
      const answer = kubelet.log(found.place, url.searchParams, asked.signal);
      return 'stream' in answer
        ? {is: 'stream', stream: answer.stream, cutMs: null}
        : refuse(kubeletRefusal(answer.status, answer.text, name));
    }
    case 'Pod/exec': {
      // a web socket begins with a GET; what it does is a create, and 1.36 asks for that right, too
      const wanted = {
        verb: 'create',
        group: '',
        resource: 'pods',
        subresource: 'exec',
        namespace: namespace ?? '',
        name,
      };
      if (!authorize(store, asked.user, wanted).allowed) return refuse(refusal(asked.user, wanted, resource));
      const found = containerPlace(store, namespace ?? '', name, url.searchParams);
      if (isFailure(found)) return refuse(found);
      if (found.node === null) return refuse(badRequest(`pod ${name} does not have a host assigned`));
      const kubelet = kubelets(found.node);
      if (kubelet === null) return refuse(noAnswer(found.node));
      const exec = kubelet.exec(found.place, url.searchParams);
      // the API server hands the kubelet's refusal of a web socket on as it is
      return exec === null
        ? {is: 'text', status: 500, text: `container not found ("${found.place.container}")`, contentType: PLAIN}
        : {is: 'exec', exec};
    }
    case 'Node/proxy': {
      if (store.get(resource, null, name) === null) return refuse(notFound(resource, name));
      const kubelet = kubelets(name);
      return kubelet === null
        ? refuse(noAnswer(name))
        : {is: 'text', ...kubelet.get(`/${place.rest}`), contentType: PLAIN};
    }
    case 'Pod/ephemeralcontainers':
      if (method !== 'PATCH' && method !== 'PUT') return refuse(notAllowed());
      return engine.change(target, asked, manner, subresource);
    case 'Pod/binding':
    case 'Pod/eviction':
    case 'Namespace/finalize': {
      const body = readPlain(asked);
      if (isFailure(body)) return refuse(body);
      if (subresource === 'binding') return written(bind(store, namespace ?? '', name, body, now()), null);
      if (subresource === 'eviction') return written(evict(deletion, namespace ?? '', name, body), null);
      return written(deletion.finalize(name, body), resource);
    }
    default: // scale
      return scale(engine, target, asked, manner);
  }
}

function scale({store, writes, now}: Engine, target: Target, asked: Asked, manner: Manner): Answer {
  const {resource, namespace, name} = target;
  const before = store.get(resource, namespace, name);
  if (before === null) return refuse(notFound(resource, name));
  if (asked.method === 'GET') return ok(scaleOf(before));
  const next = changeOf({resource: SCALE, name}, scaleOf(before), asked, manner, timeOf(now()));
  if (isFailure(next)) return refuse(next);
  const result = writes.replace(target, before, scaled(before, next.object), manner);
  return isFailure(result) ? refuse(result) : ok(scaleOf(result.object));
}
