import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {Json} from '../kernel/subjects.ts';
import {parseHole, type Template} from '../templates/index.ts';
import type {Setting} from './plan.ts';
import type {RunSource} from './run.ts';

/**
 * `--set NAME=VALUE` as settings; for a file the name is a JSON pointer, for a template a hole. A value that reads as JSON
 * (`true`, `3`, `["a"]`) is that, anything else is text.
 */
export function readSettings(texts: readonly string[]): Outcome<readonly Setting[]> {
  const settings: Setting[] = [];
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) return refuse('usage', `error: --set ${text}: it has no value`, 'Write it as NAME=VALUE.');
    settings.push({pointer: text.slice(0, at), value: readValue(text.slice(at + 1))});
  }
  return done(settings);
}

/** Values for a template's holes from texts by hole; names that the template does not have are refused with those it has. */
function readHoles(template: Template, texts: {readonly [hole: string]: string}): Outcome<{[hole: string]: Json}> {
  const values: {[hole: string]: Json} = {};
  for (const [name, text] of Object.entries(texts)) {
    const hole = template.holes.find(each => each.name === name);
    if (!hole)
      return refuse(
        'usage',
        `error: template ${template.name} has nothing called "${name}" to fill in`,
        `It has ${template.holes.map(each => each.name).join(', ')}.`,
      );
    const value = parseHole(hole, text);
    if (!value.ok) return value;
    values[name] = value.value;
  }
  return done(values);
}

/**
 * A template with what was given for its holes. Its nodes are the same whether they came by `--node` or as the hole they fill; both
 * with different names are refused, because whoever wrote that meant one of them.
 */
export function templateSource(
  template: Template,
  texts: {readonly [hole: string]: string},
  nodes: readonly string[] | null,
): Outcome<RunSource> {
  const read = readHoles(template, texts);
  if (!read.ok) return read;
  const hole = template.holes.find(each => each.type === 'node-names')?.name ?? '';
  const {[hole]: set, ...values} = read.value;
  const named = (set as readonly string[] | undefined) ?? null;
  if (named !== null && nodes !== null && sorted(named) !== sorted(nodes))
    return refuse(
      'usage',
      `error: --set ${hole}=${named.join(',')} and --node ${nodes.join(' --node ')} name different nodes`,
      'Leave out one of them.',
    );
  return done({is: 'template', template, values, nodes: nodes ?? named});
}

const sorted = (names: readonly string[]): string => [...new Set(names)].sort().join(',');

function readValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
