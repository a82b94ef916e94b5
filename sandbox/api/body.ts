import {isMap, isScalar, isSeq, LineCounter, type Node, parseDocument} from 'yaml';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {KUBECTL_YAML} from '../../src/kernel/yaml.ts';
import {sorted} from '../json.ts';

/** Objects of a text in which a key stands twice, with all entries of theirs. */
const DOUBLED = new WeakMap<JsonObject, readonly (readonly [string, Json])[]>();

/** The entries of an object, doubled ones included when it was read by `parseJson`. */
export const entriesOf = (object: JsonObject): readonly (readonly [string, Json])[] =>
  DOUBLED.get(object) ?? Object.entries(object);

/** A value, or what Go says about the text. */
export type Parsed = {ok: true; value: Json} | {ok: false; error: string};

/** Reads JSON and remembers doubled keys (the last one counts). */
export function parseJson(text: string): Parsed {
  try {
    const value = JSON.parse(text) as Json;
    return {ok: true, value: /[{]/.test(text) ? withDoubles(text) : value};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {ok: false, error: goSyntaxError(text, error.message)};
  }
}

function goSyntaxError(text: string, message: string): string {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  if (/end of JSON|Unterminated|double-quoted property name/.test(message) && position >= text.trimEnd().length - 1)
    return 'unexpected end of JSON input';
  const character = text[position] ?? '';
  const where = /after JSON/.test(message) ? 'after top-level value' : 'looking for beginning of value';
  return character === '' ? 'unexpected end of JSON input' : `invalid character '${character}' ${where}`;
}

const TOKEN = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;

/** Reads a text that is valid JSON. */
function withDoubles(text: string): Json {
  const tokens = text.match(TOKEN) ?? [];
  let next = 0;
  const value = (): Json => {
    const token = tokens[next++] ?? '';
    if (token === '[') {
      const items: Json[] = [];
      for (; tokens[next] !== ']'; next += tokens[next] === ',' ? 1 : 0) items.push(value());
      next++;
      return items;
    }
    if (token !== '{') return JSON.parse(token) as Json;
    const entries: [string, Json][] = [];
    for (; tokens[next] !== '}'; next += tokens[next] === ',' ? 1 : 0) {
      const key = JSON.parse(tokens[next] ?? '') as string;
      next += 2;
      entries.push([key, value()]);
    }
    next++;
    const object = Object.fromEntries(entries);
    if (Object.keys(object).length < entries.length) DOUBLED.set(object, entries);
    return object;
  };
  return value();
}

/** Reads YAML as the server does: keys in order, and doubled keys as one problem with the lines of the second ones. */
export function parseYaml(
  text: string,
): {ok: true; value: Json; problems: readonly string[]} | {ok: false; error: string} {
  const lines = new LineCounter();
  const document = parseDocument(text, {...KUBECTL_YAML, uniqueKeys: false, lineCounter: lines});
  const [error] = document.errors;
  if (error)
    return {ok: false, error: `yaml: line ${error.linePos?.[0].line ?? 1}: ${error.message.split(/ at line|:?\n/)[0]}`};
  const doubled: string[] = [];
  const look = (node: unknown): void => {
    if (isSeq(node)) node.items.forEach(look);
    if (!isMap(node)) return;
    const seen = new Set<string>();
    for (const {key, value} of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (seen.has(name)) {
        const {line} = lines.linePos((key as Node).range?.[0] ?? 0);
        doubled.push(`  line ${line}: key ${JSON.stringify(name)} already set in map`);
      }
      seen.add(name);
      look(value);
    }
  };
  look(document.contents);
  const value = sorted((document.toJS() ?? null) as Json);
  return {ok: true, value, problems: doubled.length > 0 ? [`yaml: unmarshal errors:\n${doubled.join('\n')}`] : []};
}
