import {setTimeout as sleep} from 'node:timers/promises';
import {COLLECTOR, PROOF, PROOF_ONE_LINE} from '../../../src/facts/node/collector.generated.ts';
import {ARGUMENTS_VARIABLE, PROGRAM_VARIABLE, STARTER} from '../../../src/facts/node/starter.ts';
import {runCollector} from '../answers/index.ts';
import type {ProcessContext} from '../process.ts';
import {printProof, refuseMethodCall} from './proof.ts';
import {isExecutable, runCommandLine} from './run.ts';
import {splitStatements} from './statements.ts';
import {FOREVER_MS} from './tools.ts';

type Scope = {variables: Map<string, string>; failed: boolean};
/** What a statement did: the process's exit code when it ends the script, else null. */
type Ended = number | null;

/**
 * Windows PowerShell as far as the workloads of examples and our own pods need it: the proof, sleeping, printing, starting
 * programs. Anything else runs silently. It is no interpreter; what a real one does is tested on real Windows.
 */
export async function runPowerShell(args: readonly string[], context: ProcessContext): Promise<number> {
  const at = args.findIndex(arg => /^[-/]c(o(m(m(a(nd?)?)?)?)?)?$/i.test(arg));
  const file = args.findIndex(arg => /^[-/]f(i(le?)?)?$/i.test(arg));
  if (file >= 0) return 0;
  const bare = args.findIndex(arg => !/^[-/]/.test(arg));
  const text = (at >= 0 ? args.slice(at + 1) : bare >= 0 ? args.slice(bare) : []).join(' ');
  if (text === '' || text === '-') return context.stdin === null ? 0 : prompt(text === '-', context);
  const scope: Scope = {variables: new Map(), failed: false};
  return (await runScript(text, scope, context)) ?? (scope.failed ? 1 : 0);
}

/** A prompt that runs each line of standard input; `quiet` for `-Command -`, which shows none. */
async function prompt(quiet: boolean, context: ProcessContext): Promise<number> {
  const scope: Scope = {variables: new Map(), failed: false};
  if (!quiet) context.print('stdout', 'Windows PowerShell');
  for (;;) {
    if (!quiet) context.print('stdout', `PS ${context.workingDirectory}> `, true);
    const {value, done} = (await context.stdin?.next()) ?? {value: '', done: true};
    if (done) return scope.failed ? 1 : 0;
    const ended = await interruptible(context, inner => runScript(value, scope, inner));
    if (ended !== null) return ended;
  }
}

/** Runs one line of a prompt; Ctrl-C ends what it started, not the prompt. */
export async function interruptible<T>(
  context: ProcessContext,
  run: (context: ProcessContext) => Promise<T>,
): Promise<T | null> {
  const interruption = context.console?.interruption();
  if (!interruption) return run(context);
  try {
    return await run({...context, stopped: AbortSignal.any([context.stopped, interruption])});
  } catch (error) {
    if (context.stopped.aborted || !interruption.aborted) throw error;
    return null;
  }
}

async function runScript(text: string, scope: Scope, context: ProcessContext): Promise<Ended> {
  if (text === PROOF.text || text === PROOF_ONE_LINE.text) {
    scope.failed = !printProof(text === PROOF_ONE_LINE.text, context);
    return null;
  }
  if (text === COLLECTOR.text) return runCollector(context);
  if (text === STARTER) return startProgram(context);
  for (const written of splitStatements(text)) {
    const guarded = /^if \(-not \$\?\) \{(.*)\}$/is.exec(written);
    if (guarded && !scope.failed) continue;
    const statement = guarded?.[1]?.trim() ?? written;
    scope.failed = false;
    const ended = await runStatement(statement, scope, context);
    if (ended !== null) return ended;
  }
  return null;
}

/** What the starter of src/facts/node/starter.ts does: .NET quotes the program's name and adds the arguments as they are. */
async function startProgram(context: ProcessContext): Promise<number> {
  const program = context.variable(PROGRAM_VARIABLE) ?? '';
  if (!isExecutable(program)) {
    context.print('stderr', `${program} cannot be started: The system cannot find the file specified`);
    return 1;
  }
  return runCommandLine(`"${program}" ${context.variable(ARGUMENTS_VARIABLE) ?? ''}`.trimEnd(), context);
}

