// Ratios measured side by side, in one run, interleaved: no number here means anything on another machine.
//   npm run bench            5,000 nodes and 50,000 pods (--nodes, --pods, --rounds)
import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {findControlPlane, programCommand} from '../test/cluster/programs.ts';
import {startStandIn} from './bench-server.ts';

const {values} = parseArgs({
  options: {
    nodes: {type: 'string', default: '5000'},
    pods: {type: 'string', default: '50000'},
    rounds: {type: 'string', default: '3'},
  },
});

/** How long a program took, in milliseconds, its exit code, and its greatest resident memory in MiB (0 where nobody says). */
type Run = {ms: number; code: number | null; mib: number};

const GNU_TIME = process.platform === 'linux' && existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', '%M'] : [];

/** Runs a program to its end, under GNU time where that is installed: the last line on its stderr is then the memory. */
function measure([program, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<Run> {
  const began = performance.now();
  return new Promise(ended => {
    const [first = program, ...more] = [...GNU_TIME, program, ...args];
    const child = spawn(first, more, {env, stdio: ['ignore', 'ignore', 'pipe']});
    let text = '';
    child.stderr.on('data', (data: Buffer) => {
      text += data.toString();
    });
    child.on('close', code => {
      const mib = GNU_TIME.length === 0 ? 0 : Number(text.trimEnd().split('\n').at(-1)) / 1024;
      ended({ms: performance.now() - began, code, mib: Number.isNaN(mib) ? 0 : mib});
    });
  });
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

type Command = readonly [string, ...string[]];

/** Runs two commands in turn and prints how the first compares with the second. */
async function compare(
  title: string,
  ours: Command,
  theirs: Command,
  rounds: number,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const runs: {ours: Run[]; theirs: Run[]} = {ours: [], theirs: []};
  for (let round = 0; round < rounds; round++) {
    runs.ours.push(await measure(ours, env));
    runs.theirs.push(await measure(theirs, env));
  }
  for (const run of [...runs.ours, ...runs.theirs])
    if (run.code !== 0) throw new Error(`${title}: a program ended with ${run.code}`);
  const time = median(runs.ours.map(run => run.ms)) / median(runs.theirs.map(run => run.ms));
  const [own, other] = [runs.ours, runs.theirs].map(each => Math.max(...each.map(run => run.mib)));
  const memory =
    own && other
      ? `, peak memory × ${(own / other).toFixed(2)} (${Math.round(own)} MiB to ${Math.round(other)} MiB)`
      : '';
  console.log(`${title}: time × ${time.toFixed(2)}${memory}`);
}

const found = findControlPlane();
if ('missing' in found) {
  console.error(`no kubectl to compare with: ${found.missing}`);
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'hostprocess-bench-'));
  const size = {nodes: Number(values.nodes), pods: Number(values.pods)};
  const {url, server} = await startStandIn(size);
  try {
    const kubeconfig = join(folder, 'config');
    const cluster = {name: 'bench', cluster: {server: url}};
    const context = {name: 'bench', context: {cluster: 'bench', user: 'bench'}};
    const users = [{name: 'bench', user: {token: 'bench'}}];
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [cluster],
        contexts: [context],
        users,
        'current-context': 'bench',
      }),
    );
    const [program, ...rest] = programCommand(found, 'kubectl');
    const env = {...process.env, KUBECONFIG: kubeconfig, HOME: folder};
    const own = join(folder, 'kubectl-hostprocess');
    symlinkSync(resolve(import.meta.dirname, '../bin/run.js'), own);
    const rounds = Number(values.rounds);
    await compare(
      'cold start, version vs kubectl version --client',
      [own, 'version'],
      [program, ...rest, 'version', '--client'],
      10,
      env,
    );
    await compare(
      `doctor of ${size.nodes} nodes and ${size.pods} pods vs kubectl get nodes,pods -A -o json`,
      [own, 'doctor'],
      [program, ...rest, 'get', 'nodes,pods', '-A', '-o', 'json'],
      rounds,
      env,
    );
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, {recursive: true, force: true});
  }
}
