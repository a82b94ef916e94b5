import type {Wanted} from './rbac.ts';
import type {Resource} from './resources.ts';

/** What a request's path means. `resource` is null where nothing of that name is served. */
export type Place =
  | {
      is: 'resource';
      resource: Resource | null;
      group: string;
      version: string;
      plural: string;
      namespace: string | null;
      name: string | null;
      subresource: string;
      /** What comes behind the subresource: the path on the node of nodes/NAME/proxy. */
      rest: string;
    }
  | {is: 'path'; path: string};

/** Subresources of a namespace, which look like kinds in it. */
const OF_NAMESPACES = ['status', 'finalize'];

/** Reads a path as the API server does (k8s.io/apiserver pkg/endpoints/request/requestinfo.go). */
export function placeOf(
  path: string,
  served: (group: string, version: string, plural: string) => Resource | null,
): Place {
  const parts = path.split('/').slice(1);
  const [root, ...after] = parts;
  const core = root === 'api';
  const [group, version, ...steps] = core ? ['', ...after] : after;
  if (
    (!core && root !== 'apis') ||
    group === undefined ||
    version === undefined ||
    steps.length === 0 ||
    steps[0] === ''
  )
    return {is: 'path', path};
  const words = steps.map(decodeURIComponent);
  const inNamespace =
    words[0] === 'namespaces' && words.length > 2 && !(OF_NAMESPACES.includes(words[2] ?? '') && core);
  const [plural = '', name = '', subresource = '', ...rest] = inNamespace ? words.slice(2) : words;
  return {
    is: 'resource',
    resource: served(group, version, plural),
    group,
    version,
    plural,
    namespace: inNamespace ? (words[1] ?? '') : null,
    name: name === '' ? null : name,
    subresource,
    rest: rest.join('/'),
  };
}

/** What the authorizer is asked about a request. */
export function wantedAt(place: Place, method: string, query: URLSearchParams): Wanted {
  if (place.is === 'path') return {verb: method === 'HEAD' ? 'get' : method.toLowerCase(), path: place.path};
  const {group, plural, name, subresource} = place;
  const [, named] = /^metadata\.name=([^,]*)$/.exec(query.get('fieldSelector') ?? '') ?? [];
  const reads = method === 'GET' || method === 'HEAD';
  const watches = reads && query.get('watch') !== null && query.get('watch') !== 'false' && query.get('watch') !== '0';
  const verbs: Readonly<Record<string, string>> = {POST: 'create', PUT: 'update', PATCH: 'patch'};
  const verb = reads
    ? name !== null && !watches
      ? 'get'
      : watches
        ? 'watch'
        : 'list'
    : method === 'DELETE'
      ? name === null
        ? 'deletecollection'
        : 'delete'
      : (verbs[method] ?? method.toLowerCase());
  const namespace = plural === 'namespaces' && group === '' ? (name ?? '') : (place.namespace ?? '');
  return {verb, group, resource: plural, subresource, namespace, name: name ?? (reads ? (named ?? '') : '')};
}
