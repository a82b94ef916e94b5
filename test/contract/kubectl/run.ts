import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Case, type Step, wordsOf} from './case.ts';
import {normalised} from './normalise.ts';
import type {Target} from './target.ts';

/** What a command line gave, without what differs from run to run. `code` is null for what was stopped. */
export type StepResult = {run: string; code: number | null; stdout: string; stderr: string};

/** Runs the steps of a case one after the other. */
export async function runCase(target: Target, of: Case): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of of.steps) results.push(...(await runStep(target, of.name, step)));
  return results;
}

const PATIENCE_MS = 20_000;
/** How long a watch is given to see what there is, and each change. */
const MOMENT_MS = 400;

async function runStep(target: Target, namespace: string, step: Step): Promise<readonly StepResult[]> {
  if (step.meanwhile) return runBeside(target, namespace, step, step.meanwhile);
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const {code, stdout, stderr} = await start(target, namespace, step).result;
    if (step.until === undefined || step.until.test(stdout + stderr)) return [finished(step, {code, stdout, stderr})];
    if (Date.now() > end) throw new Error(`kubectl ${step.run} never printed ${step.until}: ${stdout}${stderr}`);
    await sleep(150);
  }
}

async function runBeside(target: Target, namespace: string, step: Step, others: readonly Step[]) {
  const {child, output, result} = start(target, namespace, step);
  const end = Date.now() + (step.until ? PATIENCE_MS : 3 * MOMENT_MS);
  while (Date.now() < end && !step.until?.test(output.stdout)) await sleep(50);
  const beside: StepResult[] = [];
  for (const other of others) {
    beside.push(...(await runStep(target, namespace, other)));
    await sleep(MOMENT_MS);
  }
  child.kill();
  const {stdout, stderr} = await result;
  return [finished(step, {code: null, stdout, stderr}), ...beside];
}

function finished(step: Step, of: Omit<StepResult, 'run'>): StepResult {
  const lines = (text: string): string => {
    if (step.silent) return '';
    const {apart} = step;
    const whole = normalised(text);
    const clean = apart
      ? whole
          .split('\n')
          .filter(line => !apart.test(line))
          .join('\n')
      : whole;
    return step.unordered ? [...new Set(clean.split('\n'))].sort().join('\n') : clean;
  };
  return {run: step.run, code: of.code, stdout: lines(of.stdout), stderr: lines(of.stderr)};
}

function start({kubectlPath, kubeconfig, home}: Target, namespace: string, {run, input = ''}: Step) {
  const words = wordsOf(run);
  const args = words.some(word => word === '-n' || word === '--raw') ? words : ['-n', namespace, ...words];
  const env = {PATH: process.env['PATH'], HOME: home, KUBECONFIG: kubeconfig};
  const child: ChildProcessWithoutNullStreams = spawn(kubectlPath, args, {env, cwd: home});
  const output = {stdout: '', stderr: ''};
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  child.stdin.on('error', () => undefined); // it may be gone before its input is written
  child.stdin.end(input);
  const result = new Promise<{code: number | null; stdout: string; stderr: string}>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({code, ...output}));
  });
  return {child, output, result};
}
