import * as Flags from '@oclif/core/flags';
import {TEMPLATES} from '../templates/index.ts';
import {dryRun, duration, output, yes} from './flags.ts';
import {flagOfHole, holeFlags} from './hole-flags.ts';

const HOLES = TEMPLATES.flatMap(template => template.holes).filter(hole => flagOfHole(hole) !== 'node');

/** The flags of `run`: those of every template's holes among them. */
export const RUN_FLAGS = {
  filename: Flags.string({
    char: 'f',
    summary: 'Manifest with one workload; - is standard input.',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  set: Flags.string({
    summary: 'Fill a hole (NAME=VALUE), or a place of the file (/json/pointer=VALUE); may be repeated.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME=VALUE',
  }),
  node: Flags.string({
    summary: 'A node to run on; may be repeated.',
    multiple: true,
    multipleNonGreedy: true,
    helpValue: 'NAME',
  }),
  ...holeFlags(HOLES),
  output: output(['text', 'yaml', 'json', 'name']),
  'dry-run': dryRun(),
  wait: Flags.boolean({summary: 'Wait until the pods are ready or the reason is known.', default: true, allowNo: true}),
  timeout: duration({summary: 'How long to wait.', default: 300_000}),
  follow: Flags.boolean({summary: 'Go on printing the logs after the verdict.'}),
  verify: Flags.boolean({
    summary: 'Prove the pods’ rights, by exec where their log proves nothing; --verify=false never does.',
    allowNo: true,
  }),
  rm: Flags.boolean({summary: 'Remove the workload at the end.', allowNo: true}),
  'force-conflicts': Flags.boolean({summary: 'Take over fields that another manager owns, as kubectl does.'}),
  yes: yes(),
};

/** What was given of the flags that say what to run. `holes` are texts by hole. */
export type SourceFlags = {
  filenames: readonly string[];
  set: readonly string[];
  nodes: readonly string[] | null;
  holes: {readonly [hole: string]: string};
};

/** Sorts the parsed flags of `run` into what `runSource` needs. */
export function sourceFlags(flags: {readonly [name: string]: unknown}): SourceFlags {
  const given = HOLES.map(hole => hole.name).filter(name => name !== 'namespace' && typeof flags[name] === 'string');
  return {
    filenames: (flags['filename'] as readonly string[] | undefined) ?? [],
    set: (flags['set'] as readonly string[] | undefined) ?? [],
    nodes: (flags['node'] as readonly string[] | undefined)?.flatMap(names => names.split(',')) ?? null,
    holes: Object.fromEntries(given.map(name => [name, String(flags[name])])),
  };
}
