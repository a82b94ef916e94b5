import {globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, delimiter, dirname, join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {CONTROL_PLANE, lacksKubectl, SANDBOX, type Target, type TargetKind} from '../cluster/target.ts';
import {skipTerminal, suiteNeeds} from '../skips.ts';
import {clusterCommands, emptied} from './commands.ts';
import {obey} from './orders.ts';
import {masked, parseTranscript, runShell, type Transcript, transcriptText} from './transcript.ts';

// UPDATE_TRANSCRIPTS=1 writes what the commands print now, on the real control plane where there is one; read the difference before
// you commit it.
const UPDATE = process.env['UPDATE_TRANSCRIPTS'] === '1';
const ROOT = resolve(import.meta.dirname, '../..');
const SHARED = process.env['HOSTPROCESS_SHARED'];

const transcripts = globSync('*.txt', {cwd: import.meta.dirname})
  .sort()
  .map(file => ({file, transcript: parseTranscript(readFileSync(join(import.meta.dirname, file), 'utf8'))}));

const skipped = {
  'docs-pages': suiteNeeds('documentation-pages', () =>
    SHARED ? null : 'HOSTPROCESS_SHARED names no folder with data/docs-pages',
  ),
  kubectl: suiteNeeds('transcripts-with-kubectl', lacksKubectl),
  terminal: skipTerminal(),
};

/** The transcripts that can run on a kind of cluster. */
const toldOn = (kind: TargetKind) =>
  transcripts.filter(({transcript: {target}}) => target === null || target.only === kind.name);
const titleOf = (file: string, {shows}: Transcript): string => `${basename(file, '.txt')}: ${shows}`;
const isSkipped = ({needs}: Transcript): boolean => needs !== null && skipped[needs];

/**
 * Every transcript of one of `parts` shares of the scenarios on a real control plane, one for each scenario; the shares run beside each
 * other in files of their own, because most of the time is spent waiting for a cluster.
 */
export function transcriptsOnControlPlane(part: number, parts: number): void {
  const told = toldOn(CONTROL_PLANE);
  const own =
    shares(
      Map.groupBy(told, ({transcript}) => transcript.scenario),
      parts,
    )[part] ?? [];
  const skip = suiteNeeds('transcripts', CONTROL_PLANE.lacks);
  describe.skipIf(skip).each(own)('scenario %s', scenario => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await setStage(CONTROL_PLANE, scenario);
    }, 60_000);
    afterAll(() => stage?.strike());
    for (const {file, transcript} of told.filter(each => each.transcript.scenario === scenario))
      test.skipIf(isSkipped(transcript))(
        titleOf(file, transcript),
        async () => {
          await emptied(stage.target);
          await play(stage, file, transcript, UPDATE);
          await stage.undo();
        },
        120_000,
      );
  });
}

/** Scenarios in shares of about as many transcripts: the largest first, each to the smallest share. */
function shares(scenarios: ReadonlyMap<string, readonly unknown[]>, parts: number): readonly (readonly string[])[] {
  const all = Array.from({length: parts}, () => ({names: [] as string[], size: 0}));
  for (const [name, {length}] of [...scenarios].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))) {
    const smallest = all.toSorted((a, b) => a.size - b.size)[0];
    smallest?.names.push(name);
    if (smallest) smallest.size += length + 1; // starting a cluster takes as long as a transcript
  }
  return all.map(({names}) => names);
}

/** Every transcript in a sandbox of its own, several at once. */
export function transcriptsOnSandbox(): void {
  describe.concurrent('in the sandbox', () => {
    for (const {file, transcript} of toldOn(SANDBOX))
      test.skipIf(isSkipped(transcript))(
        titleOf(file, transcript),
        async ({expect}) => {
          const stage = await setStage(SANDBOX, transcript.scenario);
          try {
            await play(stage, file, transcript, UPDATE && CONTROL_PLANE.lacks() !== null, expect);
          } finally {
            await stage.strike();
          }
        },
        120_000,
      );
  });
}

/** A cluster, and a folder with everything that a transcript's shell can call. */
type Stage = {target: Target; folder: string; undo(): Promise<void>; strike(): Promise<void>};

async function setStage(kind: TargetKind, scenario: string): Promise<Stage> {
  const target = await kind.start(scenario.split('+'));
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-transcript-'));
  symlinkSync(join(ROOT, 'bin/run.js'), join(folder, 'kubectl-hostprocess'));
  for (const helper of ['at-terminal', 'when-shown']) {
    const line = `exec '${process.execPath}' '${join(import.meta.dirname, `${helper}.ts`)}' "$@"`;
    writeFileSync(join(folder, helper), `#!/bin/sh\n${line}\n`, {mode: 0o755});
  }
  const {orders, undo} = clusterCommands(target);
  const dismiss = obey(folder, orders);
  return {
    target,
    folder,
    undo,
    async strike() {
      dismiss();
      await target.stop();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

/** Runs a transcript and compares it with what is written, or writes it. */
async function play(
  {target, folder}: Stage,
  file: string,
  transcript: Transcript,
  write: boolean,
  expecting = expect,
): Promise<void> {
  const env = environment(target, folder);
  for (const line of transcript.setup) expecting(await runShell(line, {env, cwd: folder})).toMatchObject({exit: 0});
  const steps: Transcript['steps'][number][] = [];
  for (const {command} of transcript.steps) {
    const {output, exit} = await runShell(command, {env, cwd: folder});
    const shown = output.replaceAll(env['DOCS'] ?? '', '$DOCS').replaceAll(env['MANIFESTS'] ?? '', '$MANIFESTS');
    steps.push({command, output: masked(shown), exit});
  }
  if (write) writeFileSync(join(import.meta.dirname, file), transcriptText({...transcript, steps}));
  else expecting(transcriptText({...transcript, steps})).toBe(transcriptText(transcript));
}

/** A user's shell: kubectl, our plugin beside it, the machine's own node; nothing of this project's on PATH. */
function environment({kubectlPath, kubeconfig}: Target, folder: string): NodeJS.ProcessEnv {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(entry => !entry.includes('node_modules'));
  return {
    HOME: folder,
    LANG: 'C.UTF-8',
    PATH: [dirname(kubectlPath), folder, ...path].join(delimiter),
    KUBECONFIG: kubeconfig,
    MANIFESTS: join(import.meta.dirname, 'manifests'),
    DOCS: `${SHARED}/data/docs-pages`,
  };
}
