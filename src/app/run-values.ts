import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {Json} from '../kernel/subjects.ts';
import {parseHole, type Template} from '../templates/index.ts';
import type {Setting} from './plan.ts';

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
export function readHoles(
  template: Template,
  texts: {readonly [hole: string]: string},
): Outcome<{[hole: string]: Json}> {
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

function readValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
