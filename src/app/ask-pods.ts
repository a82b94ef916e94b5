import {proofOneLineCommand} from '../facts/node/launch.ts';
import {type ProofReading, readProof} from '../facts/node/protocol.ts';
import type {Answer} from '../kernel/facts.ts';
import type {Outcome} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, GatherPorts, PodRef} from '../kernel/ports.ts';
import type {Tell} from '../kernel/telling.ts';

/** How a pod may be asked who it is: by its own log always; by exec into it only where the user wants that. */
export type PodAsking = {
  cluster: ClusterPort;
  clock: ClockPort;
  signal: AbortSignal;
  tell: Tell;
  /** May run one command in pods whose log proves nothing (needs pods/exec). */
  exec: boolean;
  /** How long a proof that has begun may take to end, in ms. */
  patienceMs: number;
  /** The container to ask in a pod, and, when it never started, the failure that says why. */
  about(pod: PodRef): {container: string; cause: string | null};
};

const LOG_LINES = 2000;
const PAUSE_MS = 500;

/** Puts the questions about a process to its pod: the proof in its own log first, else the proof's one-line form by exec. */
export function askPods(asking: PodAsking): GatherPorts['ask'] {
  return async (target, asks) => {
    if (target.kind !== 'pod') return new Map();
    const {container, cause} = asking.about(target);
    const everyAsk = (text: string, because: string | null = null): Map<string, Answer> =>
      new Map([...asks.keys()].map(id => [id, {is: 'error', kind: 'unanswered', code: null, text, cause: because}]));
    if (cause !== null) return everyAsk(`the container never started (${cause})`, cause);
    const read = await readLog(target, container, asking);
    if (!read.ok) return everyAsk(read.problem.text);
    if (read.value.is === 'answered') return read.value.answers;
    if (!asking.exec || !worthAsking(read.value))
      return everyAsk(reasonOf(read.value), codeOf(read.value) ?? `log of ${target.name}`);
    asking.tell({
      is: 'note',
      text: `${target.name}: its log proves nothing; asking by exec (one read-only PowerShell command in ${container}).`,
    });
    const asked = await execProof(target, container, asking);
    if (!asked.ok)
      return everyAsk(`${reasonOf(read.value)}, and exec failed: ${asked.problem.text}`, `exec into ${target.name}`);
    return asked.value.is === 'answered'
      ? asked.value.answers
      : everyAsk(`by exec: ${reasonOf(asked.value)}`, `exec into ${target.name}`);
  };
}

/** Where ConstrainedLanguage stopped the proof, exec would be stopped by it as well. */
const worthAsking = (reading: ProofReading): boolean => reading.is !== 'constrained-language';

/** The known failure behind a reading, where there is one. */
const codeOf = (reading: ProofReading): string | null =>
  reading.is === 'constrained-language' ? 'HP802' : reading.is === 'inconclusive' ? 'HP755' : null;

/** Why a reading is no evidence, in one sentence for a person. */
export function reasonOf(reading: ProofReading): string {
  switch (reading.is) {
    case 'answered':
      return 'the proof is complete';
    case 'cut':
      return reading.asking === null
        ? 'the proof in its log is cut: its last line is missing'
        : 'the proof in its log is cut: it ends before the answer';
    case 'claimed':
      return `its log says “Process has admin rights: ${reading.admin ? 'True' : 'False'}” without the proof behind it; any script can print that`;
    case 'inconclusive':
      return 'the admin check in its log failed and printed no value: that is neither True nor False';
    case 'constrained-language':
      return 'PowerShell is restricted to ConstrainedLanguage there (WDAC or AppLocker), so the proof could not run';
    case 'other':
      return 'its log holds no proof of its rights';
    case 'empty':
      return 'its log is empty';
  }
}

/** Reads the log until the proof is complete; a proof that has begun in a running container gets time to end. */
async function readLog(pod: PodRef, container: string, asking: PodAsking): Promise<Outcome<ProofReading>> {
  const deadline = asking.clock.now().getTime() + asking.patienceMs;
  for (;;) {
    const lines: string[] = [];
    const enough = new AbortController();
    const query = {container, follow: false, previous: false, tailLines: null, since: null};
    for await (const event of asking.cluster.logs(pod, query, AbortSignal.any([asking.signal, enough.signal]))) {
      if (event.is === 'problem') return {ok: false, problem: event.problem};
      lines.push(event.text);
      if (lines.length >= LOG_LINES) enough.abort();
    }
    const reading = readProof(lines);
    const late = asking.clock.now().getTime() >= deadline || asking.signal.aborted;
    if (late || (reading.is !== 'cut' && reading.is !== 'empty' && reading.is !== 'claimed'))
      return {ok: true, value: reading};
    await asking.clock.sleep(PAUSE_MS, asking.signal);
  }
}

async function execProof(pod: PodRef, container: string, asking: PodAsking): Promise<Outcome<ProofReading>> {
  const decoder = new TextDecoder();
  let text = '';
  const onOutput = (_stream: 'stdout' | 'stderr', data: Uint8Array): void => {
    if (text.length < 1_000_000) text += decoder.decode(data, {stream: true});
  };
  const request = {container, command: proofOneLineCommand(), stdin: null, tty: false, sizes: null, onOutput};
  const ended = await asking.cluster.exec(pod, request, asking.signal);
  return ended.ok ? {ok: true, value: readProof(text.split('\n'))} : ended;
}
