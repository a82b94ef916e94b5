import {randomBytes} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {listAt, numberAt, objectAt} from '../../src/kernel/objects.ts';
import type {Json} from '../../src/kernel/subjects.ts';
import {commandLine} from '../../src/windows/command-line.ts';
import {missingExecutable} from '../../src/windows/paths.ts';
import type {PodContext} from './container.ts';
import type {ContainerRecord} from './pod-status.ts';
import type {ProcessContext} from './process.ts';
import {isExecutable, runJobCommandLine} from './programs/run.ts';
import type {LaunchedProcess} from './runtime.ts';

/** Where a probe is run: `start` gives its process the container's surroundings, `kill` ends the container, `over` aborts when it has ended. */
type Probed = {
  context: PodContext;
  container: Json;
  record: ContainerRecord;
  launched: LaunchedProcess;
  start(print: ProcessContext['print']): ProcessContext;
  kill(): void;
  over: AbortSignal;
};

/** Puts the exec probes of one container until it ends; other kinds of probes count as answered, for nobody listens here. */
export function runProbes(probed: Probed): void {
  const {container, context, record, kill} = probed;
  const readiness = commandOf(container, 'readinessProbe');
  record.unready = readiness.length > 0;
  void repeat(probed, 'Readiness', readiness, failures => {
    record.unready = failures > 0;
    context.report();
  });
  const most = numberAt(container, 'livenessProbe', 'failureThreshold') ?? 3;
  void repeat(probed, 'Liveness', commandOf(container, 'livenessProbe'), failures => {
    if (failures < most) return;
    const text = `Container ${record.name} failed liveness probe, will be restarted`;
    context.recorder.event(context.pod, 'Normal', 'Killing', text, record.name);
    kill();
  });
}

const commandOf = (container: Json, probe: string): readonly string[] =>
  listAt(objectAt(container, probe), 'exec', 'command').map(String);

/** `judge` hears after each try how many failed in a row. */
async function repeat(
  probed: Probed,
  kind: 'Readiness' | 'Liveness',
  argv: readonly string[],
  judge: (failures: number) => void,
): Promise<void> {
  if (argv.length === 0) return;
  const {context, container, record, over} = probed;
  const probe = objectAt(container, `${kind.toLowerCase()}Probe`);
  let waitSeconds = numberAt(probe, 'initialDelaySeconds') ?? 0;
  for (let failures = 0; ; ) {
    await sleep(waitSeconds * 1000, undefined, {signal: over}).catch(() => undefined);
    if (over.aborted) return;
    const failure = await tried(probed, argv);
    if (over.aborted) return;
    failures = failure === null ? 0 : failures + 1;
    if (failure !== null)
      context.recorder.event(context.pod, 'Warning', 'Unhealthy', `${kind} probe ${failure}`, record.name);
    judge(failures);
    waitSeconds = numberAt(probe, 'periodSeconds') ?? 10;
  }
}

/** One try: null, or what the kubelet's event says (k8s.io/kubernetes pkg/kubelet/prober). */
async function tried({launched, start}: Probed, argv: readonly string[]): Promise<string | null> {
  const line = commandLine(argv);
  const [executable = ''] = argv;
  if (launched.model !== null && launched.model !== 'bind' && !isExecutable(executable)) {
    const missing = missingExecutable(line, executable, launched.model);
    const id = randomBytes(32).toString('hex');
    return `errored: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${id}": ${missing.is === 'start-error' ? missing.text : missing.output}: unknown`;
  }
  const printed: string[] = [];
  const code = await runJobCommandLine(
    line,
    launched.model,
    start((_stream, text) => printed.push(`${text}\r\n`)),
  ).catch(() => 1);
  return code === 0 ? null : `failed: ${printed.join('')}`;
}
