import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {parseJson, parseYaml} from './body.ts';
import {objectShape} from './fields.ts';
import {type Refusal, refuse} from './refusal.ts';
import {apiVersionOf, RESOURCES, REVIEWS, type Resource} from './resources.ts';
import {type Decoded, decode, kindOf, strictRefusal} from './schema.ts';

/**
 * The object that a create or update sends: read, checked against the resource, decoded (`decode`). What `problems` says becomes
 * `Warning` headers unless `fieldValidation` is `Ignore`; with `Strict` it refuses.
 */
export function decodeBody(asked: {
  resource: Resource;
  text: string;
  contentType: string;
  fieldValidation?: string;
}): Decoded {
  const {resource, text, contentType, fieldValidation} = asked;
  const yaml = contentType.startsWith('application/yaml');
  if (!yaml && !contentType.startsWith('application/json'))
    return refuse(
      415,
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    );
  const parsed = yaml ? parseYaml(text) : {problems: [], ...parseJson(text)};
  if (!parsed.ok)
    return unrecognized(
      resource,
      text,
      yaml ? parsed.error : `couldn't get version/kind; json parse error: ${parsed.error}`,
    );
  const value: Json = parsed.value ?? {};
  if (kindOf(value) !== 'object')
    return unrecognized(resource, text, `${TYPE_META_ERROR}${kindOf(value)} into Go value of type ${TYPE_META}`);
  const object = value as JsonObject;
  for (const field of ['apiVersion', 'kind'])
    if (object[field] !== undefined && typeof object[field] !== 'string')
      return unrecognized(
        resource,
        text,
        `${TYPE_META_ERROR}${kindOf(object[field])} into Go struct field .${field} of type string`,
      );
  const mismatch = wrongKind(resource, object);
  if (mismatch !== null) return mismatch;
  const decoded = decode(resource, {...object});
  if (!decoded.ok) return decoded;
  const problems = [...parsed.problems, ...decoded.problems];
  const refusal = fieldValidation === 'Strict' ? strictRefusal(resource, problems) : null;
  if (refusal) return refusal;
  const typed = {...decoded.object, apiVersion: apiVersionOf(resource), kind: resource.kind};
  return {ok: true, object: typed, problems: fieldValidation === 'Ignore' ? [] : problems};
}

/** The object that server-side apply sends: YAML, or JSON, which is YAML. */
export function applyBody(text: string): {ok: true; object: JsonObject} | Refusal {
  const json = parseJson(text);
  const parsed = json.ok ? json : parseYaml(text);
  if (!parsed.ok)
    return refuse(400, 'BadRequest', `error decoding YAML: error converting YAML to JSON: ${parsed.error}`);
  if (kindOf(parsed.value) === 'object') return {ok: true, object: (parsed.value ?? {}) as JsonObject};
  const wrong = `json: cannot unmarshal ${kindOf(parsed.value)} into Go value of type map[string]interface {}`;
  return refuse(400, 'BadRequest', `error decoding YAML: error unmarshaling JSON: while decoding JSON: ${wrong}`);
}

const TYPE_META_ERROR = "couldn't get version/kind; json parse error: json: cannot unmarshal ";
const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

function unrecognized({kind}: Resource, text: string, because: string): Refusal {
  const start = text.length > 30 ? `${text.slice(0, 30)} ...` : text;
  const shown = text === '' ? '<empty>' : text.startsWith('{') ? start : Buffer.from(text.slice(0, 30)).toString('hex');
  return refuse(
    400,
    'BadRequest',
    `the object provided is unrecognized (must be of type ${kind}): ${because} (${shown})`,
  );
}

/** Absent fields are taken from the address. */
function wrongKind(resource: Resource, object: JsonObject): Refusal | null {
  const apiVersion = String(object['apiVersion'] || apiVersionOf(resource));
  const kind = String(object['kind'] || resource.kind);
  if (apiVersion === apiVersionOf(resource) && kind === resource.kind) return null;
  if (objectShape(resource).is === 'any')
    return refuse(
      400,
      'BadRequest',
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(resource)})`,
    );
  const version = apiVersion.split('/').at(-1);
  const known = [...RESOURCES, ...REVIEWS].some(each => each.kind === kind && apiVersionOf(each) === apiVersion);
  const internal = resource.group === '' ? 'core' : resource.group.split('.')[0];
  const because = known
    ? `converting (${version}.${kind}) to (${internal}.${resource.kind}): unknown conversion`
    : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
  return refuse(
    400,
    'BadRequest',
    `${kind} in version "${version}" cannot be handled as a ${resource.kind}: ${because}`,
  );
}
