import {listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import {quantity} from '../../src/kernel/quantity.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {podErrors} from '../../src/windows/pod-validation.ts';
import type {FieldProblem} from './failure.ts';
import {bad, duplicate, required, unsupported} from './field-problems.ts';

export const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
export const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

/**
 * Why the API server refuses a pod spec at `base`. `own`: of a Pod, where ports must match whatever was written; in a template only a hostPort that was set is compared.
 */
export function podProblems(spec: JsonObject, base: string, own: boolean): FieldProblem[] {
  const volumes = listAt(spec, 'volumes');
  const volumeNames = volumes.map(volume => textAt(volume, 'name') ?? '');
  const lists = (['containers', 'initContainers'] as const).flatMap(list =>
    listAt(spec, list).map((container, index) => ({container, field: `${base}.${list}[${index}]`, list, index})),
  );
  const allNames = lists.map(({container}) => textAt(container, 'name') ?? '');
  const os = textAt(spec, 'os', 'name');
  return [
    ...volumes.flatMap((volume, index) => [
      ...(textAt(volume, 'hostPath', 'path') === '' ? [required(`${base}.volumes[${index}].hostPath.path`)] : []),
      ...(volumeNames.indexOf(volumeNames[index] ?? '') < index
        ? [duplicate(`${base}.volumes[${index}].name`, volumeNames[index] ?? '')]
        : []),
    ]),
    ...(listAt(spec, 'containers').length === 0 ? [required(`${base}.containers`)] : []),
    ...lists.flatMap(({container, field}, position) => [
      ...containerProblems(container, field, volumeNames),
      ...(allNames.indexOf(allNames[position] ?? '') < position && allNames[position] !== ''
        ? [duplicate(`${field}.name`, allNames[position] ?? '')]
        : []),
    ]),
    ...(spec['hostNetwork'] === true ? lists.flatMap(({container, field}) => portProblems(container, field, own)) : []),
    ...(own && !RESTART_POLICIES.includes(textAt(spec, 'restartPolicy') ?? '')
      ? [unsupported(`${base}.restartPolicy`, textAt(spec, 'restartPolicy') ?? '', RESTART_POLICIES)]
      : []),
    ...(valueAt(spec, ['os']) === undefined || os === 'linux' || os === 'windows'
      ? []
      : os === null || os === ''
        ? [required(`${base}.os.name`)]
        : [unsupported(`${base}.os`, os, ['linux', 'windows'])]),
    ...podErrors(spec, base),
  ];
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];

function containerProblems(container: Json, field: string, volumes: readonly string[]): FieldProblem[] {
  const name = textAt(container, 'name') ?? '';
  const problems: FieldProblem[] = [];
  if (name === '') problems.push(required(`${field}.name`));
  else if (!LABEL.test(name)) problems.push(bad(`${field}.name`, JSON.stringify(name), LABEL_RULE));
  if ((textAt(container, 'image') ?? '') === '') problems.push(required(`${field}.image`));
  const policy = textAt(container, 'imagePullPolicy');
  if (policy !== null && !PULL_POLICIES.includes(policy))
    problems.push(unsupported(`${field}.imagePullPolicy`, policy, PULL_POLICIES));
  listAt(container, 'env').forEach((variable, index) => {
    const key = textAt(variable, 'name') ?? '';
    if (key === '') problems.push(required(`${field}.env[${index}].name`));
    else if (!/^[ -<>-~]+$/.test(key))
      problems.push(
        bad(
          `${field}.env[${index}].name`,
          JSON.stringify(key),
          "a valid environment variable name must consist only of printable ASCII characters other than '='",
        ),
      );
  });
  listAt(container, 'volumeMounts').forEach((mount, index) => {
    const volume = textAt(mount, 'name') ?? '';
    if (!volumes.includes(volume))
      problems.push({
        field: `${field}.volumeMounts[${index}].name`,
        type: 'Not found',
        value: JSON.stringify(volume),
        detail: '',
      });
  });
  for (const [key, value] of Object.entries(objectAt(container, 'resources', 'requests'))) {
    const limit = valueAt(container, ['resources', 'limits', key]);
    if (limit !== undefined && (quantity(String(value)) ?? 0) > (quantity(String(limit)) ?? 0))
      problems.push(
        bad(
          `${field}.resources.requests`,
          JSON.stringify(String(value)),
          `must be less than or equal to ${key} limit of ${limit}`,
        ),
      );
  }
  return problems;
}

function portProblems(container: Json, field: string, own: boolean): FieldProblem[] {
  return listAt(container, 'ports').flatMap((port, index) => {
    const host = valueAt(port, ['hostPort']);
    if (host === valueAt(port, ['containerPort']) || (!own && host === undefined)) return [];
    return [
      bad(`${field}.ports[${index}].hostPort`, String(host), 'must match `containerPort` when `hostNetwork` is true'),
    ];
  });
}
