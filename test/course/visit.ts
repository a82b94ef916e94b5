import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Scenario} from '../../sandbox/node/index.ts';
import {settled} from '../../sandbox/settled.ts';
import {kubeconfigOf, startSandbox} from '../../sandbox/start.ts';
import {manifestOf} from '../../scripts/manifest.ts';
import {connect} from '../../src/io/kube/index.ts';
import {textAt} from '../../src/kernel/objects.ts';
import {runCommandLine} from '../../src/main.ts';
import type {ReportJson} from '../../src/render/report-json.ts';
import {testWorld} from '../cli/world.ts';
import {masked, type Step} from '../transcripts/transcript.ts';

const manifest = await manifestOf();

/** What a person sees who asks as the scenario says, and the same as a report; `refused`: objects that could not be created. */
export type Visit = {step: Step; report: ReportJson; refused: readonly string[]};

/** Plays a scenario in a sandbox of its own and puts its `ask` to it. */
export async function visit(scenario: Scenario, ask: string): Promise<Visit> {
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-course-'));
  // in real time a container that fails a second time waits 10 s: long enough to be looked at
  const sandbox = await startSandbox({scenarios: [scenario], haste: 1, nodeGraceSeconds: 5});
  try {
    const [kubeconfig, saved] = [join(folder, 'kubeconfig'), join(folder, 'evidence.json')];
    writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(sandbox)));
    await settled(sandbox, [scenario]);
    const run = async (words: readonly string[]): Promise<{output: string; exit: number}> => {
      const {world, stdout} = testWorld({env: {KUBECONFIG: kubeconfig}, home: folder, connect});
      world.err = world.out;
      const exit = await runCommandLine(words, manifest, world);
      return {output: stdout().replace(/\n$/, ''), exit};
    };
    const {output, exit} = await run([...ask.split(' '), '--save', saved]);
    const again = await run(['doctor', '--from', saved, '-o', 'json']);
    const report = JSON.parse(again.output) as ReportJson;
    return {
      step: {command: `kubectl hostprocess ${ask}`, output: maskedNames(masked(output), scenario), exit},
      report,
      refused: sandbox.refused,
    };
  } finally {
    await sandbox.stop();
    rmSync(folder, {recursive: true, force: true});
  }
}

/** The pods' names that controllers made up, masked. */
const maskedNames = (text: string, {objects}: Scenario): string =>
  objects
    .map(each => textAt(each, 'metadata', 'name') ?? '')
    .reduce(
      (masked, name) =>
        masked.replace(new RegExp(`\\b${name}(-[a-z0-9]{6,10})?-[a-z0-9]{5}(?![a-z0-9])`, 'g'), `${name}-xxxxx`),
      text,
    );
