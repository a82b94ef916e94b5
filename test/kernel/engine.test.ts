import {expect, test} from 'vitest';
import {type AnyCheck, defineCheck, fail, pass} from '../../src/kernel/checks.ts';
import {
  type Answer,
  apiFact,
  askFact,
  derived,
  known,
  type Learned,
  missing,
  none,
  optional,
} from '../../src/kernel/facts.ts';
import {gather} from '../../src/kernel/gather.ts';
import {judge} from '../../src/kernel/judge.ts';
import type {GatherPorts} from '../../src/kernel/ports.ts';
import type {Report} from '../../src/kernel/report.ts';
import type {Json, Kind, Subject} from '../../src/kernel/subjects.ts';

const runtime = apiFact({
  id: 'runtime',
  about: 'node',
  learn: async (node, ports) => textOf(await ports.get(`/nodes/${node.name}`)),
});
const service = askFact({
  id: 'service',
  about: 'node',
  ask: () => ({name: 'containerd', kind: 'service'}),
  read: readService,
});
const account = derived({
  id: 'account',
  about: 'node',
  needs: {service},
  derive: ({service}) => (service ? known(service.account) : none('no such service')),
});

const accountCheck = defineCheck({
  ...words('HP503', 'account'),
  about: 'node',
  needs: {account, runtime: optional(runtime)},
  judge: ({account, runtime}) =>
    account === 'LocalSystem' ? pass : fail(`runs as ${account} on ${runtime ?? 'a runtime that was not learned'}`),
});
const runtimeCheck = defineCheck({...words('HP402', 'runtime'), about: 'node', needs: {runtime}, judge: () => pass});
const podCheck = defineCheck({...words('HP748', 'pod'), about: 'pod', needs: {runtime}, judge: () => pass});
const CHECKS: readonly AnyCheck[] = [accountCheck, runtimeCheck, podCheck];

const win = (name: string): Subject<'node'> => ({kind: 'node', name});
const pod: Subject<'pod'> = {kind: 'pod', namespace: 'x', name: 'p', node: 'win-1'};

test('a healthy world passes', async () => {
  expect(await verdicts(world({}))).toEqual({'HP402 win-1': 'pass', 'HP503 win-1': 'pass', 'HP748 p': 'pass'});
});

test.each<[string, Partial<World>]>([
  ['the list of nodes was refused', {roster: kind => (kind === 'node' ? missing('nodes is forbidden') : known([pod]))}],
  ['the list of nodes is said not to exist', {roster: kind => (kind === 'node' ? none('no such kind') : known([pod]))}],
])('when %s, no check about nodes or what lies on them is healthy', async (_, change) => {
  const seen = await verdicts(world(change));
  expect(Object.values(seen)).not.toContain('pass');
  expect(Object.values(seen)).toEqual(['unknown', 'unknown', 'unknown']);
});

const WAYS_TO_MISS: [string, Answer | undefined][] = [
  ['unanswered', undefined],
  ['denied', error('denied')],
  ['timed out', error('timeout')],
  ['unsupported', error('unsupported')],
  ['failed', error('failed')],
  ['of the wrong shape', {is: 'value', value: {account: 7}}],
  ['of another type', {is: 'value', value: 'LocalSystem'}],
];
test.each(WAYS_TO_MISS)('an answer that is %s makes its check unknown and no other', async (_, answer) => {
  expect(await verdicts(world({answer}))).toEqual({'HP402 win-1': 'pass', 'HP503 win-1': 'unknown', 'HP748 p': 'pass'});
});

test('a thing that is absent makes its check not applicable', async () => {
  expect((await verdicts(world({answer: {is: 'absent'}})))['HP503 win-1']).toBe('not-applicable');
});

test('an optional need that was not learned leaves the verdict to the others', async () => {
  const report = await run(world({get: async () => missing('the server did not answer')}));
  expect(outcomes(report)).toEqual({'HP402 win-1': 'unknown', 'HP503 win-1': 'pass', 'HP748 p': 'unknown'});
});

test('what nobody asked for is listed, not judged', async () => {
  const report = await run(world({}), false);
  expect(outcomes(report)).toEqual({'HP402 win-1': 'pass', 'HP748 p': 'pass'});
  expect(report.notAsked).toEqual([{code: 'HP503', kind: 'node', because: 'not asked: add --probe'}]);
});

test('an opt-in check is not asked unless it is named', async () => {
  const optIn = {...accountCheck, optIn: true as const};
  const evidence = await gather({
    checks: [optIn],
    ports: world({}),
    consent: {ask: true, optIn: []},
    at: AT,
    tool: 't',
  });
  expect(judge([optIn], evidence)).toMatchObject({
    lines: [],
    notAsked: [{code: 'HP503', because: 'asked only by name'}],
  });
});

test('each fact is learned once per subject, and all asks of a node go out together', async () => {
  const calls: string[] = [];
  const ports = world({});
  await gather({
    checks: CHECKS,
    consent: {ask: true, optIn: []},
    at: AT,
    tool: 't',
    ports: {
      ...ports,
      get: path => {
        calls.push(path);
        return ports.get(path);
      },
      ask: (target, asks) => {
        calls.push(`ask ${asks.size}`);
        return ports.ask(target, asks);
      },
    },
  });
  expect(calls.sort()).toEqual(['/nodes/win-1', 'ask 1']);
});