async function runStatement(statement: string, scope: Scope, context: ProcessContext): Promise<Ended> {
  const loader = /^[.&]\s*\(?\s*\[scriptblock\]::Create\(\s*\$env:(\w+)\s*\)\s*\)?$/i.exec(statement);
  if (loader) {
    if (context.node.proof === 'constrained-language') {
      refuseMethodCall(statement, context);
      scope.failed = true;
      return null;
    }
    return runScript(context.variable(loader[1] ?? '') ?? '', scope, context);
  }
  const exit = /^exit(?:\s+(?:(-?\d+)|\$(\w+)))?$/i.exec(statement);
  if (exit) return Number(exit[1] ?? scope.variables.get(exit[2]?.toLowerCase() ?? '') ?? 0);
  const choice = /^if\s*\(\$(\w+)\)\s*\{([^{}]*)\}\s*else\s*\{([^{}]*)\}$/is.exec(statement);
  if (choice) {
    const chosen = Number(scope.variables.get(choice[1]?.toLowerCase() ?? '') ?? 0) === 0 ? choice[3] : choice[2];
    return runScript(chosen ?? '', scope, context);
  }
  const nap = /^(?:Start-Sleep|sleep)(?:\s+-(s\w*|m\w*))?\s+(\d+)$/i.exec(statement);
  const threadNap = /^\[(?:System\.)?Threading\.Thread\]::Sleep\((-?\d+)\)$/i.exec(statement);
  if (nap || threadNap) {
    const ms = threadNap
      ? Number(threadNap[1])
      : Number(nap?.[2]) * (nap?.[1]?.toLowerCase().startsWith('m') ? 1 : 1000);
    await sleep(ms < 0 ? FOREVER_MS : Math.min(ms, FOREVER_MS), undefined, {signal: context.stopped});
    return null;
  }
  const loop = /^(?:while\s*\(\s*(?:\$true|1)\s*\)|for\s*\(\s*;\s*;\s*\))\s*\{(.*)\}$/is.exec(statement);
  if (loop) {
    for (;;) {
      const ended = await runScript(loop[1] ?? '', scope, context);
      if (ended !== null) return ended;
      await sleep(10, undefined, {signal: context.stopped}); // an empty body must not hold up everybody else
    }
  }
  const assignment = /^\$(\w+)\s*=\s*(.*)$/s.exec(statement);
  if (assignment) {
    scope.variables.set((assignment[1] ?? '').toLowerCase(), evaluate(assignment[2] ?? '', scope, context) ?? '');
    return null;
  }
  const thrown = /^throw\s+(.*)$/is.exec(statement);
  if (thrown) {
    context.print('stderr', evaluate(thrown[1] ?? '', scope, context) ?? '');
    return 1;
  }
  const written = /^Write-(?:Output|Host)\s+(.*)$/is.exec(statement);
  const value = evaluate(written?.[1] ?? statement, scope, context) ?? written?.[1];
  if (value !== undefined) {
    for (const line of value.split('\n')) context.print('stdout', line);
    return null;
  }
  return runProgram(statement, scope, context);
}

/** `& 'C:\x.exe' 'a b'`, or a bare name of a program; a cmdlet nobody pretends does nothing, and says so to whoever watches. */
async function runProgram(statement: string, scope: Scope, context: ProcessContext): Promise<Ended> {
  const line = statement.replace(/^&\s*/, '').replace(/'((?:[^']|'')*)'/g, (_, text: string) => quoted(text));
  if (!statement.startsWith('&') && /^[A-Z][a-z]+-\w+|^[[($@{]/.test(line)) {
    context.unplayed?.(/^\S{1,40}/.exec(line)?.[0] ?? line);
    return null;
  }
  const code = await runCommandLine(line, context);
  scope.failed = code !== 0;
  scope.variables.set('lastexitcode', String(code));
  return null;
}

const quoted = (text: string): string => {
  const plain = text.replaceAll("''", "'");
  return /[ \t]/.test(plain) ? `"${plain}"` : plain;
};

/** The value of an expression that is a string, a variable or the question for admin rights; undefined for any other. */
function evaluate(expression: string, scope: Scope, context: ProcessContext): string | undefined {
  const text = expression.trim();
  if (/\.IsInRole\(/i.test(text)) return context.identity.admin ? 'True' : 'False';
  const size = /^\$Host\.UI\.RawUI\.WindowSize\.(Width|Height)$/i.exec(text)?.[1]?.toLowerCase();
  if (size) return String(context.console?.size()[size === 'width' ? 'columns' : 'rows'] ?? 0);
  const literal = /^'((?:[^']|'')*)'$/s.exec(text);
  if (literal) return (literal[1] ?? '').replaceAll("''", "'");
  const template = /^"([^"]*)"$/s.exec(text)?.[1] ?? (/^\$(env:)?\w+$/i.test(text) ? text : undefined);
  return template?.replace(/\$(env:)?(\w+)/gi, (_, env: string | undefined, name: string) =>
    env === undefined ? (scope.variables.get(name.toLowerCase()) ?? '') : (context.variable(name) ?? ''),
  );
}
