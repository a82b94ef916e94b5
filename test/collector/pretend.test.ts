import {describe, expect, test} from 'vitest';
import {completedFacts} from '../../sandbox/node/answers/defaults.ts';
import type {WrittenFacts} from '../../sandbox/node/answers/facts.ts';
import {runCollector} from '../../sandbox/node/answers/index.ts';
import {loadScenario, type PretendNode} from '../../sandbox/node/index.ts';
import type {ProcessContext} from '../../sandbox/node/process.ts';
import {runPowerShell} from '../../sandbox/node/programs/powershell.ts';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {COLLECTOR} from '../../src/facts/node/collector.generated.ts';
import {ASKS_VARIABLE, asksText, collectorLaunch} from '../../src/facts/node/collector-launch.ts';
import {type CollectorReading, readCollector} from '../../src/facts/node/collector-reading.ts';
import {leaves} from '../../src/kernel/facts.ts';
import {askId} from '../../src/kernel/gather.ts';
import type {Json} from '../../src/kernel/subjects.ts';

/** Every ask of every check about a node, with what reads its answer. */
const QUESTIONS = new Map(
  CHECKS.flatMap(check => Object.values(check.needs).flatMap(need => leaves(need as never))).flatMap(fact => {
    if (fact.by !== 'ask' || fact.about !== 'node') return [];
    const ask = fact.ask({kind: 'node', name: 'win-1'});
    return [[askId(ask), {ask, read: (value: Json) => fact.read(value) as unknown}] as const];
  }),
);
QUESTIONS.delete(askId({kind: 'clock'})); // answered by whoever asks

const [HEALTHY] = loadScenario('healthy').nodes;

const IDENTITY = {
  account: 'NT AUTHORITY\\SYSTEM',
  sid: 'S-1-5-18',
  groups: ['S-1-5-32-544'],
  admin: true,
  host: 'win-1',
  mountPoint: 'C:\\hpc\\',
  powershell: '5.1.20348.3091',
  languageMode: 'FullLanguage',
  is64Bit: true,
};

const contextOf = (on: PretendNode, variables: ReadonlyMap<string, string>, lines: string[]): ProcessContext => ({
  node: on,
  identity: IDENTITY,
  variable: name => variables.get(name),
  workingDirectory: 'C:\\hpc',
  print: (_, text) => lines.push(text),
  stdin: null,
  console: null,
  stopped: new AbortController().signal,
});

/** What the collector prints on a node, as its container would, and its exit code. */
async function collected(on: PretendNode, asks: Iterable<Json>): Promise<{lines: string[]; code: number}> {
  const {command, env} = collectorLaunch(asks, {apiServer: {host: '192.0.2.7', port: 6443}});
  const variables = new Map(env.map(({name, value}) => [name, value]));
  variables.set('KUBERNETES_SERVICE_HOST', '10.96.0.1').set('KUBERNETES_SERVICE_PORT', '443');
  const lines: string[] = [];
  const code = await runPowerShell(command.slice(1), contextOf(on, variables, lines));
  return {lines, code};
}

const ASKS = [...QUESTIONS.values()].map(({ask}) => ask);
const HNS = {kind: 'hns', what: 'networks'};

/** A node of the healthy scenario with other facts; what a scenario's file would say of it. */
const node = (facts: WrittenFacts, more: Partial<PretendNode> = {}): PretendNode => {
  const whole = {...(HEALTHY as PretendNode), ...more};
  return {...whole, facts: completedFacts(whole, facts)};
};

const readingOf = async (on: PretendNode, asks: Iterable<Json> = ASKS): Promise<CollectorReading> =>
  readCollector((await collected(on, asks)).lines);

test('a pretend node never says something else than the real script could', async () => {
  const {lines, code} = await collected(node({}), ASKS);
  expect(code).toBe(0);
  for (const line of lines) expect(line).toMatch(/^hostprocess\/1 \{[ -~]*\}$/);
  for (const line of lines) expect(line.length).toBeLessThan(16_000);
  expect(lines[0]).toContain(COLLECTOR.sha256);
});

test.each(['generic', 'aks', 'eks', 'gke', 'rke2', 'openshift'] as const)(
  'a healthy node with the layout %s answers every question in its declared type',
  async layout => {
    const reading = await readingOf(node({layout}));
    expect(reading.is).toBe('answered');
    const answers = reading.is === 'answered' ? reading.answers : new Map();
    const noEvidence = [...QUESTIONS].filter(([id, {read}]) => {
      const answer = answers.get(id);
      const crictl = layout === 'openshift' && id.includes('"program":"crictl"');
      return (
        !crictl &&
        (answer === undefined ||
          answer.is === 'error' ||
          read(answer.is === 'value' ? answer.value : null) === undefined)
      );
    });
    expect(noEvidence.map(([id]) => id)).toEqual([]);
  },
);

