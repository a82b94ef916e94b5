import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {TerminalPort} from '../kernel/ports.ts';
import type {Json} from '../kernel/subjects.ts';
import {type Hole, parseHole, TEMPLATES, type Template} from '../templates/index.ts';

/** A template with the values of its holes, and the flags that would have given them. */
export type Chosen = {
  template: Template;
  values: {[hole: string]: Json};
  nodes: readonly string[] | null;
  flags: readonly string[];
};

/** The template called `name`, or a sentence that lists what there is. */
export function templateNamed(name: string): Outcome<Template> {
  const template = TEMPLATES.find(each => each.name === name);
  return template
    ? done(template)
    : refuse(
        'usage',
        `error: there is no template "${name}"`,
        `Templates: ${TEMPLATES.map(each => each.name).join(', ')}. A file is given with -f.`,
      );
}

/** Asks a person which template to run and what to put into it; only what may sensibly differ is asked. */
export async function askTemplate(terminal: TerminalPort): Promise<Outcome<Chosen>> {
  if (!terminal.interactive)
    return refuse(
      'usage',
      'error: run needs a template or -f FILE',
      `Templates: ${TEMPLATES.map(each => each.name).join(', ')}. Try: kubectl hostprocess run admin-check`,
    );
  const choices = TEMPLATES.map(each => ({name: each.name, value: each.name, description: each.summary}));
  const name = await terminal.choose('What should run?', choices);
  if (!name.ok) return name;
  const template = templateNamed(name.value);
  if (!template.ok) return template;
  const values: {[hole: string]: Json} = {};
  const flags: string[] = [template.value.name];
  let nodes: readonly string[] | null = null;
  for (const hole of template.value.holes.filter(isAsked)) {
    const preset = typeof hole.default === 'string' ? hole.default : null;
    const answer = await terminal.input(
      hole.type === 'node-names' ? 'Nodes (comma separated; empty for all Windows nodes):' : `${hole.help}`,
      preset,
    );
    if (!answer.ok) return answer;
    if (answer.value.trim() === '' || answer.value === preset) continue;
    const parsed = parseHole(hole, answer.value);
    if (!parsed.ok) return parsed;
    if (hole.type === 'node-names') {
      nodes = parsed.value as readonly string[];
      flags.push(...nodes.map(node => `--node ${node}`));
    } else {
      values[hole.name] = parsed.value;
      flags.push(`--${hole.name} ${quoted(answer.value)}`);
    }
  }
  return done({template: template.value, values, nodes, flags});
}

const isAsked = (hole: Hole): boolean => ['node-names', 'account', 'script'].includes(hole.type);

const quoted = (text: string): string => (/^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
