import {setTimeout as sleep} from 'node:timers/promises';
import {done, type Outcome, refuse} from '../src/kernel/outcome.ts';
import type {FilesPort} from '../src/kernel/ports.ts';
import {isAlive} from './alive.ts';
import type {Scenario} from './node/scenario.ts';
import {writeKubeconfig} from './place.ts';
import {loadScenario, readScenario, scenarioNames} from './scenarios/index.ts';
import {settled} from './settled.ts';
import {kubeconfigOf, startSandbox} from './start.ts';

/** What a scenario's file may hold. */
const FILE_LIMIT = 1024 * 1024;

/** Name, code and sentence of every scenario, for a table. */
export const scenarioRows = (): string[][] =>
  scenarioNames().map(name => {
    const {finds, shows} = loadScenario(name);
    return [name, finds ?? '–', shows];
  });

/**
 * The scenarios that were named, by name or by file (`healthy-mixed` when neither names nor `nodes` were given), and healthy nodes to make up `nodes` Windows
 * nodes. An unknown name or a file with a slip is a sentence about it.
 */
export async function chosenScenarios(
  names: readonly string[],
  nodes: number,
  files: FilesPort,
): Promise<Outcome<readonly Scenario[]>> {
  const chosen: Scenario[] = [];
  const wanted = names.length > 0 ? names : nodes > 0 ? [] : ['healthy-mixed'];
  for (const name of wanted) {
    if (scenarioNames().includes(name)) {
      chosen.push(loadScenario(name));
      continue;
    }
    if (!/[/\\.]/.test(name))
      return refuse('usage', `error: there is no scenario "${name}"`, 'kubectl hostprocess sandbox --list shows them.');
    const read = await files.read(name, FILE_LIMIT);
    if (!read.ok) return read;
    const scenario = readScenario(name, Buffer.from(read.value).toString('utf8'));
    if (!scenario.ok) return scenario;
    chosen.push(scenario.value);
  }
  const there = chosen.flatMap(scenario => scenario.nodes).filter(node => node.os === 'windows').length;
  return done(there < nodes ? [...chosen, healthyNodes(nodes - there)] : chosen);
}

/** So many healthy nodes, the first of `healthy-mixed` over and over. */
function healthyNodes(count: number): Scenario {
  const [model] = loadScenario('healthy-mixed').nodes;
  if (model === undefined) throw new Error('healthy-mixed has no node');
  return {
    name: 'nodes',
    shows: `${count} Windows node${count === 1 ? '' : 's'} with current software; nothing is wrong with ${count === 1 ? 'it' : 'them'}.`,
    learn: null,
    finds: null,
    ask: null,
    nodes: Array.from({length: count}, (_, index) => ({...model, name: `win-${index + 1}`})),
    objects: [],
    faults: [],
  };
}

/** A sandbox that runs, the kubeconfig that leads to it, and what its API server refused of the scenarios' objects. */
export type Running = {
  kubeconfig: string;
  /** The nodes' names; of two nodes with one name the second has got a number. */
  nodes: readonly string[];
  refused: readonly string[];
  /** Resolves when what the scenarios break is broken, after `PATIENCE_MS` at the latest, or when `signal` aborts. */
  played(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
};

/** How long a command waits for its scenario at most. */
const PATIENCE_MS = 30_000;
/** A node that is silent for so many seconds is known to be; Kubernetes takes 50, which nobody wants to watch. */
const GRACE_SECONDS = 10;

/** Starts the sandbox and writes its kubeconfig; a taken port or file is a sentence about it, and leaves nothing running. */
export async function startOn(options: {
  scenarios: readonly Scenario[];
  port: number;
  kubeconfig: string | null;
}): Promise<Outcome<Running>> {
  const {scenarios, port, kubeconfig} = options;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  try {
    sandbox = await startSandbox({scenarios, port, haste: 1, nodeGraceSeconds: GRACE_SECONDS});
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EACCES' ? 'may not be used by you' : 'is taken';
    return refuse('usage', `error: port ${port} on 127.0.0.1 ${why}`, 'Leave --port out to get a free one.');
  }
  const written = await writeKubeconfig(kubeconfigOf(sandbox), kubeconfig);
  if (!written.ok) {
    await sandbox.stop();
    return written;
  }
  const {path, remove} = written.value;
  return done({
    kubeconfig: path,
    nodes: sandbox.nodes.names,
    refused: sandbox.refused,
    async played(signal) {
      // healthy nodes have nothing to play
      if (scenarios.every(({objects, nodes}) => objects.length === 0 && nodes.every(node => node.later === null)))
        return;
      await settled(sandbox, scenarios, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    },
    async stop() {
      await remove();
      await sandbox.stop();
    },
  });
}

/** How a shell is told where the kubeconfig is. */
export const exportLine = (path: string, platform: NodeJS.Platform): string =>
  platform === 'win32'
    ? `$env:KUBECONFIG = '${path.replaceAll("'", "''")}'`
    : `export KUBECONFIG='${path.replaceAll("'", "'\\''")}'`;

/** What there is, and three commands to try next. */
export function welcome(scenarios: readonly Scenario[], all: readonly string[]): readonly string[] {
  const nodes = scenarios.flatMap(scenario => scenario.nodes);
  const names = all.slice(0, 10);
  const more = all.length > names.length ? ` and ${all.length - names.length} more` : '';
  const asked = [...new Set(scenarios.flatMap(({ask}) => (ask === null ? [] : [`kubectl hostprocess ${ask}`])))];
  const windows = nodes.find(node => node.os === 'windows')?.name ?? 'win-1';
  const tries = [
    ...asked,
    'kubectl hostprocess doctor',
    'kubectl hostprocess run admin-check',
    `kubectl hostprocess exec ${windows} -- hostname`,
    'kubectl get nodes -o wide',
  ];
  return [
    `A pretend cluster is up: ${names.join(', ')}${more}. It ends, and leaves nothing, with Ctrl-C here.`,
    ...scenarios.map(({name, shows}) => `  ${name}: ${shows}`),
    ...scenarios.flatMap(({learn}) => (learn === null ? [] : [`  Learn: ${learn}`])),
    'In another terminal, run the line above, then:',
    ...[...new Set(tries)].slice(0, 3).map(line => `  ${line}`),
  ];
}

const LOOK_MS = 1000;

/** Resolves when the person has had enough, or when the program that started this one is gone. */
export async function untilEnd(signal: AbortSignal, env: {readonly [name: string]: string | undefined}): Promise<void> {
  const told = env['HOSTPROCESS_LAUNCHER'] ?? '';
  const launcher = /^[1-9]\d*$/.test(told) ? Number(told) : process.ppid;
  while (!signal.aborted && isAlive(launcher)) await sleep(LOOK_MS, undefined, {signal}).catch(() => undefined);
}
