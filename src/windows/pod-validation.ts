import {listAt, objectAt, textAt, valueAt} from '../kernel/objects.ts';
import type {Json, JsonObject} from '../kernel/subjects.ts';
import {effectiveOptions} from './options.ts';
import {userNameErrors} from './run-as-user-name.ts';

/** One error of the API server about a field. */
export type FieldError = {
  type: 'Invalid value' | 'Forbidden';
  /** As the server writes it: `spec.containers[0].securityContext.windowsOptions.hostProcess`. */
  field: string;
  /** The value as the server prints it (a string in Go's quotes, a boolean bare); null when it prints none. */
  value: string | null;
  detail: string;
};

const invalid = (field: string, value: string, detail: string): FieldError => ({
  type: 'Invalid value',
  field,
  value,
  detail,
});
const forbidden = (field: string, detail: string): FieldError => ({type: 'Forbidden', field, value: null, detail});

/** The line the API server prints for an error (k8s.io/apimachinery pkg/util/validation/field Error.Error). */
export const fieldErrorText = (error: FieldError): string =>
  [error.field, error.type, ...(error.value === null ? [] : [error.value]), error.detail].join(': ');

/** What Go's JSON writes by number besides what JSON must: these would be dangerous in HTML or JavaScript. */
const HTML_IN_JSON = /[<>&\u2028\u2029]/g;

/**
 * A text as the API server shows a refused value: Go's encoding/json (seen on 1.36; older servers print it with `%q`, which
 * differs for `<`, `>`, `&` and unprintable characters only).
 */
