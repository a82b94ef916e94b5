import {proofCommand, runVariable, SCRIPT_VARIABLE} from '../facts/node/launch.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {Json, JsonObject} from '../kernel/subjects.ts';
import {protect} from '../windows/expansion.ts';

/** What may stand in a hole; each type has its way to be written in a flag, and its check. */
export type HoleType =
  | 'name' // of an object or a namespace
  | 'account' // runAsUserName
  | 'image'
  | 'quantity' // of a resource limit
  | 'node-names'
  | 'selector' // labels of a node
  | 'tolerations'
  | 'script'; // PowerShell that runs after the proof

/** A place in a template's manifest that may be filled. `sets` are JSON pointers (RFC 6901); `default` is what stands there now. */
export type Hole = {
  readonly name: string;
  readonly type: HoleType;
  readonly sets: readonly string[];
  readonly default: Json;
  readonly help: string;
  readonly required: boolean;
};

type Rule = {
  expects: string;
  parse(text: string): Json | undefined;
  accepts(value: Json): boolean;
  /** The value to set where `existing` stands; the hole's value itself when left out. */
  place?(value: Json, existing: Json | undefined): Json;
};

const isText = (value: Json | undefined): value is string => typeof value === 'string';
const isObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const everyText = (value: Json): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);
const asIs = (text: string): Json => text;
const items = (text: string): string[] => text.split(',').map(item => item.trim());

/** One environment variable holds 32,767 characters (SetEnvironmentVariableW). */
const SCRIPT_LIMIT = 32_000;
const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

const RULES: {readonly [type in HoleType]: Rule} = {
  name: {
    expects: 'lower-case letters, digits and dashes, at most 63, such as my-check',
    parse: asIs,
    accepts: value => isText(value) && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value),
  },
  account: {
    expects: 'an account such as NT AUTHORITY\\SYSTEM, or a local group',
    parse: asIs,
    accepts: value => isText(value) && /^[^\p{Cc}]+$/u.test(value),
  },
  image: {
    expects: 'an image such as registry.example.com/tools:v1',
    parse: asIs,
    accepts: value => isText(value) && /^[\w][\w.:/@-]*$/.test(value),
  },
  quantity: {
    expects: 'a quantity such as 500m or 256Mi',
    parse: asIs,
    accepts: value => isText(value) && /^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.test(value),
  },
  'node-names': {
    expects: 'names of nodes, such as win-1,win-2',
    parse: items,
    accepts: value => everyText(value) && (value as readonly string[]).every(name => SUBDOMAIN.test(name)),
    place: value => nodeAffinity(value as readonly string[]),
  },
  selector: {
    expects: 'labels such as agentpool=win,zone=1; kubernetes.io/os can only be windows',
    parse: text => {
      const pairs = items(text).map(item => item.split('='));
      return pairs.every(pair => pair.length === 2) ? Object.fromEntries(pairs) : undefined;
    },
    accepts: value =>
      isObject(value) &&
      Object.entries(value).every(
        ([key, label]) => /^[\w./-]+$/.test(key) && isText(label) && /^[\w.-]*$/.test(label),
      ) &&
      (value['kubernetes.io/os'] ?? 'windows') === 'windows',
    place: value => ({...(value as JsonObject), 'kubernetes.io/os': 'windows'}),
  },
  tolerations: {
    expects: `taints such as os=windows:NoSchedule, os, or * for all; effects are ${EFFECTS.join(', ')}`,
    parse: text => items(text).map(parseToleration),
    accepts: value => Array.isArray(value) && value.every(isToleration),
  },
  script: {
    expects: `PowerShell, at most ${SCRIPT_LIMIT} characters, without $env:CONTAINER_SANDBOX_MOUNT_POINT, in whose place Windows puts a bare path; \${env:CONTAINER_SANDBOX_MOUNT_POINT} works`,
    parse: asIs,
    accepts: value =>
      isText(value) &&
      value.trim() !== '' &&
      value.length <= SCRIPT_LIMIT &&
      !value.includes('\0') &&
      !value.includes('$env:CONTAINER_SANDBOX_MOUNT_POINT'),
    place: (value, existing) => withScript(existing as JsonObject, value as string),
  },
};

/** A flag's text as the value of a hole, or a usage problem that says what the hole takes. */
export function parseHole(hole: Hole, text: string): Outcome<Json> {
  const value = RULES[hole.type].parse(text);
  return value !== undefined && RULES[hole.type].accepts(value) ? done(value) : wrongValue(hole, text);
}

/** The value as it goes where the hole is, `existing` being what stands there; a usage problem when it is of another type. */
export function placeHole(hole: Hole, value: Json): Outcome<(existing: Json | undefined) => Json> {
  const {accepts, place} = RULES[hole.type];
  if (!accepts(value)) return wrongValue(hole, typeof value === 'string' ? value : JSON.stringify(value));
  return done(existing => place?.(value, existing) ?? value);
}

function wrongValue(hole: Hole, shown: string): Outcome<never> {
  const text = shown.length > 80 ? `${shown.slice(0, 77)}...` : shown;
  const {expects} = RULES[hole.type];
  return refuse('usage', `error: "${text}" is no value for ${hole.name}`, `${hole.name} takes ${expects}.`);
}

/** Only these nodes: one term each, because a term on metadata.name takes one name (k8s.io/kubernetes pkg/apis/core/validation). */
const nodeAffinity = (names: readonly string[]): Json => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: names.map(name => ({matchFields: [{key: 'metadata.name', operator: 'In', values: [name]}]})),
    },
  },
});

/** The container with `script` in an environment variable of its own and a command that runs it after the proof. */
function withScript(container: JsonObject, script: string): Json {
  const env = Array.isArray(container['env']) ? (container['env'] as readonly Json[]) : [];
  return {
    ...container,
    command: proofCommand(runVariable(SCRIPT_VARIABLE)),
    env: [
      ...env.filter(entry => !isObject(entry) || entry['name'] !== SCRIPT_VARIABLE),
      {name: SCRIPT_VARIABLE, value: protect(script)},
    ],
  };
}

function parseToleration(text: string): Json {
  if (text === '*') return {operator: 'Exists'};
  const [taint = '', effect] = text.split(':');
  const [key = '', value] = taint.split('=');
  return {
    key,
    ...(value === undefined ? {operator: 'Exists'} : {operator: 'Equal', value}),
    ...(effect === undefined ? {} : {effect}),
  };
}

function isToleration(value: Json): boolean {
  if (!isObject(value)) return false;
  const {key, operator, value: of, effect, tolerationSeconds} = value;
  return (
    Object.keys(value).every(name => ['key', 'operator', 'value', 'effect', 'tolerationSeconds'].includes(name)) &&
    (key === undefined ? operator === 'Exists' : isText(key) && /^[\w./-]+$/.test(key)) &&
    (operator === 'Exists'
      ? of === undefined
      : (operator ?? 'Equal') === 'Equal' && (of === undefined || isText(of))) &&
    (effect === undefined || (isText(effect) && EFFECTS.includes(effect))) &&
    (tolerationSeconds === undefined || typeof tolerationSeconds === 'number')
  );
}
