import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {RESOURCES} from '../../sandbox/api/resources.ts';
import type {Scenario} from '../../sandbox/node/index.ts';
import {kubeconfigOf, type Sandbox, startSandbox} from '../../sandbox/start.ts';
import {manifestOf} from '../../scripts/manifest.ts';
import {connect} from '../../src/io/kube/index.ts';
import {type KubeObject, listAt, textAt} from '../../src/kernel/objects.ts';
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
    await settled(sandbox, scenario);
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

/** How long nothing may happen before the world counts as settled; longer than a pull and a first restart. */
const QUIET_MS = 500;

/** Resolves when what breaks later has broken, silent nodes are known to be silent, no pod is on its way and nothing has changed for a while. */
async function settled({nodes, api}: Sandbox, scenario: Scenario): Promise<void> {
  await nodes.broken;
  const all = (kind: string): readonly KubeObject[] => {
    const resource = RESOURCES.find(each => each.kind === kind);
    return resource ? api.store.list(resource, null) : [];
  };
  const silent = scenario.nodes.filter(node => node.later?.becomes === null).map(node => node.name);
  const known = (): boolean =>
    all('Node')
      .filter(node => silent.includes(textAt(node, 'metadata', 'name') ?? ''))
      .every(node => listAt(node, 'status', 'conditions').some(each => textAt(each, 'status') === 'Unknown'));
  const state = (): string =>
    JSON.stringify(['Pod', 'Event', 'DaemonSet', 'Deployment', 'Job'].map(kind => all(kind).map(versionOf)));
  let [before, since] = [state(), Date.now()];
  while (!known() || all('Pod').some(onItsWay) || Date.now() - since < QUIET_MS) {
    await sleep(25);
    const now = state();
    if (now !== before) [before, since] = [now, Date.now()];
  }
}

const versionOf = (object: KubeObject): string =>
  `${textAt(object, 'metadata', 'uid')} ${textAt(object, 'metadata', 'resourceVersion')}`;

/** A container is between its failed start and the back-off after it. */
const onItsWay = (pod: KubeObject): boolean =>
  listAt(pod, 'status', 'containerStatuses').some(
    each => textAt(each, 'state', 'waiting', 'reason') === 'RunContainerError',
  );
