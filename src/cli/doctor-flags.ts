import * as Flags from '@oclif/core/flags';
import {output, yes} from './flags.ts';
import {usage} from './stop.ts';

/** The flags of `doctor`. */
export const DOCTOR_FLAGS = {
  output: output(['text', 'wide', 'json', 'yaml', 'junit', 'html', 'markdown']),
  'fail-on': Flags.option({
    options: ['error', 'warning', 'info'] as const,
    default: 'error' as const,
    summary: 'Exit with 1 for findings of this severity and above.',
  })(),
  probe: Flags.boolean({
    summary: 'Ask the nodes themselves, each by one short-lived pod that runs as SYSTEM and only reads.',
  }),
  'opt-in': Flags.string({
    summary: 'Code of a check that is put only by name; may be repeated. Most need --probe, or --as-script.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'CODE',
  }),
  'dry-run': Flags.option({
    options: ['none', 'client'] as const,
    default: 'none' as const,
    summary: 'client: print the Jobs that --probe would create.',
  })(),
  'as-script': Flags.boolean({
    summary: 'Print the questions as text for Windows PowerShell on a node that starts no pods.',
  }),
  save: Flags.string({summary: 'Write what was learned to this file.', helpValue: 'FILE'}),
  from: Flags.string({
    summary:
      'Judge what --save wrote, or the collector’s lines from a console, instead of a cluster; - is standard input.',
    helpValue: 'FILE',
  }),
  yes: yes(),
};

type Given = {
  probe: boolean;
  'as-script': boolean;
  'dry-run': string;
  'opt-in'?: string[] | undefined;
  from?: string | undefined;
  save?: string | undefined;
};

/** A check that is put only by name, and whether it asks nodes. */
type OptIn = {code: string; asksNodes: boolean};

/** The codes of `--opt-in`, in capitals. Stops on flags that contradict each other and on codes that are none. */
export function checkedOptIns(flags: Given, names: readonly string[], known: readonly OptIn[]): readonly string[] {
  const optIn = (flags['opt-in'] ?? []).flatMap(each => each.split(',')).map(code => code.trim().toUpperCase());
  const strange = optIn.find(code => !known.some(each => each.code === code));
  if (strange !== undefined)
    throw usage(
      `--opt-in cannot be "${strange}": no check is put by that name`,
      `Codes: ${known.map(each => each.code).join(', ')}`,
    );
  if (flags.from !== undefined && (flags.probe || flags['as-script'] || names.length > 0 || optIn.length > 0))
    throw usage('--from judges what was saved, as a whole', 'Leave out --probe, --opt-in, --as-script and names.');
  if (flags['dry-run'] === 'client' && !flags.probe)
    throw usage('--dry-run shows what --probe would create; without --probe doctor creates nothing', 'Add --probe.');
  const asking = optIn.find(code => known.some(each => each.code === code && each.asksNodes));
  if (asking !== undefined && !flags.probe && !flags['as-script'])
    throw usage(`--opt-in ${asking} needs the nodes to be asked`, 'Add --probe.');
  const reading = optIn.find(code => known.some(each => each.code === code && !each.asksNodes));
  if (reading !== undefined && flags['as-script'])
    throw usage(`--as-script cannot ask ${reading}, which reads the API server`, 'Leave out --as-script.');
  return optIn;
}
