import {waitCommand} from '../facts/node/starter.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, RawTerminal} from '../kernel/ports.ts';
import type {Tell} from '../kernel/telling.ts';
import {chooseNodes} from './exec-nodes.ts';
import {type ExecResult, resultOf, tellRemovals} from './exec-result.ts';
import {announcement, execute, START_SECONDS} from './exec-session.ts';
import {planNodeJobs} from './node-job.ts';
import {missingRights} from './node-job-rights.ts';
import {withNodeJobs} from './node-job-run.ts';
import {duration} from './wait-progress.ts';

export type ShellOptions = {
  node: string | null;
  shell: 'powershell' | 'cmd';
  account: string;
  /** How long the session may last, in ms. */
  forMs: number;
  /** `-n`, null when it was not given. */
  namespace: string | null;
  cluster: ClusterPort;
  clock: ClockPort;
  /** Lends the terminal; null where there is none. */
  terminal: (() => RawTerminal) | null;
  signal: AbortSignal;
  tell: Tell;
  leaves(text: string | null): void;
};

/** Told apart from the rest of the line by their full paths: an image's PATH replaces the host's. */
const SHELLS = {
  powershell: ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe', '-NoLogo', '-NoProfile'],
  cmd: ['C:\\Windows\\System32\\cmd.exe'],
} as const;

const MINUTE_MS = 60_000;
/** What is left when the person is warned. */
const WARNINGS_MS = [5 * MINUTE_MS, MINUTE_MS];

/** Opens a shell on one node, lends it the terminal until it ends, and removes what that took. */
export async function shell(options: ShellOptions): Promise<Outcome<ExecResult>> {
  const {cluster, clock, signal, tell, terminal, account, forMs} = options;
  if (terminal === null)
    return refuse(
      'usage',
      'error: shell needs a terminal, and standard input or output is none',
      'For a script or one command: kubectl hostprocess exec NODE -f FILE, or -- COMMAND',
    );
  const names = options.node === null ? [] : [options.node];
  const nodes = await chooseNodes({names, selector: null, all: false}, 'shell', cluster, signal);
  if (!nodes.ok) return nodes;
  const deadlineSeconds = Math.ceil(forMs / 1000) + START_SECONDS;
  const planned = await planNodeJobs({
    ...{cluster, clock, signal, account, deadlineSeconds, nodes: nodes.value, purpose: 'shell'},
    container: {command: waitCommand(deadlineSeconds), env: {}, limits: {cpu: '2', memory: '1Gi'}},
    namespace: options.namespace,
  });
  if (!planned.ok) return planned;
  const {namespace, because, jobs} = planned.value;
  const refused = await missingRights('shell', namespace, cluster, signal);
  if (refused) return {ok: false, problem: refused};
  const node = jobs[0]?.node ?? '';
  const what = `Opening ${options.shell}`;
  tell({is: 'note', text: announcement({what, nodes: [node], account, limitMs: forMs, namespace, because})});
  let started: string | null = null;
  const [run] = await withNodeJobs(jobs, {...options, until: 'running', parallel: 1}, async (running, until) => {
    tell({is: 'note', text: 'Everything you type, Ctrl-C too, goes to the node; exit ends the session.'});
    started = clock.now().toISOString();
    const lent = terminal();
    const over = new AbortController();
    void countDown(lent, `${node} as ${account}`, forMs, clock, over.signal);
    try {
      const session = {
        ...{command: SHELLS[options.shell], stdin: lent.keys, tty: true, sizes: lent.sizes},
        onOutput: (_: 'stdout' | 'stderr', data: Uint8Array) => lent.write(data),
        ...{limitMs: forMs, limitFlag: '--for'},
      };
      const ran = await execute(running, session, {cluster, clock}, until);
      return {...ran, ended: clock.now().toISOString()};
    } finally {
      over.abort();
      lent.close();
    }
  });
  if (run === undefined) return refuse('failed', 'error: there was no node to open a shell on');
  if (run.removal) tellRemovals([run.removal], tell);
  return done(resultOf(run, started));
}

/** Shows in the window's title how much time is left, and says so in the session when it gets short. */
async function countDown(
  terminal: RawTerminal,
  who: string,
  limitMs: number,
  clock: ClockPort,
  over: AbortSignal,
): Promise<void> {
  const end = clock.now().getTime() + limitMs;
  const warnings = WARNINGS_MS.filter(left => left < limitMs);
  while (!over.aborted) {
    const left = end - clock.now().getTime();
    if (left <= 0) return;
    const due = warnings[0];
    if (due !== undefined && left <= due) {
      warnings.shift();
      const told = `kubectl hostprocess: ${duration(left)} left, then this session ends and its pod is removed`;
      terminal.write(`\x07\r\n[${told}]\r\n`);
    }
    terminal.title(
      `${who} · ${left > MINUTE_MS ? duration(Math.ceil(left / MINUTE_MS) * MINUTE_MS) : 'under 1m'} left`,
    );
    const toWarning = left - (warnings[0] ?? 0);
    await clock.sleep(Math.max(50, Math.min(left % MINUTE_MS || MINUTE_MS, toWarning)), over);
  }
}
