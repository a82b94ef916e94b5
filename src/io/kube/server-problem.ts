import {listAt, objectAt, textAt} from '../../kernel/objects.ts';
import {type Problem, problem} from '../../kernel/outcome.ts';
import type {Json} from '../../kernel/subjects.ts';

/** What was asked, as far as the answer's meaning depends on it. */
export type Asked = {method: string};

/**
 * An error answer of the API server as kubectl words it (kubectl/pkg/cmd/util/helpers.go: StandardErrorMessage, checkErr;
 * apimachinery/pkg/api/errors: NewGenericServerResponse for bodies that are no Status).
 */
export function serverProblem(code: number, body: string, asked: Asked): Problem {
  const status = statusOf(code, body);
  const is = meaning(code, status, asked);
  return problem(is, words(status), remedyFor(is, code, status.message), code);
}

/** Whether waiting may help: the server is away or unwell, rather than of another mind about us. */
export const mayPass = ({is, status}: Problem): boolean =>
  is === 'unreachable' || status === 429 || (status !== null && status >= 500);

type Status = {
  reason: string;
  message: string;
  kind: string;
  name: string;
  causes: readonly Cause[];
  hasDetails: boolean;
};
type Cause = {field: string; message: string};

function statusOf(code: number, body: string): Status {
  let said: Json = null;
  try {
    said = JSON.parse(body) as Json;
  } catch {
    said = null; // a proxy's page, an empty body
  }
  if (textAt(said, 'kind') !== 'Status')
    return {...generic(code, body), kind: '', name: '', causes: [], hasDetails: false};
  const details = objectAt(said, 'details');
  return {
    reason: textAt(said, 'reason') ?? '',
    message: textAt(said, 'message') ?? '',
    kind: textAt(details, 'kind') ?? '',
    name: textAt(details, 'name') ?? '',
    causes: listAt(details, 'causes').map(cause => ({
      field: textAt(cause, 'field') ?? '',
      message: textAt(cause, 'message') ?? '',
    })),
    hasDetails: Object.keys(details).length > 0,
  };
}

/** Reasons and messages that client-go gives answers without a Status. */
const GENERIC: {readonly [code: number]: readonly [string, string]} = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  403: ['Forbidden', 'the server does not allow access to the requested resource'],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  409: ['Conflict', 'the server reported a conflict'],
  410: ['Gone', 'the requested resource is gone'],
  413: ['RequestEntityTooLarge', 'the request was larger than the server takes'],
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
};

function generic(code: number, body: string): {reason: string; message: string} {
  const [reason, message] = GENERIC[code] ?? [];
  const text = body.trim().slice(0, 500);
  if (reason !== undefined && message !== undefined)
    return {reason, message: code === 400 && text !== '' ? `${message}: ${text}` : message};
  if (code >= 500)
    return {
      reason: 'InternalError',
      message: `an error on the server (${JSON.stringify(text || 'unknown')}) has prevented the request from succeeding`,
    };
  return {reason: '', message: `the server responded with the status code ${code} but did not return more information`};
}

function words({reason, message, kind, name, causes, hasDetails}: Status): string {
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
  if (reason !== 'Invalid') return `Error from server${reason === '' ? '' : ` (${reason})`}: ${message}`;
  if (!hasDetails) return `The request is invalid: ${message}`;
  const head = kind !== '' || name !== '' ? `The ${kind} ${JSON.stringify(name)} is invalid` : 'The request is invalid';
  const lines = [...new Set(causes.map(cause => `${cause.field}: ${cause.message}`))];
  if (lines.length === 0) return kind !== '' || name !== '' || message === '' ? head : `${head}: ${message}`;
  return lines.length === 1 ? `${head}: ${lines[0]}` : `${head}: \n${lines.map(line => `* ${line}`).join('\n')}`;
}

/** Authorization speaks of verbs (`cannot create resource`); what else forbids a write is admission. */
const RBAC = /\bcannot \S+ (?:resource|path|subresource)\b|attempting to grant RBAC permissions|no relationship found/i;
/** Server-side apply answers an unknown field with 500 (structured-merge-diff's schema error, seen on 1.36). */
const SCHEMA = /failed to create typed patch object|field not declared in schema/;
const ADMISSION = /admission webhook .* denied|denied (?:the )?request/i;

function meaning(code: number, {message}: Status, {method}: Asked): Problem['is'] {
  if (code !== 401 && code < 500 && ADMISSION.test(message)) return 'refused';
  if (SCHEMA.test(message)) return 'invalid';
  switch (code) {
    case 400:
    case 413:
    case 415:
    case 422:
      return method === 'POST' || method === 'PATCH' ? 'invalid' : 'failed';
    case 401:
      return 'unauthorized';
    case 403:
      return method === 'GET' || RBAC.test(message) ? 'forbidden' : 'refused';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    default:
      return 'failed';
  }
}

function remedyFor(is: Problem['is'], code: number, message: string): string {
  switch (is) {
    case 'unauthorized':
      return 'Log in again, then check with: kubectl auth whoami.';
    case 'forbidden':
      return 'Ask whoever administers the cluster for this right; kubectl auth can-i --list shows what you have.';
    case 'refused':
      return refusalRemedy(message);
    case 'not-found':
      return /namespaces ".*" not found/.test(message)
        ? 'Create the namespace, or name another with -n.'
        : 'Check the name, the namespace (-n) and the cluster (--context).';
    case 'conflict':
      return /Apply failed with/.test(message)
        ? 'Another manager owns these fields: keep its values, or take them over with --force-conflicts.'
        : 'Somebody changed or created it meanwhile: look at it, then try again.';
    case 'invalid':
      return 'Mend the fields named above and try again.';
    default:
      return code === 429 || code >= 500
        ? 'The server is overloaded or unwell: try again, then look at kubectl get --raw /readyz?verbose.'
        : 'See what the server says, mend that and try again.';
  }
}

function refusalRemedy(message: string): string {
  if (/violates PodSecurity/.test(message))
    return 'HostProcess needs a namespace labelled pod-security.kubernetes.io/enforce=privileged: label it, or use another with -n.';
  if (/exceeded quota|must specify|maximum .* per /.test(message))
    return 'Stay within the namespace’s quota or limits (kubectl describe quota,limits), or use another with -n.';
  if (/being terminated/.test(message)) return 'The namespace is being deleted: use another with -n.';
  return 'A policy of this cluster says no: ask whoever owns it for an exception, or use a namespace that it spares.';
}
