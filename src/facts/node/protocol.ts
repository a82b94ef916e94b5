import type {Answer} from '../../kernel/facts.ts';
import {askId} from '../../kernel/gather.ts';
import type {Json, JsonObject} from '../../kernel/subjects.ts';

/** Opens every line for machines; the number is the protocol's version. */
export const MACHINE_PREFIX = 'hostprocess/1 ';
const HUMAN_PREFIX = 'Process has admin rights: ';
/** PowerShell's error id when code calls a method that ConstrainedLanguage forbids, as the loader's `Create` is; never translated. */
const CONSTRAINED = 'MethodInvocationNotSupportedInConstrainedLanguage';
/** The longest line that a log keeps in one piece is 16,384 bytes (containerd, internal/cri/config/config_windows.go). */
const OTHER_LIMIT = 2000;

/** The first machine line of a script: which one, its version and hash, PowerShell's language mode; the collector adds the node's clock. */
export type Begin = {begin: string; version: string; sha256: string; languageMode: string; utc: string | null};

/**
 * What a container's log says about the proof.
 * - `answered`: begin, every answer and end arrived.
 * - `cut`: something of the machine's lines is missing or damaged. `answers` are those that arrived whole; `asking` is the id of
 *   the ask that was under way, null when only the end is missing.
 * - `claimed`: the line for people says True or False, and no machine line stands behind it (another script, or a lost tail).
 * - `inconclusive`: a check for admin rights ran and concluded nothing, as the one of the AKS page does (`Unable to find type
 *   [...]`, then an empty value); `text` is what it printed.
 * - `constrained-language`: WDAC or AppLocker kept the script from starting.
 * - `other`: output, but not of a proof. `empty`: no output at all.
 */
export type ProofReading =
  | {is: 'answered'; begin: Begin; answers: ReadonlyMap<string, Answer>}
  | {is: 'cut'; begin: Begin | null; answers: ReadonlyMap<string, Answer>; asking: string | null}
  | {is: 'claimed'; admin: boolean}
  | {is: 'inconclusive'; text: string}
  | {is: 'constrained-language'}
  | {is: 'other'; text: string}
  | {is: 'empty'};

/** One line for machines. `damaged`: it is none, or of no known form. */
export type MachineLine =
  | {is: 'begin'; begin: Begin}
  | {is: 'asking'; id: string}
  | {is: 'answer'; id: string; answer: Answer}
  | {is: 'end'; count: number; utc: string | null}
  | {is: 'damaged'};

/**
 * Reads a container's log, lines without their ends and stderr mixed in. Only what stands from the first begin line to its end
 * line counts: what follows was printed by the workload, which could print anything.
 */
export function readProof(lines: readonly string[]): ProofReading {
  const clean = lines.map(line => line.replace(/\r+$/, '').replace(/^\ufeff/, ''));
  const machine = clean.flatMap(line => (line.includes(`${MACHINE_PREFIX}{`) ? [readMachineLine(line)] : []));
  return machine.length > 0 ? readMachine(machine) : readWords(clean);
}

function readMachine(lines: readonly MachineLine[]): ProofReading {
  const answers = new Map<string, Answer>();
  let begin: Begin | null = null;
  let asking: string | null = null;
  let whole = true;
  for (const line of lines) {
    if (line.is === 'begin' && begin === null) begin = line.begin;
    else if (line.is === 'asking') asking = line.id;
    else if (line.is === 'answer' && !answers.has(line.id)) {
      answers.set(line.id, line.answer);
      if (asking === line.id) asking = null;
    } else if (line.is === 'end') {
      if (whole && begin !== null && answers.size === line.count) return {is: 'answered', begin, answers};
      break;
    } else whole = false;
  }
  if (begin?.begin === 'proof' && answers.size === 0) asking ??= askId({kind: 'identity'});
  return {is: 'cut', begin, answers, asking};
}

/** Reads one line, which must begin with the prefix and end with its object. */
export function readMachineLine(line: string): MachineLine {
  const json = line.startsWith(MACHINE_PREFIX) ? readObject(line.slice(MACHINE_PREFIX.length)) : undefined;
  if (json === undefined) return {is: 'damaged'};
  const {begin, version, sha256, languageMode, asking, id, end} = json;
  const utc = isText(json['utc']) ? json['utc'] : null;
  if (isText(begin) && isText(version) && isText(sha256) && isText(languageMode))
    return {is: 'begin', begin: {begin, version, sha256, languageMode, utc}};
  if (isText(asking)) return {is: 'asking', id: asking};
  if (typeof end === 'number') return {is: 'end', count: end, utc};
  const answer = readAnswer(json);
  return isText(id) && answer !== undefined ? {is: 'answer', id, answer} : {is: 'damaged'};
}