export const shownValue = (text: string): string =>
  JSON.stringify(text).replace(
    HTML_IN_JSON,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const fieldOf = (base: string, list: string, index: number): string => `${base}.${list}[${index}]`;

/**
 * Why the API server refuses a pod for its HostProcess containers; empty when it does not (k8s.io/kubernetes
 * pkg/apis/core/validation validateWindowsHostProcessPod). `base` is the pod spec's field, `spec` or `spec.template.spec`;
 * `allowPrivileged` is the server's `--allow-privileged`.
 */
export function hostProcessErrors(podSpec: JsonObject, base: string, allowPrivileged = true): readonly FieldError[] {
  const pod = valueAt(podSpec, ['securityContext', 'windowsOptions', 'hostProcess']);
  const containers = effectiveOptions(podSpec, []);
  const disagreeing = containers
    .filter(
      ({hostProcessFrom, hostProcess}) =>
        hostProcessFrom === 'container' && typeof pod === 'boolean' && pod !== hostProcess,
    )
    .map(({list, index, hostProcess}) =>
      invalid(
        `${fieldOf(base, list, index)}.securityContext.windowsOptions.hostProcess`,
        `${hostProcess}`,
        `pod hostProcess value must be identical if both are specified, was ${pod}`,
      ),
    );
  const hostProcess = containers.filter(container => container.hostProcess).length;
  if (hostProcess === 0) return disagreeing;
  return [
    ...disagreeing,
    ...(hostProcess === containers.length
      ? []
      : [
          invalid(
            base,
            '""',
            'If pod contains any hostProcess containers then all containers must be HostProcess containers',
          ),
        ]),
    ...(podSpec['hostNetwork'] === true
      ? []
      : [
          invalid(
            `${base}.hostNetwork`,
            'false',
            'hostNetwork must be true if pod contains any hostProcess containers',
          ),
        ]),
    ...(allowPrivileged ? [] : [forbidden(base, 'hostProcess containers are disallowed by cluster policy')]),
  ];
}

/** Why the API server refuses the `runAsUserName`s of a pod, each where it is set; in its order, init containers second. */
export function userNameFieldErrors(podSpec: JsonObject, base: string): readonly FieldError[] {
  const at = (context: Json | undefined, field: string): FieldError[] => {
    const name = textAt(context, 'windowsOptions', 'runAsUserName');
    return name === null
      ? []
      : userNameErrors(name).map(detail =>
          invalid(`${field}.securityContext.windowsOptions.runAsUserName`, shownValue(name), detail),
        );
  };
  const of = (list: string): FieldError[] =>
    listAt(podSpec, list).flatMap((container, index) =>
      at(valueAt(container, ['securityContext']), fieldOf(base, list, index)),
    );
  return [
    ...of('containers'),
    ...of('initContainers'),
    ...of('ephemeralContainers'),
    ...at(podSpec['securityContext'], base),
  ];
}

/** When a field of a pod for another system counts as set: it is there, it is true, or it is a list with something in it. */
type Set = 'present' | 'true' | 'filled';
const POD_CONTEXT = 'securityContext';

/** The pod's Linux-only fields in the server's order; the first word says where they live. */
const POD_FIELDS: readonly (readonly [where: 'securityContext' | 'spec', name: string, set: Set])[] = [
  [POD_CONTEXT, 'appArmorProfile', 'present'],
  [POD_CONTEXT, 'seLinuxOptions', 'present'],
  ['spec', 'hostUsers', 'present'],
  ['spec', 'hostPID', 'true'],
  ['spec', 'hostIPC', 'true'],
  [POD_CONTEXT, 'seccompProfile', 'present'],
  [POD_CONTEXT, 'fsGroup', 'present'],
  [POD_CONTEXT, 'fsGroupChangePolicy', 'present'],
  [POD_CONTEXT, 'sysctls', 'filled'],
  ['spec', 'shareProcessNamespace', 'present'],
  [POD_CONTEXT, 'runAsUser', 'present'],
  [POD_CONTEXT, 'runAsGroup', 'present'],
  [POD_CONTEXT, 'supplementalGroups', 'present'],
  [POD_CONTEXT, 'supplementalGroupsPolicy', 'present'],
  [POD_CONTEXT, 'seLinuxChangePolicy', 'present'],
];

const CONTAINER_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

const isSet = (value: Json | undefined, set: Set): boolean =>
  set === 'true' ? value === true : set === 'filled' ? listAt(value).length > 0 : value !== undefined && value !== null;

const NOT_FOR_WINDOWS = 'cannot be set for a windows pod';
const NOT_FOR_LINUX = 'windows options cannot be set for a linux pod';

function windowsErrors(podSpec: JsonObject, base: string): FieldError[] {
  const pod = POD_FIELDS.filter(([where, name, set]) =>
    isSet(where === 'spec' ? podSpec[name] : valueAt(podSpec, [where, name]), set),
  ).map(([where, name]) =>
    forbidden(where === 'spec' ? `${base}.${name}` : `${base}.${where}.${name}`, NOT_FOR_WINDOWS),
  );
  const containers = effectiveOptions(podSpec, []).flatMap(({list, index}) => {
    const context = objectAt(podSpec, list, index, 'securityContext');
    return CONTAINER_FIELDS.filter(name => isSet(context[name], 'present')).map(name =>
      forbidden(`${fieldOf(base, list, index)}.securityContext.${name}`, NOT_FOR_WINDOWS),
    );
  });
  return [...pod, ...containers];
}

function linuxErrors(podSpec: JsonObject, base: string): FieldError[] {
  const at = (context: Json | undefined, field: string): FieldError[] =>
    isSet(valueAt(context, ['windowsOptions']), 'present')
      ? [forbidden(`${field}.securityContext.windowsOptions`, NOT_FOR_LINUX)]
      : [];
  return [
    ...at(podSpec['securityContext'], base),
    ...effectiveOptions(podSpec, []).flatMap(({list, index}) =>
      at(valueAt(podSpec, [list, index, 'securityContext']), fieldOf(base, list, index)),
    ),
  ];
}

/**
 * Why the API server refuses a pod whose `spec.os.name` does not go with its fields; empty when `spec.os` is not set, for
 * then it checks none of this (k8s.io/kubernetes pkg/apis/core/validation validateWindows, validateLinux).
 */
export function osErrors(podSpec: JsonObject, base: string): readonly FieldError[] {
  const os = textAt(podSpec, 'os', 'name');
  return os === 'windows' ? windowsErrors(podSpec, base) : os === 'linux' ? linuxErrors(podSpec, base) : [];
}

/** Everything of the above in the order in which the API server reports it; equal lines are reported once. */
export function podErrors(podSpec: JsonObject, base: string, allowPrivileged = true): readonly FieldError[] {
  return [
    ...userNameFieldErrors(podSpec, base),
    ...hostProcessErrors(podSpec, base, allowPrivileged),
    ...osErrors(podSpec, base),
  ];
}
