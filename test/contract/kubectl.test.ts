import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {findControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';
import {$, type Case, codesOf, example} from './kubectl/case.ts';
import {CASES} from './kubectl/cases.ts';
import {runCase, type StepResult} from './kubectl/run.ts';
import {realTarget, sandboxTarget, type Target} from './kubectl/target.ts';

const skip = suiteNeeds('kubectl', () => {
  const found = findControlPlane();
  if ('missing' in found) return found.missing;
  return found.controllers ? null : 'this control plane has no controllers, which most cases wait for';
});

/** How many cases run at once against one target: most of their time is waiting. */
const AT_ONCE = 3;

describe.skipIf(skip)('kubectl says the same of both', () => {
  let targets: readonly Target[] = [];
  let answers: readonly ReadonlyMap<string, Promise<readonly StepResult[]>>[] = [];

  beforeAll(async () => {
    targets = await Promise.all([realTarget(), sandboxTarget()]);
    await Promise.all(targets.map(prepare));
    answers = targets.map(target => answersOf(target));
  }, 120_000);
  afterAll(() => Promise.all(targets.map(target => target.stop())));

  test.each(CASES.map(of => [of.name, of] as const))(
    '%s',
    async (_name, of) => {
      const [first, second] = await Promise.all(answers.map(each => each.get(of.name)));
      expect(endings(first)).toEqual(codesOf(of.steps));
      expect(second).toEqual(first);
    },
    120_000,
  );
});

const endings = (results: readonly StepResult[] = []) => results.map(({run, code}) => [run, code]);

/** A namespace for each case, with the service account that pods need. */
async function prepare(target: Target): Promise<void> {
  const namespaces = CASES.map(({name}) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`);
  await succeed(target, example('default', $('create -f -', namespaces.join('---\n'))));
  const waiting = $('wait --for=create sa/default --timeout=30s');
  for (let at = 0; at < CASES.length; at += AT_ONCE)
    await Promise.all(CASES.slice(at, at + AT_ONCE).map(({name}) => succeed(target, example(name, waiting))));
}

async function succeed(target: Target, of: Case): Promise<void> {
  const results = await runCase(target, of);
  if (results.some(({code}) => code !== 0)) throw new Error(`${of.name}: ${JSON.stringify(results)}`);
}

/** Starts the cases in order, a few at once; each answer is there when its case has run. */
function answersOf(target: Target): ReadonlyMap<string, Promise<readonly StepResult[]>> {
  const running: Promise<unknown>[] = Array.from({length: AT_ONCE}, () => Promise.resolve());
  return new Map(
    CASES.map((of, index) => {
      const answer = (running[index % AT_ONCE] ?? Promise.resolve()).then(() => runCase(target, of));
      running[index % AT_ONCE] = answer.catch(() => undefined);
      return [of.name, answer];
    }),
  );
}

test.skipIf(skip)(
  'a wrong answer of the sandbox would be seen',
  async () => {
    const of = CASES.find(({name}) => name === 'get-missing');
    if (of === undefined) throw new Error('there is no case get-missing');
    const truthful = await sandboxTarget();
    const lying = await sandboxTarget([{path: '/api/v1/nodes/', status: 404, message: 'node not found'}]);
    try {
      await Promise.all([truthful, lying].map(prepare));
      expect(await runCase(lying, of)).not.toEqual(await runCase(truthful, of));
    } finally {
      await Promise.all([truthful, lying].map(target => target.stop()));
    }
  },
  60_000,
);
