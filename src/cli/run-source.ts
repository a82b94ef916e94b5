import {askTemplate, templateNamed} from '../app/choose-template.ts';
import {readWorkload} from '../app/plan.ts';
import type {RunSource} from '../app/run.ts';
import {readSettings, templateSource} from '../app/run-values.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {FilesPort, TerminalPort} from '../kernel/ports.ts';
import type {SourceFlags} from './run-flags.ts';

/** What `run` was asked to run: a template with its holes, a file with its settings, or (on a terminal) what the person answers. */
export async function runSource(
  template: string | undefined,
  given: SourceFlags,
  {files, terminal}: {files: FilesPort; terminal: TerminalPort},
  say: (text: string) => void,
): Promise<Outcome<RunSource>> {
  const settings = readSettings(given.set);
  if (!settings.ok) return settings;
  const [hole] = Object.keys(given.holes);
  const [path, another] = given.filenames;
  if (another !== undefined)
    return refuse(
      'usage',
      'error: run takes one file at a time',
      `Run it once for each: -f ${path}, then -f ${another}.`,
    );
  if (path !== undefined) {
    if (template !== undefined)
      return refuse('usage', 'error: a template and -f FILE cannot be given together', 'Leave out one of them.');
    if (hole !== undefined || given.nodes !== null)
      return refuse(
        'usage',
        `error: --${hole ?? 'node'} fills a template; a file is changed with --set`,
        'For example: --set /metadata/name=NAME',
      );
    const workload = await readWorkload({path, settings: settings.value, files, terminal});
    return workload.ok ? done({is: 'file', workload: workload.value}) : workload;
  }
  if (template === undefined) {
    const chosen = await askTemplate(terminal);
    if (!chosen.ok) return chosen;
    say(`The same without questions: kubectl hostprocess run ${chosen.value.flags.join(' ')}`);
    return done({
      is: 'template',
      template: chosen.value.template,
      values: chosen.value.values,
      nodes: chosen.value.nodes,
    });
  }
  const named = templateNamed(template);
  if (!named.ok) return named;
  const set = Object.fromEntries(
    settings.value.map(({pointer, value}) => [pointer, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  return templateSource(named.value, {...set, ...given.holes}, given.nodes);
}