describe('what a scenario breaks', () => {
  test('a kind that hangs is given up, and the others are answered', async () => {
    const reading = await readingOf(node({hangs: ['hns']}));
    expect(reading.is === 'answered' && reading.answers.get(askId(HNS))).toMatchObject({
      is: 'error',
      kind: 'timeout',
      text: 'no answer within 18 seconds',
    });
    expect(reading.is === 'answered' && reading.answers.size).toBe(ASKS.length);
  });

  test('antivirus ends the collector while it asks', async () => {
    const {lines, code} = await collected(node({killedAfter: 12}), ASKS);
    expect(code).toBe(1);
    const reading = readCollector(lines);
    expect(reading).toMatchObject({is: 'cut'});
    expect(reading.is === 'cut' && reading.answers.size).toBe(12);
  });

  test('a log that lost its tail is cut', async () => {
    expect((await readingOf(node({}, {proof: 'cut'}))).is).toBe('cut');
  });

  test('ConstrainedLanguage keeps it from starting', async () => {
    expect(await readingOf(node({}, {proof: 'constrained-language'}))).toEqual({is: 'constrained-language'});
  });

  test.each<[string, WrittenFacts, Json, unknown]>([
    [
      'a stopped service',
      {services: {HNS: {state: 'Stopped'}}},
      {kind: 'service', name: 'hns'},
      {is: 'value', value: {state: 'Stopped', process: null}},
    ],
    ['a service that is not there', {services: {hns: null}}, {kind: 'service', name: 'hns'}, {is: 'absent'}],
    ['a file that is not there', {}, {kind: 'file', path: 'C:\\nowhere'}, {is: 'absent'}],
    ['a folder above a file', {layout: 'aks'}, {kind: 'file', path: 'c:\\K'}, {is: 'value', value: {is: 'folder'}}],
    [
      'a full disk',
      {volumes: {C: {freeGiB: 1, totalGiB: 100}}},
      {kind: 'volume', drive: 'C'},
      {is: 'value', value: {freeBytes: 2 ** 30}},
    ],
    [
      'a name that is not known',
      {dns: {'mcr.microsoft.com': 11001}},
      {kind: 'dns', name: 'mcr.microsoft.com'},
      {is: 'value', value: {code: 11001}},
    ],
    [
      'a refused connection',
      {tcp: {'10.96.0.1:443': 10061}},
      {kind: 'tcp', target: '$KUBERNETES_SERVICE_HOST', port: '$KUBERNETES_SERVICE_PORT'},
      {is: 'value', value: {reached: false, code: 10061}},
    ],
    [
      'a denied question',
      {failures: [{ask: '"kind":"memory"', kind: 'denied', code: 5}]},
      {kind: 'memory'},
      {is: 'error', kind: 'denied', code: 5},
    ],
    [
      'an event',
      {events: {System: [{provider: 'EventLog', id: 6008}]}},
      {kind: 'events', channel: 'System', xpath: '*[System[(EventID=6008)]]', limit: 5},
      {is: 'value', value: {events: [{id: 6008}], more: false}},
    ],
    [
      'an event of another id',
      {events: {System: [{provider: 'EventLog', id: 6008}]}},
      {kind: 'events', channel: 'System', xpath: '*[System[(EventID=2004)]]', limit: 5},
      {is: 'value', value: {events: []}},
    ],
    ['a question nobody knows', {}, {kind: 'clock'}, {is: 'error', kind: 'unsupported'}],
  ])('%s', async (_, facts, ask, answer) => {
    const reading = await readingOf(node(facts), [ask]);
    expect(reading.is === 'answered' && reading.answers.get(askId(ask))).toMatchObject(answer as object);
  });

  test('without the second text what needs it is unsupported', async () => {
    const context = {...contextOf(node({}), new Map([[ASKS_VARIABLE, asksText([HNS])]]), []), print: () => undefined};
    const lines: string[] = [];
    await runCollector({...context, print: (_, text) => lines.push(text)});
    const reading = readCollector(lines);
    expect(reading.is === 'answered' && reading.answers.get(askId(HNS))).toMatchObject({
      is: 'error',
      kind: 'unsupported',
    });
  });
});
