/** `npm start`: the main job in the sandbox, as a transcript: run, logs, verify, and a node that is broken on purpose. Needs nothing but Node. */
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {localApi} from '../sandbox/api/local.ts';
import type {Api} from '../sandbox/node/api.ts';
import {loadScenario} from '../sandbox/node/index.ts';
import {kubeconfigOf, startSandbox} from '../sandbox/start.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** What is shown, the words behind `kubectl hostprocess`, the exit code that they are to have, and what they are to find. */
export type Step = readonly [shows: string, words: string, exit: number, finds?: string];

const STEPS: readonly Step[] = [
  ['Who are we on every Windows node? Short-lived, removes itself.', 'run admin-check', 0],
  ['A DaemonSet that stays, proving its rights first.', 'run privileged-daemonset --yes', 0],
  ['Its logs, from all nodes.', 'logs daemonset/privileged-daemonset -n kube-system --tail 4', 0],
  ['Asked and real, side by side.', 'verify -A', 0],
];
const BROKEN: readonly Step[] = [
  [
    'A node joins whose containerd runs as an administrator instead of LocalSystem. What is wrong?',
    'doctor',
    1,
    'HP725 privileged-daemonset',
  ],
  ['What the code means.', 'explain HP725', 0],
];

/** Runs a step's words; both streams in one text, as a terminal shows them. */
export type Run = (words: readonly string[]) => Promise<{output: string; exit: number}>;

/** Runs the steps, printing what each shows, its command and everything it prints; false when one did not end as it is to. */
export async function play(steps: readonly Step[], run: Run, print: (text: string) => void): Promise<boolean> {
  let well = true;
  for (const [shows, words, expected, finds = ''] of steps) {
    const {output, exit} = await run(words.split(' '));
    print(`# ${shows}\n$ kubectl hostprocess ${words}\n${output}exit ${exit}\n`);
    if (exit === expected && output.includes(finds)) continue;
    well = false;
    print(`This step should have ended with ${expected}${finds === '' ? '' : ` and found ${finds}`}.\n`);
  }
  return well;
}

async function main(): Promise<number> {
  if (
    !existsSync(join(ROOT, 'dist')) &&
    spawnSync(process.execPath, ['scripts/bundle.ts'], {cwd: ROOT, stdio: 'inherit'}).status !== 0
  )
    return 1;
  console.log('Starting a pretend Kubernetes cluster with Windows nodes in this process …\n');
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-start-'));
  const remove = (): void => rmSync(folder, {recursive: true, force: true});
  process.once('exit', remove);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => process.exit(code));
  const sandbox = await startSandbox({scenarios: [loadScenario('healthy-mixed')]});
  try {
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, JSON.stringify(kubeconfigOf(sandbox)), {mode: 0o600});
    const run = runnerOf({...process.env, KUBECONFIG: kubeconfig}, folder);
    const print = (text: string): void => console.log(text);
    const healthy = await play(STEPS, run, print);
    await sandbox.join([loadScenario('broken')]);
    await refused(localApi(sandbox.api, 'start'));
    const broken = await play(BROKEN, run, print);
    console.log('The cluster and its nodes were pretended. On your own cluster: kubectl hostprocess doctor');
    return healthy && broken ? 0 : 1;
  } finally {
    await sandbox.stop();
  }
}

/** Resolves when the DaemonSet's pod has failed on the broken node, or after ten seconds. */
async function refused(api: Api): Promise<void> {
  for (let tries = 0; tries < 100; tries++, await sleep(100)) {
    const {body} = await api.send('GET', '/api/v1/pods');
    if (JSON.stringify(body).includes('Access is denied')) return;
  }
}

/** Runs the built program as kubectl would. One file takes both streams, so that their lines keep their order on every system. */
function runnerOf(env: NodeJS.ProcessEnv, folder: string): Run {
  const printed = join(folder, 'printed');
  return async words => {
    const file = openSync(printed, 'w');
    try {
      const child = spawn(process.execPath, [join(ROOT, 'bin/run.js'), ...words], {env, stdio: ['ignore', file, file]});
      const [code] = (await once(child, 'close')) as [number | null];
      return {output: readFileSync(printed, 'utf8'), exit: code ?? 1};
    } finally {
      closeSync(file);
    }
  };
}

if (import.meta.main) process.exit(await main());
