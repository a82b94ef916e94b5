import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {explain} from '../../src/failures/explain.ts';
import {FAILURES} from '../../src/failures/index.ts';
import {apiKindOf, collectionPath, type KubeObject, listAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json} from '../../src/kernel/subjects.ts';
import {RULES} from '../../src/rules/index.ts';
import {apiRefusals, hostProcessManifests, randomManifest} from '../catalogue/differential.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';
import {type Answer, administrator, postsTo} from './post.ts';

/** How many manifests are compared; a few hundred in every run, more on request. */
const COUNT = Number(process.env['HOSTPROCESS_DIFFERENTIAL'] ?? 300);

/** The server's errors, each as it prints it, sorted; empty for an object that it admits. */
function errorsIn({status, body}: Answer): readonly string[] {
  if (status < 300) return [];
  const causes = listAt(body, 'details', 'causes').map(
    cause => `${textAt(cause, 'field')}: ${textAt(cause, 'message')}`,
  );
  return causes.length > 0 ? [...new Set(causes)].sort() : [`${status} ${textAt(body, 'message')}`];
}

const skip = suiteNeeds('differential', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
});

describe.skipIf(skip)('what our rules say the API server will say, and what it says', () => {
  let controlPlane: ControlPlane;
  let imagine: (object: KubeObject) => Promise<Answer>;

  beforeAll(async () => {
    controlPlane = await startControlPlane();
    const post = postsTo(controlPlane.server, await administrator(controlPlane));
    await post('/api/v1/namespaces/default/serviceaccounts', {metadata: {name: 'default'}});
    imagine = object => {
      const kind = apiKindOf(object);
      if (!kind) throw new Error(`unknown kind ${object.kind}`);
      return post(`${collectionPath(kind, 'default')}?dryRun=All`, object);
    };
  });
  afterAll(() => controlPlane?.stop());

  test(`of ${COUNT} random manifests the same errors in the same words`, {timeout: 600_000}, async () => {
    const differences: Json[] = [];
    for (const {seed, object} of await hostProcessManifests(COUNT)) {
      const {refusals} = await apiRefusals(object);
      const server = errorsIn(await imagine(object));
      if (JSON.stringify(server) !== JSON.stringify(refusals))
        differences.push({seed, kind: object.kind ?? '', server, rules: refusals});
    }
    expect(differences).toEqual([]);
  });

  test('it admits the good example of every rule', async () => {
    for (const {code, examples} of RULES) {
      const answer = await imagine(parse(examples?.good ?? '') as KubeObject);
      expect(errorsIn(answer), code).toEqual([]);
    }
  });

  test('it refuses exactly the bad examples that a rule says it refuses', async () => {
    for (const {code, examples} of RULES) {
      const bad = parse(examples?.bad ?? '') as KubeObject;
      expect(errorsIn(await imagine(bad)), code).toEqual((await apiRefusals(bad)).refusals);
    }
  });

  test('every refusal that it prints about HostProcess is one that the catalogue explains', {
    timeout: 600_000,
  }, async () => {
    const unexplained: string[] = [];
    const explained = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const answer = await imagine(randomManifest(seed));
      const message = textAt(answer.body, 'message') ?? '';
      if (answer.status < 300 || (valueAt(answer.body, ['reason']) === 'Invalid' && ONLY_UNRELATED.test(message)))
        continue;
      const found = explain('api-error', message, {}, FAILURES);
      if (found) explained.add(found.code);
      else unexplained.push(message);
    }
    expect(unexplained).toEqual([]);
    expect([...explained].sort()).toEqual(['HP701', 'HP702', 'HP703', 'HP705', 'HP706', 'HP707', 'HP709']);
  });
});

/** Refusals that have no entry because they are about no Windows field: something required is missing, or an unknown operating system. */
const ONLY_UNRELATED =
  /^[^:]+ is invalid: \[?(?:[\w.[\]]+: (?:Required value[^,\]]*|Unsupported value[^\]]*)(?:, )?)+\]?$/;
