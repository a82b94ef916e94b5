import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {apply} from './apply.ts';
import {parseJson} from './body.ts';
import {applyBody, decodeBody} from './decode-body.ts';
import {badRequest, type Failure, failed, isFailure, notFound} from './failure.ts';
import {patched} from './patch.ts';
import {readProtobuf} from './protobuf.ts';
import type {Refusal} from './refusal.ts';
import type {Resource} from './resources.ts';
import type {Manner, Target} from './writes.ts';

/** What came with a request. */
export type Sent = {
  url: URL;
  userAgent: string;
  contentType: string;
  body: Buffer;
};

/** An object out of a body, and what is to be warned of. */
type Body = {object: JsonObject; warnings: readonly string[]};

const APPLY = 'application/apply-patch+yaml';
const PROTOBUF = 'application/vnd.kubernetes.protobuf';

const fromRefusal = ({status, reason, message, details}: Refusal): Failure => failed(status, reason, message, details);

/** The object in a body, decoded as the server's own type of `resource`: what that has no place for is refused, warned of or dropped. */
export function readBody(resource: Resource, sent: Sent): Body | Failure {
  const text = textOf(sent);
  if (typeof text !== 'string') return text;
  const fieldValidation = sent.url.searchParams.get('fieldValidation') ?? 'Warn';
  const contentType = ['', PROTOBUF].includes(sent.contentType) ? 'application/json' : sent.contentType;
  const decoded = decodeBody({resource, text, contentType, fieldValidation});
  return decoded.ok ? {object: decoded.object, warnings: decoded.problems} : fromRefusal(decoded);
}

/** Any object: options of a deletion, a binding. */
export function readPlain(sent: Sent): JsonObject | Failure {
  const text = textOf(sent);
  if (typeof text !== 'string') return text;
  const parsed = parseJson(text);
  const value: Json = parsed.ok ? parsed.value : null;
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as JsonObject)
    : badRequest('the object provided is unrecognized: it is no JSON object');
}

/** The body as JSON or YAML; what cannot be made so is refused with 415. */
function textOf({contentType, body}: Sent): string | Failure {
  if (contentType !== PROTOBUF) return body.toString();
  const object = readProtobuf(body);
  if (object !== null) return JSON.stringify(object);
  return failed(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
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
  if (sent.contentType === APPLY) {
    const read = applyBody(text);
    if (!read.ok) return fromRefusal(read);
    const force = query.get('force') === 'true';
    const result = apply({resource, live: before, applied: read.object, manager, force, time});
    return result.ok ? {object: result.object, warnings: [], managed: true} : fromRefusal(result);
  }
  if (before === null) return notFound(resource, name);
  const result = patched({resource, live: before, contentType: sent.contentType, text, fieldValidation});
  if (!result.ok) return fromRefusal(result);
  return {object: result.object, warnings: fieldValidation === 'Ignore' ? [] : result.problems, managed: false};
}