function readAnswer({ok, value, error}: JsonObject): Answer | undefined {
  if (ok === true) return value === undefined ? undefined : {is: 'value', value};
  if (ok !== false || error === null || typeof error !== 'object' || Array.isArray(error)) return undefined;
  const {kind, code, text} = error as JsonObject;
  if (kind === 'absent') return {is: 'absent'};
  if (kind !== 'denied' && kind !== 'timeout' && kind !== 'unsupported' && kind !== 'failed') return undefined;
  return {
    is: 'error',
    kind,
    code: typeof code === 'number' ? code : null,
    text: isText(text) ? text : 'the script gave no reason',
    cause: null,
  };
}

/** Whether PowerShell says that its language mode kept a script from starting. */
export const saysConstrained = (text: string): boolean => text.replace(/\s/g, '').includes(CONSTRAINED);

/** Output without a machine line. The error id is looked for with white space left out, since PowerShell breaks long lines anywhere. */
function readWords(lines: readonly string[]): ProofReading {
  const text = lines.join('\n').trim();
  if (text === '') return {is: 'empty'};
  if (saysConstrained(text)) return {is: 'constrained-language'};
  const values = new Set(
    lines.flatMap(line => (line.startsWith(HUMAN_PREFIX.trimEnd()) ? [line.slice(HUMAN_PREFIX.length).trim()] : [])),
  );
  const [value] = values;
  if (values.size === 1 && (value === 'True' || value === 'False')) return {is: 'claimed', admin: value === 'True'};
  const shown = text.slice(0, OTHER_LIMIT);
  return values.size > 0 || /Unable to find type \[[\w.]*Security\.Principal\./.test(text)
    ? {is: 'inconclusive', text: shown}
    : {is: 'other', text: shown};
}

/** The line for people, which `kubectl logs` shows first: `True`, `False` or `unknown (…)`. */
export const humanLine = (rights: string): string => HUMAN_PREFIX + rights;

/** The lines as the scripts write them, keys in their order; for pretend nodes and for tests. */
export const beginLine = (begin: Begin): string =>
  machineLine({
    begin: begin.begin,
    version: begin.version,
    sha256: begin.sha256,
    languageMode: begin.languageMode,
    ...(begin.utc === null ? {} : {utc: begin.utc}),
  });
export const askingLine = (ask: Json): string => machineLine({asking: asciiJson(ask)});
export const answerLine = (answer: {ask: Json; ms: number | null} & ({value: Json} | {error: JsonObject})): string =>
  machineLine({
    id: asciiJson(JSON.parse(askId(answer.ask)) as Json),
    ok: 'value' in answer,
    ...(answer.ms === null ? {} : {ms: answer.ms}),
    ...('value' in answer ? {value: answer.value} : {error: answer.error}),
  });
export const endLine = (count: number, utc: string | null = null): string =>
  machineLine({end: count, ...(utc === null ? {} : {utc})});

const machineLine = (object: JsonObject): string => MACHINE_PREFIX + asciiJson(object);

/** JSON as ConvertTo-AsciiJson in json.ps1 writes it: `"` and `\` after a backslash, everything outside ASCII's print range as \uXXXX. */
export function asciiJson(json: Json): string {
  if (typeof json === 'string')
    return `"${json.replace(/["\\]/g, '\\$&').replace(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
  if (json === null || typeof json !== 'object') return String(json);
  if (Array.isArray(json)) return `[${json.map(asciiJson).join(',')}]`;
  return `{${Object.entries(json)
    .map(([key, value]) => `${asciiJson(key)}:${asciiJson(value)}`)
    .join(',')}}`;
}

function readObject(text: string): JsonObject | undefined {
  if (/[^ -~]/.test(text)) return undefined;
  try {
    const json = JSON.parse(text) as Json;
    return json !== null && typeof json === 'object' && !Array.isArray(json) ? (json as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

const isText = (json: Json | undefined): json is string => typeof json === 'string' && json !== '';
