import {waitCommand} from '../facts/node/starter.ts';
import {done, type Outcome} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, TerminalPort} from '../kernel/ports.ts';
import type {Tell} from '../kernel/telling.ts';
import {type Remote, type RemoteCommand, remoteCommand} from './exec-command.ts';
import {agreeToMany, chooseNodes, type NodeChoice} from './exec-nodes.ts';
import {type ExecResult, resultOf, tellRemovals} from './exec-result.ts';
import {announcement, execute, START_SECONDS} from './exec-session.ts';
import {planNodeJobs} from './node-job.ts';
import {missingRights} from './node-job-rights.ts';
import {withNodeJobs} from './node-job-run.ts';

export type ExecOptions = {
  nodes: NodeChoice;
  remote: Remote;
  account: string;
  parallel: number;
  /** How long it may run on each node, in ms. */
  timeoutMs: number;
  /** `-n`, null when it was not given. */
  namespace: string | null;
  yes: boolean;
  cluster: ClusterPort;
  clock: ClockPort;
  terminal: TerminalPort;
  signal: AbortSignal;
  tell: Tell;
  leaves(text: string | null): void;
  /** Called once, when the nodes are known. */
  onNodes(nodes: readonly string[]): void;
  onOutput(node: string, stream: 'stdout' | 'stderr', data: Uint8Array): void;
  /** Called when no more output of a node will come. */
  onEnded(node: string): void;
};

/** Runs a command or a script on nodes and removes what that took. One result for each node, by name. */
export async function exec(options: ExecOptions): Promise<Outcome<readonly ExecResult[]>> {
  const {cluster, clock, signal, tell, timeoutMs} = options;
  const remote = remoteCommand(options.remote);
  if (!remote.ok) return remote;
  const nodes = await chooseNodes(options.nodes, 'exec', cluster, signal);
  if (!nodes.ok) return nodes;
  const agreed = await agreeToMany(nodes.value, `Run it as ${options.account}`, options);
  if (!agreed.ok) return agreed;
  const deadlineSeconds = Math.ceil(timeoutMs / 1000) + START_SECONDS;
  const planned = await planNodeJobs({
    cluster,
    clock,
    nodes: nodes.value,
    purpose: 'exec',
    container: {command: waitCommand(deadlineSeconds), env: remote.value.env, limits: {cpu: '2', memory: '1Gi'}},
    account: options.account,
    deadlineSeconds,
    namespace: options.namespace,
    signal,
  });
  if (!planned.ok) return planned;
  const {namespace, because, jobs} = planned.value;
  const refused = await missingRights('exec', namespace, cluster, signal);
  if (refused) return {ok: false, problem: refused};
  const names = jobs.map(job => job.node);
  const {account} = options;
  tell({
    is: 'note',
    text: announcement({what: whatOf(options.remote), nodes: names, account, limitMs: timeoutMs, namespace, because}),
  });
  for (const {node} of nodes.value)
    if (node.ready !== null && node.ready !== 'True')
      tell({
        is: 'warning',
        text: `${node.name} is not Ready (${node.condition}); its kubelet may never start the pod.`,
      });
  options.onNodes(names);
  const started = new Map<string, string>();
  const runs = await withNodeJobs(jobs, {...options, until: 'running'}, async (running, until) => {
    const {node, model} = running.job;
    started.set(node, clock.now().toISOString());
    const ran = await execute(running, session(options, remote.value.command(model), node), {cluster, clock}, until);
    options.onEnded(node);
    return {...ran, ended: clock.now().toISOString()};
  });
  tellRemovals(
    runs.flatMap(run => run.removal ?? []),
    tell,
  );
  return done(runs.map(run => resultOf(run, started.get(run.node) ?? null)));
}

const session = (options: ExecOptions, command: ReturnType<RemoteCommand['command']>, node: string) => ({
  command,
  stdin: null,
  tty: false,
  sizes: null,
  onOutput: (stream: 'stdout' | 'stderr', data: Uint8Array) => options.onOutput(node, stream, data),
  limitMs: options.timeoutMs,
  limitFlag: '--timeout',
});

/** What runs, in one short phrase: the program's name, or the kind of script. Arguments may hold secrets and stay unsaid. */
const whatOf = (remote: Remote): string =>
  remote.is === 'program'
    ? `Running ${remote.argv[0]}`
    : remote.shell === 'cmd'
      ? 'Running a cmd.exe command'
      : 'Running a PowerShell script';
