import {objectAt, textAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import type {FieldProblem} from './failure.ts';
import {type Level, violations} from './pod-security-checks.ts';

type Mode = 'enforce' | 'warn' | 'audit';

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];

type Policy = {level: Level; version: string};

/** What a namespace's labels ask for in one mode. */
function policyOf(namespace: JsonObject | null, mode: Mode): Policy {
  const label = (suffix: string): string | null =>
    textAt(namespace ?? {}, 'metadata', 'labels', `${PREFIX}${mode}${suffix}`);
  const level = label('') ?? 'privileged';
  return {level: LEVELS.includes(level) ? (level as Level) : 'restricted', version: label('-version') ?? 'latest'};
}

/** `violates PodSecurity "baseline:latest": …`, or null where the namespace admits the pod. */
export function podSecurityText(namespace: JsonObject | null, spec: JsonObject, mode: Mode): string | null {
  const {level, version} = policyOf(namespace, mode);
  const found = violations(spec, level);
  if (found.length === 0) return null;
  const said = found.map(({reason, detail}) => `${reason} (${detail})`).join(', ');
  return `${mode === 'enforce' ? 'violates' : 'would violate'} PodSecurity "${level}:${version}": ${said}`;
}

/** Why a namespace's own labels are refused. */
export function labelProblems(namespace: JsonObject): readonly FieldProblem[] {
  const labels = objectAt(namespace, 'metadata', 'labels');
  return (['enforce', 'audit', 'warn'] as const).flatMap(mode =>
    ['', '-version'].flatMap(suffix => {
      const key = `${PREFIX}${mode}${suffix}`;
      const value = textAt(labels, key);
      const good = suffix === '' ? LEVELS.includes(value ?? '') : /^(?:latest|v1\.\d+)$/.test(value ?? '');
      if (value === null || good) return [];
      return [
        {
          field: `metadata.labels[${key}]`,
          type: 'Invalid value',
          value: JSON.stringify(value),
          detail: suffix === '' ? `must be one of ${LEVELS.join(', ')}` : 'must be "latest" or "v1.x"',
        },
      ];
    }),
  );
}

/** Warnings when a namespace begins to enforce more: which of its pods would not be admitted again. */
export function existingPodWarnings(
  before: JsonObject,
  after: JsonObject,
  pods: readonly JsonObject[],
): readonly string[] {
  const {level, version} = policyOf(after, 'enforce');
  const old = policyOf(before, 'enforce');
  if (level === 'privileged' || (old.level === level && old.version === version)) return [];
  if (LEVELS.indexOf(level) < LEVELS.indexOf(old.level)) return [];
  const byReasons = new Map<string, string[]>();
  for (const pod of pods) {
    const reasons = violations(objectAt(pod, 'spec'), level)
      .map(({reason}) => reason)
      .join(', ');
    if (reasons !== '')
      byReasons.set(reasons, [...(byReasons.get(reasons) ?? []), textAt(pod, 'metadata', 'name') ?? '']);
  }
  if (byReasons.size === 0) return [];
  const name = textAt(after, 'metadata', 'name');
  return [
    `existing pods in namespace "${name}" violate the new PodSecurity enforce level "${level}:${version}"`,
    ...[...byReasons]
      .map(([reasons, [first = '', ...others]]) => {
        const more = others.length === 0 ? '' : ` (and ${others.length} other pod${others.length === 1 ? '' : 's'})`;
        return `${first}${more}: ${reasons}`;
      })
      .sort(),
  ];
}
