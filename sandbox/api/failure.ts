import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type Resource, resourceName} from './resources.ts';

/** A request that is not done: the Status that the client gets, and headers that go with it. */
export type Failure = {
  readonly status: number;
  readonly failure: JsonObject;
  readonly headers?: Record<string, string>;
};

export const isFailure = (value: object): value is Failure => 'failure' in value;

/** One error of a field, as `details.causes` shows it. */
export type Cause = {reason: string; message: string; field: string};

/** A Status of an API server (k8s.io/apimachinery pkg/api/errors). */
export function failed(
  status: number,
  reason: string,
  message: string,
  details?: JsonObject,
  headers?: Record<string, string>,
): Failure {
  return {
    status,
    failure: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason === '' ? {} : {reason}),
      ...(details === undefined ? {} : {details}),
      code: status,
    },
    ...(headers === undefined ? {} : {headers}),
  };
}

/** `details` of an answer about one object: its group only where there is one, as the server writes it. */
export const about = (resource: Resource, name: string | null, more: JsonObject = {}): JsonObject => ({
  ...(name ? {name} : {}),
  ...(resource.group === '' ? {} : {group: resource.group}),
  kind: resource.plural,
  ...more,
});

export const notFound = (resource: Resource, name: string): Failure =>
  failed(404, 'NotFound', `${resourceName(resource)} "${name}" not found`, about(resource, name));

/** An unknown group, version or resource. */
export const noSuchResource = (): Failure =>
  failed(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (resource: Resource, name: string): Failure =>
  failed(409, 'AlreadyExists', `${resourceName(resource)} "${name}" already exists`, about(resource, name));

export const conflict = (resource: Resource, name: string, why: string): Failure =>
  failed(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${resourceName(resource)} "${name}": ${why}`,
    about(resource, name),
  );

export const CHANGED = 'the object has been modified; please apply your changes to the latest version and try again';

export const badRequest = (message: string): Failure => failed(400, 'BadRequest', message);

export const notAllowed = (): Failure =>
  failed(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

/** Refused by the authorizer or by an admission plugin. */
export const forbidden = (resource: Resource, name: string | null, why: string, more: JsonObject = {}): Failure =>
  failed(
    403,
    'Forbidden',
    `${resourceName(resource)}${name ? ` "${name}"` : ''} is forbidden: ${why}`,
    about(resource, name, more),
  );

const REASONS: Readonly<Record<string, string>> = {
  'Required value': 'FieldValueRequired',
  'Invalid value': 'FieldValueInvalid',
  'Unsupported value': 'FieldValueNotSupported',
  'Duplicate value': 'FieldValueDuplicate',
  Forbidden: 'FieldValueForbidden',
};

/** A field error in its parts: `value` as the server prints it, null when it prints none. */
export type FieldProblem = {field: string; type: string; value: string | null; detail: string};

/** 422 for all the errors together; equal ones are said once (field.ErrorList.ToAggregate). */
export function invalid(resource: Resource, name: string, problems: readonly FieldProblem[]): Failure {
  const causes = problems.map(({field, type, value, detail}) => ({
    reason: REASONS[type] ?? 'FieldValueInvalid',
    message: [type, ...(value === null ? [] : [value]), ...(detail === '' ? [] : [detail])].join(': '),
    field,
  }));
  const lines = [...new Set(causes.map(({field, message}) => `${field}: ${message}`))];
  const {group, kind} = resource;
  return failed(
    422,
    'Invalid',
    `${kind}${group === '' ? '' : `.${group}`} "${name}" is invalid: ${lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`}`,
    {
      ...(name === '' ? {} : {name}),
      ...(group === '' ? {} : {group}),
      kind,
      causes: causes as unknown as Json,
    },
  );
}

/** The end of a watch or a continued list whose version is no longer kept. */
export const expired = (asked: number, oldest: number): Failure =>
  failed(410, 'Expired', `too old resource version: ${asked} (${oldest})`);

/** What a finished deletion answers. */
export const deleted = (resource: Resource, name: string, uid: string): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details: about(resource, name, {uid}),
});
