import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {apply} from './apply.ts';
import {parseJson, parseYaml} from './body.ts';
import {badRequest, type Failure, failed, isFailure, notFound} from './failure.ts';
import {patched} from './patch.ts';
import {readProtobuf} from './protobuf.ts';
import type {Refusal} from './refusal.ts';
import {apiVersionOf, type Resource} from './resources.ts';
import {decode, strictRefusal} from './schema.ts';
import type {Manner, Target} from './writes.ts';

/** What came with a request. */
export type Sent = {
  url: URL;
  userAgent: string;
  contentType: string;
  body: Buffer;
};

/** An object out of a body, and what is to be warned of. */
export type Body = {object: JsonObject; warnings: readonly string[]};

const APPLY = 'application/apply-patch+yaml';

const fromRefusal = ({status, reason, message, details}: Refusal): Failure => failed(status, reason, message, details);

const mediaType = (): Failure =>
  failed(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
  );

/**
 * The object in a body. With a `resource` it must be of that kind, and is decoded as the server's own type: unknown fields are
 * refused, warned of or dropped, as `fieldValidation` says. Null takes any object (options, bindings).
 */
export function readBody(resource: Resource | null, sent: Sent): Body | Failure {
  const parsed = parsedBody(resource, sent);
  if (isFailure(parsed)) return parsed;
  const {value, doubled} = parsed;
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return unrecognized(resource, 'json: cannot unmarshal into Go value of type struct', sent.body.toString());
  const given = value as JsonObject;
  if (resource === null) return {object: given, warnings: []};
  const object = {
    ...given,
    apiVersion: given['apiVersion'] || apiVersionOf(resource),
    kind: given['kind'] || resource.kind,
  };
  if (object.kind !== resource.kind || object.apiVersion !== apiVersionOf(resource))
    return otherKind(resource, String(object.apiVersion), String(object.kind));
  const decoded = decode(resource, object);
  if (!decoded.ok) return fromRefusal(decoded);
  return validated(resource, decoded.object, [...doubled, ...decoded.problems], sent);
}

function validated(resource: Resource, object: JsonObject, problems: readonly string[], {url}: Sent): Body | Failure {
  const mode = url.searchParams.get('fieldValidation') ?? 'Warn';
  const refusal = mode === 'Strict' ? strictRefusal(resource, problems) : null;
  return refusal === null ? {object, warnings: mode === 'Ignore' ? [] : problems} : fromRefusal(refusal);
}

function parsedBody(
  resource: Resource | null,
  {contentType, body}: Sent,
): {value: Json; doubled: readonly string[]} | Failure {
  if (contentType === 'application/vnd.kubernetes.protobuf') {
    const object = readProtobuf(body);
    return object === null ? mediaType() : {value: object, doubled: []};
  }
  const text = body.toString();
  if (contentType === 'application/yaml') {
    const parsed = parseYaml(text);
    return parsed.ok ? {value: parsed.value, doubled: parsed.problems} : unrecognized(resource, parsed.error, text);
  }
  if (contentType !== '' && contentType !== 'application/json') return mediaType();
  const parsed = parseJson(text);
  return parsed.ok ? {value: parsed.value, doubled: []} : unrecognized(resource, parsed.error, text);
}

const unrecognized = (resource: Resource | null, error: string, text: string): Failure =>
  badRequest(
    `the object provided is unrecognized (must be of type ${resource?.kind ?? 'DeleteOptions'}): couldn't get version/kind; json parse error: ${error} (${text.slice(0, 100)})`,
  );

/** A body of another kind than the path's, in the server's words. */
function otherKind(resource: Resource, apiVersion: string, kind: string): Failure {
  const version = apiVersion.split('/').at(-1) ?? '';
  const internal = resource.group === '' ? 'core' : (resource.group.split('.')[0] ?? '');
  return badRequest(
    `${kind} in version "${version}" cannot be handled as a ${resource.kind}: converting (${version}.${kind}) to (${internal}.${resource.kind}): unknown conversion`,
  );
}

/** What a PUT or PATCH makes of an object; `managed`: its fields' owners are already worked out. */
export type Change = Body & {managed: boolean};

/** The object that is to take the place of `before` (null: there is none, which only an applied object may fill). */
export function changeOf(
  {resource, name}: Pick<Target, 'resource' | 'name'>,
  before: JsonObject | null,
  sent: Sent & {method: string},
  {manager}: Manner,
  time: string,
): Change | Failure {
  const query = sent.url.searchParams;
  if (sent.method === 'PUT') {
    const body = readBody(resource, sent);
    return isFailure(body) ? body : {...body, managed: false};
  }
  const fieldValidation = query.get('fieldValidation') ?? 'Warn';
  const text = sent.body.toString();
  if (sent.contentType === APPLY)
    return applied(resource, before, text, {manager, force: query.get('force') === 'true', time});
  if (before === null) return notFound(resource, name);
  const result = patched({resource, live: before, contentType: sent.contentType, text, fieldValidation});
  if (!result.ok) return fromRefusal(result);
  return {object: result.object, warnings: fieldValidation === 'Ignore' ? [] : result.problems, managed: false};
}

/** Server-side apply: the body is YAML, and JSON is YAML. */
function applied(
  resource: Resource,
  live: JsonObject | null,
  text: string,
  how: {manager: string; force: boolean; time: string},
): Change | Failure {
  const parsed = parseYaml(text);
  if (!parsed.ok) return badRequest(`error decoding YAML: ${parsed.error}`);
  const {value} = parsed;
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return badRequest('error decoding YAML: it is no object');
  const result = apply({resource, live, applied: value as JsonObject, ...how});
  return result.ok ? {object: result.object, warnings: [], managed: true} : fromRefusal(result);
}
