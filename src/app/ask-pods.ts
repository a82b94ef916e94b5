import {PROOF_ONE_LINE} from '../facts/node/collector.generated.ts';
import {type Genuine, genuineProof} from '../facts/node/genuine.ts';
import {proofOneLineCommand} from '../facts/node/launch.ts';
import {type ProofReading, readProof} from '../facts/node/protocol.ts';
import {askedContainers} from '../facts/pod/asked.ts';
import {answerOfPod} from '../facts/pod/identity.ts';
import type {Answer, Learned} from '../kernel/facts.ts';
import {type KubeObject, valueAt} from '../kernel/objects.ts';
import {type Outcome, refuse} from '../kernel/outcome.ts';
import type {ClockPort, ClusterPort, GatherPorts, PodRef} from '../kernel/ports.ts';
import type {Tell} from '../kernel/telling.ts';

/** How a pod may be asked who it is: by its own log always; by exec into it only where the user wants that. */
export type PodAsking = {
  cluster: ClusterPort;
  clock: ClockPort;
  signal: AbortSignal;
  tell: Tell;
  /** May run one command in containers whose log proves nothing (needs pods/exec). */
  exec: boolean;
  /** How long a proof that has begun may take to end, in ms. */
  patienceMs: number;
  /** The pod as it is in the cluster: with its commands and environment, which tell whether it carries our proof. */
  read(pod: PodRef): Promise<Outcome<KubeObject>>;
  /** The failure that kept the pod from ever running a process; null when one has run. */
  cause(pod: PodRef): string | null;
};

const LOG_LINES = 2000;
const PAUSE_MS = 500;
/** More SYSTEM processes at once than this look like an attack. */
const AT_ONCE = 10;
/** A PowerShell that has not answered by then hangs, in ms. */
const EXEC_MS = 60_000;

type Answers = ReadonlyMap<string, Answer>;

/**
 * Puts the questions about a process to every container of its pod, ten pods at a time: the proof in the container's own log first,
 * where it is ours, else the proof's one-line form by exec.
 */
export function askPods(asking: PodAsking): GatherPorts['ask'] {
  const turn = turns(AT_ONCE);
  return async (target, asks) =>
    target.kind === 'pod' ? turn(() => askPod(target, [...asks.keys()], asking)) : new Map();
}

