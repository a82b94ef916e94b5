import {isMap, isNode, isPair, isSeq, LineCounter, parseAllDocuments, type Document as YamlDocument} from 'yaml';
import type {KubeObject} from '../kernel/objects.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {Position} from '../kernel/report.ts';
import type {Json, Path} from '../kernel/subjects.ts';
import {KUBECTL_YAML} from '../kernel/yaml.ts';

/** A manifest's text is read up to this many bytes: the API server itself takes 3 MiB, and a larger file is a mistake. */
export const MANIFEST_LIMIT = 3 * 1024 * 1024;

/** One object of a file, with a way back to its lines. */
export type Document = {source: string; index: number; value: KubeObject; locate(at: Path): Position | null};

/** The byte order marks of UTF-16, little end first and big end first. */
const UTF16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** Reads YAML or JSON text. Fails with file, line and column where it cannot be parsed; empty documents are left out. */
export function readDocuments(source: string, bytes: Uint8Array): Outcome<readonly Document[]> {
  if (UTF16.some(mark => mark.every((byte, index) => bytes[index] === byte)))
    return refuse(
      'usage',
      `error: ${source} is UTF-16 text, which kubectl does not read either; PowerShell’s > writes it`,
      'Save it as UTF-8: (Get-Content FILE) | Set-Content -Encoding utf8 FILE',
    );
  if (bytes.includes(0))
    return refuse('usage', `error: ${source} is a binary file, not a manifest`, 'Give a YAML or JSON file.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return refuse(
      'usage',
      `error: ${source} is not UTF-8 text`,
      'Save it as UTF-8 (in PowerShell: Set-Content -Encoding utf8).',
    );
  }
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {...KUBECTL_YAML, lineCounter: lines, prettyErrors: false});
  const documents: Document[] = [];
  for (const [index, document] of (Array.isArray(parsed) ? parsed : []).entries()) {
    const error = document.errors[0];
    if (error) {
      const {line, col} = lines.linePos(error.pos[0]);
      return refuse('usage', `error: ${source}:${line}:${col}: ${firstLine(error.message)}`, hintFor(error.message));
    }
    const read = toJson(document);
    if (read === undefined)
      return refuse(
        'usage',
        `error: ${source}: its aliases (*name) stand for more than a manifest can hold`,
        'Write out what they stand for.',
      );
    const {value} = read;
    if (value === null || value === undefined) continue;
    if (typeof value !== 'object' || Array.isArray(value))
      return refuse(
        'usage',
        `error: ${source}:${lines.linePos(document.range[0]).line}: this is not a Kubernetes object`,
        'An object starts with apiVersion and kind.',
      );
    documents.push({source, index, value: value as KubeObject, locate: at => locate(document, lines, source, at)});
  }
  return done(documents);
}

/** The document's value, or undefined where its aliases multiply beyond reason (the library throws then). */
function toJson(document: YamlDocument): {value: Json} | undefined {
  try {
    return {value: document.toJS({maxAliasCount: 100}) as Json};
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? text;

const hintFor = (message: string): string | null =>
  /escape/i.test(message)
    ? 'A backslash between double quotes must be doubled: "NT AUTHORITY\\\\SYSTEM"; or use single quotes with one: \'NT AUTHORITY\\SYSTEM\'.'
    : 'Correct the line; nothing was created.';

/** The place of the value at `at`, else of its key, else of its nearest parent that is in the text. */
function locate(document: YamlDocument, lines: LineCounter, file: string, at: Path): Position | null {
  let node: unknown = document.contents;
  let place: {offset: number; of: Position['of']} | null = offsetOf(node, 'value');
  for (const step of at) {
    const next = childOf(node, step);
    if (next === null) return place && position(lines, file, place.offset, 'nearest parent');
    node = next.node;
    place = isNode(node) && node.range ? {offset: node.range[0], of: 'value'} : next.key;
  }
  return place && position(lines, file, place.offset, place.of);
}

function childOf(
  node: unknown,
  step: string | number,
): {node: unknown; key: {offset: number; of: Position['of']} | null} | null {
  if (isSeq(node))
    return typeof step === 'number' && step < node.items.length ? {node: node.items[step], key: null} : null;
  if (!isMap(node)) return null;
  const pair = node.items.find(
    item => isPair(item) && String((item.key as {value?: unknown} | null)?.value ?? item.key) === String(step),
  );
  return pair ? {node: pair.value, key: offsetOf(pair.key, 'key')} : null;
}

const offsetOf = (node: unknown, of: Position['of']): {offset: number; of: Position['of']} | null =>
  isNode(node) && node.range ? {offset: node.range[0], of} : null;

function position(lines: LineCounter, file: string, offset: number, of: Position['of']): Position {
  const {line, col} = lines.linePos(offset);
  return {file, line, column: col, of};
}
