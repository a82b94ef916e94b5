import {describe, expect, test} from 'vitest';
import podStart from '../../src/checks/pod/hp409-pod-start.ts';
import {known, missing} from '../../src/kernel/facts.ts';
import {gather} from '../../src/kernel/gather.ts';
import {judge} from '../../src/kernel/judge.ts';
import type {GatherPorts} from '../../src/kernel/ports.ts';
import {type Report, severityOf} from '../../src/kernel/report.ts';
import type {JsonObject, Subject} from '../../src/kernel/subjects.ts';

const POD: Subject<'pod'> = {kind: 'pod', namespace: 'default', name: 'agent', node: 'win-1'};
const AT = '2026-11-20T03:00:00Z';
const ago = (minutes: number): string => new Date(Date.parse(AT) - minutes * 60_000).toISOString();

type Run = {restarts: number; code?: number; ranFor?: number; since: number; log?: readonly string[]};

/** Judges a ready pod whose only container failed `since` minutes ago, after a run of `ranFor`, and was started again at once. */
async function judged({restarts, code = 1, ranFor = 1, since, log = []}: Run): Promise<{report: Report; logs: number}> {
  const reason = code === 0 ? 'Completed' : 'Error';
  const terminated = {exitCode: code, reason, startedAt: ago(since + ranFor), finishedAt: ago(since)};
  const status: JsonObject = {
    name: 'main',
    ready: true,
    restartCount: restarts,
    state: {running: {startedAt: ago(since)}},
    lastState: {terminated},
  };
  let logs = 0;
  const report = await judgedPod(
    {phase: 'Running', conditions: [{type: 'Ready', status: 'True'}], containerStatuses: [status]},
    async (_, __, {previous}) => {
      logs++;
      return known(previous ? log : []);
    },
  );
  return {report, logs};
}

async function judgedPod(
  status: JsonObject,
  logTail: GatherPorts['logTail'],
  metadata: JsonObject = {},
): Promise<Report> {
  const pod = {metadata, spec: {nodeName: 'win-1', containers: [{name: 'main'}]}, status};
  const refuse = async () => missing('not part of this test');
  const ports: GatherPorts = {
    roster: async kind => known(kind === 'pod' ? [POD] : kind === 'cluster' ? [{kind: 'cluster', name: ''}] : []),
    object: async () => known(pod),
    logTail,
    list: refuse,
    lines: refuse,
    get: refuse,
    allowed: refuse,
    dryRun: refuse,
    ask: async () => new Map(),
  };
  const evidence = await gather({checks: [podStart], ports, consent: {ask: false, optIn: []}, at: AT, tool: 'test'});
  return judge([podStart], evidence);
}

const verdict = ({lines: [line]}: Report): string =>
  line?.verdict.is === 'fail'
    ? `${line.check.code} ${severityOf(line, line.verdict.found[0])}: ${line.verdict.found[0].text}`
    : String(line?.verdict.is);

test.each<[string, Run, string]>([
  [
    'a crash loop between two crashes',
    {restarts: 50, since: 0.5},
    'and has run for less than 10 minutes since; it was restarted 50 times',
  ],
  ['a first failure', {restarts: 1, since: 1}, 'within the last hour; it was restarted 1 time'],
  [
    'a failure after which it has run long enough',
    {restarts: 50, since: 12},
    'within the last hour; it was restarted 50 times',
  ],
])('%s is found although the pod is ready', async (_, run, text) => {
  const severity = text.includes('10 minutes') ? 'error' : 'warning';
  expect(verdict((await judged(run)).report)).toBe(
    `HP409 ${severity}: container main ended with exit code 1 (Error) ${text}`,
  );
});

test.each<[string, Run]>([
  ['long ago', {restarts: 50, since: 61}],
  ['with exit code 0', {restarts: 1, since: 1, code: 0}],
  ['with exit code 0 after a long run', {restarts: 50, since: 1, ranFor: 600, code: 0}],
  ['with exit code 0 some time ago', {restarts: 50, since: 12, code: 0}],
])('a restart %s is no trouble', async (_, run) => {
  expect(verdict((await judged(run)).report)).toBe('pass');
});

test('a container that is done again and again is found, and its log is not read for that', async () => {
  const {report, logs} = await judged({restarts: 50, since: 1, code: 0});
  expect(verdict(report)).toBe(
    'HP782 warning: container main ended with exit code 0 (Completed) and has run for less than 10 minutes since; it was restarted 50 times',
  );
  expect(logs).toBe(0);
});

describe('a pod that waits for its next start', () => {
  const waiting = (name: string, exitCode: number): JsonObject => ({
    name,
    state: {waiting: {reason: 'CrashLoopBackOff', message: `back-off 5m0s restarting failed container=${name}`}},
    lastState: {terminated: {exitCode, reason: exitCode === 0 ? 'Completed' : 'Error'}},
  });
  const judgedWaiting = async (log: readonly string[], ...statuses: JsonObject[]) =>
    verdict(await judgedPod({phase: 'Running', conditions: [], containerStatuses: statuses}, async () => known(log)));

  test('after an end with 0 is done, not broken', async () => {
    expect(await judgedWaiting([], waiting('main', 0))).toBe('HP782 error: Completed');
  });
  test('is explained by what failed, where something did', async () => {
    const log = ["'pwsh' is not recognized as an internal or external command,"];
    expect(await judgedWaiting(log, waiting('done', 0), waiting('main', 1))).toMatch(/^HP732 error/);
  });
  test('is not explained by another container that was done once', async () => {
    const done = {name: 'done', state: {running: {}}, lastState: {terminated: {exitCode: 0, reason: 'Completed'}}};
    expect(await judgedWaiting([], {...done, restartCount: 1}, waiting('main', 1))).toMatch(/^HP409 error/);
  });
});

test('the log of the run before names the cause', async () => {
  const log = [
    "C:\\app.exe : The term 'C:\\app.exe' is not recognized as the name of a cmdlet, function, script file, or operable program.",
  ];
  const {report} = await judged({restarts: 3, since: 1, log});
  expect(verdict(report)).toMatch(/^HP7\d\d error: container main ended with exit code 1 .*not recognized/);
  expect(report.lines[0]?.foundBy).toBe('HP409');
});

test('logs are read only where it keeps failing soon', async () => {
  expect((await judged({restarts: 3, since: 1})).logs).toBe(1);
  expect((await judged({restarts: 3, since: 1, ranFor: 600})).logs).toBe(0);
  expect((await judged({restarts: 1, since: 1})).logs).toBe(0);
});

describe('a pod that has not started and says nothing', () => {
  const creating = {
    phase: 'Pending',
    containerStatuses: [{name: 'main', ready: false, restartCount: 0, state: {waiting: {reason: 'ContainerCreating'}}}],
  };
  const nothing: GatherPorts['logTail'] = async () => missing('it never ran');

  test('is on its way at first: neither an error nor healthy', async () => {
    const {lines} = await judgedPod(creating, nothing, {creationTimestamp: ago(0.5)});
    expect(lines.map(line => line.verdict)).toEqual([
      {is: 'not-applicable', because: 'it was created 30 s ago and is on its way: container is being created'},
    ]);
  });

  test('is unknown after two minutes', async () => {
    const report = await judgedPod(creating, nothing, {creationTimestamp: ago(3)});
    expect(verdict(report)).toBe('unknown');
  });
});