/** Lets so many pieces of work run at once; the others wait for their turn. */
function turns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async work => {
    if (free > 0) free--;
    else await new Promise<void>(go => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

const silence = (ids: readonly string[], text: string, cause: string | null = null): Answers =>
  new Map(ids.map(id => [id, {is: 'error', kind: 'unanswered', code: null, text, cause}]));

async function askPod(target: PodRef, ids: readonly string[], asking: PodAsking): Promise<Answers> {
  const cause = asking.cause(target);
  if (cause !== null) return silence(ids, `the container never started (${cause})`, cause);
  const pod = await asking.read(target);
  if (!pod.ok) return silence(ids, pod.problem.text);
  const answers: {container: string; answers: Answers}[] = [];
  for (const {container, at} of askedContainers(pod.value)) {
    const genuine = await genuineProof(valueAt(pod.value, at));
    answers.push({container, answers: await askContainer({target, container, genuine}, ids, asking)});
  }
  return new Map(
    ids.map(id => [
      id,
      answerOfPod(
        answers.flatMap(each => {
          const answer = each.answers.get(id);
          return answer ? [{container: each.container, answer}] : [];
        }),
      ),
    ]),
  );
}

type Container = {target: PodRef; container: string; genuine: Learned<Genuine>};

async function askContainer(of: Container, ids: readonly string[], asking: PodAsking): Promise<Answers> {
  const {target, container, genuine} = of;
  const read = await readLog(of, asking);
  if (!read.ok) return silence(ids, read.problem.text);
  const why = doubt(read.value, genuine);
  if (why === null && read.value.is === 'answered') return read.value.answers;
  if (!asking.exec || !worthAsking(read.value))
    return silence(ids, why ?? '', CODES[read.value.is] ?? `log of ${target.name}`);
  asking.tell({
    is: 'note',
    text: `${target.name}: its log proves nothing; asking by exec (one read-only PowerShell command in ${container}).`,
  });
  const asked = await execProof(target, container, asking);
  if (!asked.ok) return silence(ids, `${why}, and exec failed: ${asked.problem.text}`, `exec into ${target.name}`);
  const unproven = doubt(asked.value, {is: 'known', value: PROOF_ONE_LINE});
  return unproven === null && asked.value.is === 'answered'
    ? asked.value.answers
    : silence(ids, `by exec: ${unproven}`, `exec into ${target.name}`);
}

/** Why a reading is no evidence; null when it is complete, and printed by the text that we know is there. */
function doubt(reading: ProofReading, genuine: Learned<Genuine>): string | null {
  if (reading.is !== 'answered') return reasonOf(reading);
  if (genuine.is !== 'known')
    return `its log holds the lines of a proof, but any program can print those: ${genuine.because}`;
  const {begin} = reading;
  return begin.begin === 'proof' && begin.version === genuine.value.version && begin.sha256 === genuine.value.sha256
    ? null
    : 'the lines of a proof that it printed are not those of the text that it runs';
}

/** Where ConstrainedLanguage stopped the proof, exec would be stopped by it as well. */
const worthAsking = (reading: ProofReading): boolean => reading.is !== 'constrained-language';

/** The known failures behind readings. */
const CODES: Partial<Record<ProofReading['is'], string>> = {
  'constrained-language': 'HP802',
  inconclusive: 'HP755',
  empty: 'HP754',
};

/** Why a reading is no evidence, in one sentence for a person. */
function reasonOf(reading: ProofReading): string {
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

/** Reads the log until the proof is complete; one of ours that is under way gets time to end. */
async function readLog({target, container, genuine}: Container, asking: PodAsking): Promise<Outcome<ProofReading>> {
  const deadline = asking.clock.now().getTime() + (genuine.is === 'known' ? asking.patienceMs : 0);
  for (;;) {
    const lines: string[] = [];
    const enough = new AbortController();
    const query = {container, follow: false, previous: false, tailLines: null, since: null};
    for await (const event of asking.cluster.logs(target, query, AbortSignal.any([asking.signal, enough.signal]))) {
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

/** The answer to the one-line form, which has to come within a minute; what PowerShell says on stderr only tells why there is none. */
async function execProof(pod: PodRef, container: string, asking: PodAsking): Promise<Outcome<ProofReading>> {
  const texts = {stdout: '', stderr: ''};
  const decoders = {stdout: new TextDecoder(), stderr: new TextDecoder()};
  const onOutput = (stream: 'stdout' | 'stderr', data: Uint8Array): void => {
    if (texts[stream].length < 1_000_000) texts[stream] += decoders[stream].decode(data, {stream: true});
  };
  const request = {container, command: proofOneLineCommand(), stdin: null, tty: false, sizes: null, onOutput};
  const late = new AbortController();
  const over = new AbortController();
  void asking.clock.sleep(EXEC_MS, over.signal).then(() => late.abort());
  const ended = await asking.cluster.exec(pod, request, AbortSignal.any([asking.signal, late.signal]));
  over.abort();
  if (!ended.ok)
    return ended.problem.is === 'interrupted' && !asking.signal.aborted
      ? refuse('unlearned', `PowerShell gave no answer within ${EXEC_MS / 1000} seconds`)
      : ended;
  const [printed, complained] = [texts.stdout, texts.stderr].map(text => readProof(text.split('\n')));
  const reading = printed?.is === 'empty' && complained?.is !== 'answered' ? complained : printed;
  return {ok: true, value: reading ?? {is: 'empty'}};
}
