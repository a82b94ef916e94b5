import {setTimeout as sleep} from 'node:timers/promises';
import {COLLECTOR} from '../../../src/facts/node/collector.generated.ts';
import {ASKS_VARIABLE, COLLECTOR_DEEP_VARIABLE, isDeep, KINDS} from '../../../src/facts/node/collector-launch.ts';
import {answerLine, askingLine, beginLine, endLine} from '../../../src/facts/node/protocol.ts';
import {askId} from '../../../src/kernel/gather.ts';
import type {JsonObject} from '../../../src/kernel/subjects.ts';
import type {ProcessContext} from '../process.ts';
import {file, folder, registry} from './files.ts';
import {type Answerer, type Given, stamp} from './given.ts';
import {groups, host, identity, memory, processes, service, users, volume} from './machine.ts';
import {dns, hns, http, tcp} from './network.ts';
import {cim, events, run} from './windows.ts';

const ANSWERERS: {readonly [kind: string]: Answerer} = {
  ...{identity, host, volume, file, folder, registry, processes, service, http, dns, tcp},
  ...{memory, users, groups, cim, events, run, hns},
};

/** How long a hanging ask holds up the pretend collector; the real one waits as long as KINDS says. */
const PATIENCE_MS = 300;

/** What an ask of a hanging kind, of a kind nobody knows, or without the second text comes to; undefined when it is answered. */
function refused(ask: JsonObject, context: ProcessContext): Given | undefined {
  const kind = KINDS.find(each => each.kind === ask['kind']);
  if (kind === undefined)
    return {is: 'error', kind: 'unsupported', code: null, text: 'not a question that this collector knows'};
  if (context.node.facts.hangs.includes(kind.kind))
    return {is: 'error', kind: 'timeout', code: null, text: `no answer within ${kind.seconds} seconds`};
  if (!isDeep(ask) || context.variable(COLLECTOR_DEEP_VARIABLE)) return undefined;
  const name = `Answer-${kind.kind[0]?.toUpperCase()}${kind.kind.slice(1)}`;
  const text = `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`;
  return {is: 'error', kind: 'unsupported', code: -2146233087, text};
}

/**
 * Prints, line for line, what the collector prints on a pretend node; resolves with the exit code. Antivirus may end it, and a
 * runtime that loses the tail of a log (`proof: cut`) loses it from the middle of the answers.
 */
export async function runCollector(context: ProcessContext): Promise<number> {
  const {facts, proof} = context.node;
  const now = Date.now() + facts.clockOffsetSeconds * 1000;
  const asks = JSON.parse(context.variable(ASKS_VARIABLE) ?? '[]') as readonly JsonObject[];
  const {version, sha256} = COLLECTOR;
  const begin = {begin: 'collector', version, sha256, languageMode: 'FullLanguage', utc: stamp(now)};
  context.print('stdout', beginLine(begin));
  for (const [at, ask] of asks.entries()) {
    const kind = KINDS.find(each => each.kind === ask['kind']);
    if ((kind?.seconds ?? 0) > 5) context.print('stdout', askingLine(JSON.parse(askId(ask)) as JsonObject));
    if (facts.killedAfter !== null && at >= facts.killedAfter) return 1;
    const given = answerOf(ask, context, now);
    if (given.is === 'error' && given.kind === 'timeout')
      await sleep(PATIENCE_MS, undefined, {signal: context.stopped});
    const line = lineOf(ask, given);
    if (proof === 'cut' && at >= asks.length / 2) {
      context.print('stdout', line.slice(0, line.length / 2), true);
      return 0;
    }
    context.print('stdout', line);
  }
  context.print('stdout', endLine(asks.length, stamp(now)));
  return 0;
}

function answerOf(ask: JsonObject, context: ProcessContext, now: number): Given {
  const {facts} = context.node;
  const failure = facts.failures.find(each => askId(ask).includes(each.ask));
  if (failure) return {is: 'error', kind: failure.kind, code: failure.code, text: failure.text};
  return (
    refused(ask, context) ?? ANSWERERS[String(ask['kind'])]?.({ask, facts, context, now}) ?? {is: 'absent', code: null}
  );
}

function lineOf(ask: JsonObject, given: Given): string {
  const ms = given.is === 'error' && given.kind === 'timeout' ? secondsOf(ask) * 1000 : 4;
  if (given.is === 'value') return answerLine({ask, ms, value: given.value});
  const error =
    given.is === 'absent'
      ? {kind: 'absent', code: given.code, text: ''}
      : {kind: given.kind, code: given.code, text: given.text};
  return answerLine({ask, ms, error});
}

const secondsOf = (ask: JsonObject): number => KINDS.find(each => each.kind === ask['kind'])?.seconds ?? 0;