test('a live run and its replay are equal, whatever the order in which answers come', async () => {
  const seen = new Set<string>();
  for (let run = 0; run < 20; run++) {
    const delay = (): Promise<void> => new Promise(resolve => setTimeout(resolve, (run * 7) % 5));
    const slow = world({get: () => delay().then(() => known({text: 'containerd://1.7'}))});
    const evidence = await gather({checks: CHECKS, ports: slow, consent: {ask: true, optIn: []}, at: AT, tool: 't'});
    const live = judge(CHECKS, evidence);
    const replay = judge(CHECKS, JSON.parse(JSON.stringify(evidence)));
    expect(replay).toEqual(live);
    seen.add(JSON.stringify([evidence, live]));
  }
  expect(seen.size).toBe(1);
});

test('a check that throws ends as unknown and says it is a bug', async () => {
  const broken = {...runtimeCheck, judge: () => JSON.parse('{')};
  const evidence = await gather({
    checks: [broken],
    ports: world({}),
    consent: {ask: false, optIn: []},
    at: AT,
    tool: 't',
  });
  expect(judge([broken], evidence).lines[0]?.verdict).toMatchObject({
    is: 'unknown',
    because: expect.stringContaining('bug'),
  });
});

test.each<[string, Partial<GatherPorts>, Record<string, string>]>([
  [
    'a fact that throws',
    {get: () => Promise.reject(new TypeError('boom'))},
    {'HP402 win-1': 'unknown', 'HP503 win-1': 'pass', 'HP748 p': 'unknown'},
  ],
  [
    'a question that cannot be put',
    {ask: () => Promise.reject(new TypeError('boom'))},
    {'HP402 win-1': 'pass', 'HP503 win-1': 'unknown', 'HP748 p': 'pass'},
  ],
  [
    'a list that cannot be made',
    {roster: () => Promise.reject(new TypeError('boom'))},
    {'HP402 ': 'unknown', 'HP503 ': 'unknown', 'HP748 ': 'unknown'},
  ],
])('%s makes what rests on it unknown, says it is a bug, and costs nothing else', async (_, broken, expected) => {
  const report = await run({...world({}), ...broken});
  expect(outcomes(report)).toEqual(expected);
  for (const {verdict} of report.lines)
    if (verdict.is === 'unknown') expect(verdict.because).toMatch(/boom.*report this as a bug/);
});

test('an answer that its fact cannot even read is unknown and a bug', async () => {
  const broken = askFact({...service, read: (): string => JSON.parse('{')});
  const check = defineCheck({...words('HP503', 'x'), about: 'node', needs: {broken}, judge: () => pass});
  const evidence = await gather({
    checks: [check],
    ports: world({}),
    consent: {ask: true, optIn: []},
    at: AT,
    tool: 't',
  });
  expect(judge([check], evidence).lines[0]?.verdict).toMatchObject({
    is: 'unknown',
    because: expect.stringContaining('bug'),
  });
});

test('how long ago something was is derived from the evidence’s own clock', async () => {
  const hour = derived({id: 'hour', about: 'node', needs: {runtime}, derive: (_, at) => known(at.slice(11, 13))});
  const check = defineCheck({
    ...words('HP402', 'x'),
    about: 'node',
    needs: {hour},
    judge: ({hour}) => fail(`it is ${hour}`),
  });
  const evidence = await gather({
    checks: [check],
    ports: world({}),
    consent: {ask: true, optIn: []},
    at: AT,
    tool: 't',
  });
  expect(judge([check], evidence).lines[0]?.verdict).toMatchObject({found: [{text: 'it is 03'}]});
});

const AT = '2026-11-20T03:00:00Z';
type World = {
  roster: (kind: Kind) => Learned<readonly Subject[]>;
  answer: Answer | undefined;
  get: () => Promise<Learned<Json>>;
};

function world(change: Partial<World>): GatherPorts {
  const healthy: Answer = {is: 'value', value: {account: 'LocalSystem'}};
  const answer = 'answer' in change ? change.answer : healthy;
  const refuse = async (): Promise<Learned<never>> => missing('not part of this test');
  return {
    roster: async kind =>
      change.roster?.(kind) ?? known(kind === 'node' ? [win('win-1')] : kind === 'pod' ? [pod] : []),
    get: async () => (await (change.get?.() ?? Promise.resolve(known({text: 'containerd://1.7'})))) as Learned<never>,
    ask: async (_, asks) =>
      new Map([...asks.keys()].flatMap((id): [string, Answer][] => (answer ? [[id, answer]] : []))),
    object: refuse,
    list: refuse,
    lines: refuse,
    allowed: refuse,
    dryRun: refuse,
    logTail: refuse,
  };
}

async function run(ports: GatherPorts, ask = true): Promise<Report> {
  return judge(CHECKS, await gather({checks: CHECKS, ports, consent: {ask, optIn: []}, at: AT, tool: 't'}));
}
const outcomes = (report: Report): Record<string, string> =>
  Object.fromEntries(
    report.lines.map(line => [
      `${line.check.code} ${'name' in line.subject ? line.subject.name : ''}`,
      line.verdict.is,
    ]),
  );
const verdicts = async (ports: GatherPorts): Promise<Record<string, string>> => outcomes(await run(ports));

function words(code: `HP${number}`, id: string) {
  return {code, id, severity: 'error' as const, title: id, why: 'why', remedy: 'remedy', links: []};
}
function error(kind: 'denied' | 'timeout' | 'unsupported' | 'failed'): Answer {
  return {is: 'error', kind, code: 5, text: kind, cause: null};
}
function readService(value: Json): {account: string} | null | undefined {
  if (value === null) return null;
  const account = typeof value === 'object' && !Array.isArray(value) ? (value as {account?: Json}).account : undefined;
  return typeof account === 'string' ? {account} : undefined;
}
function textOf(learned: Learned<Json>): Learned<string> {
  return learned.is === 'known' ? known(JSON.stringify(learned.value)) : learned;
}
