/** `npm start`: the main job on a real control plane with pretend Windows nodes, as a transcript: run, logs, verify, and a broken node. */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join, resolve} from 'node:path';
import {findControlPlane, startControlPlane} from '../test/cluster/controlplane.ts';
import {joinNodes} from '../test/cluster/pretend-nodes.ts';
import {runShell} from '../test/transcripts/transcript.ts';

const ROOT = resolve(import.meta.dirname, '..');

const STEPS: readonly (readonly [string, string])[] = [
  ['Who are we on every Windows node? Short-lived, removes itself.', 'kubectl hostprocess run admin-check'],
  ['A DaemonSet that stays, proving its rights first.', 'kubectl hostprocess run privileged-daemonset --yes'],
  ['Its logs, from all nodes.', 'kubectl hostprocess logs daemonset/privileged-daemonset -n kube-system --tail 4'],
  ['Asked and real, side by side.', 'kubectl hostprocess verify -A'],
  ['Gone again, confirmed by the nodes.', 'kubectl delete daemonset privileged-daemonset -n kube-system --wait'],
];
const BROKEN: readonly (readonly [string, string])[] = [
  [
    'A node whose containerd runs as an administrator instead of LocalSystem.',
    'kubectl hostprocess run admin-check --node broken-1',
  ],
  ['What the code means.', 'kubectl hostprocess explain HP725'],
];

async function main(): Promise<number> {
  const found = findControlPlane();
  if ('missing' in found || !found.controllers) {
    console.error(
      `npm start needs a Kubernetes control plane: ${'missing' in found ? found.missing : 'the one found has no controllers'}`,
    );
    return 2;
  }
  if (
    !existsSync(join(ROOT, 'dist')) &&
    spawnSync(process.execPath, ['scripts/bundle.ts'], {cwd: ROOT, stdio: 'inherit'}).status !== 0
  )
    return 1;
  console.log('Starting a real Kubernetes control plane with pretend Windows nodes on this machine …\n');
  const plane = await startControlPlane();
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-start-'));
  const nodes = [await joinNodes(plane, 'healthy')];
  try {
    symlinkSync(join(ROOT, 'bin/run.js'), join(folder, 'kubectl-hostprocess'));
    const path = [plane.dir, folder, process.env['PATH'] ?? ''].join(delimiter);
    const env = {...process.env, PATH: path, KUBECONFIG: plane.kubeconfig};
    const first = await show(STEPS, env, folder);
    nodes.push(await joinNodes(plane, 'broken'));
    const second = await show(BROKEN, env, folder);
    console.log(
      'The nodes were pretended, the Kubernetes was real. On your own cluster: kubectl hostprocess run admin-check',
    );
    return first.every(code => code === 0) && second[0] === 1 ? 0 : 1;
  } finally {
    for (const each of nodes) await each.stop();
    await plane.stop();
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Runs each step, printing what it shows, the command and everything it prints; the exit codes are the result. */
async function show(
  steps: readonly (readonly [string, string])[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<number[]> {
  const codes: number[] = [];
  for (const [shows, command] of steps) {
    const {output, exit} = await runShell(command, {env, cwd});
    codes.push(exit);
    console.log(`# ${shows}\n$ ${command}\n${output}\nexit ${exit}\n`);
  }
  return codes;
}

process.exit(await main());
