import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';
import {disagreements} from '../windows/compare-pods.ts';
import {administrator, postsTo} from './post.ts';

const skip = suiteNeeds('pod-validation', () => {
  const found = findControlPlane();
  if ('missing' in found) return found.missing;
  return found.controllers
    ? null
    : 'this control plane has no controllers, which make the service account that pods need';
});

describe.skipIf(skip)('src/windows and the API server on the Windows fields of random pods', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane();
    for (let tries = 0; tries < 100; tries++) {
      if ((await plane.kubectl(['get', 'serviceaccount', 'default'])).code === 0) break;
      await new Promise(next => setTimeout(next, 100));
    }
  }, 60_000);
  afterAll(() => plane?.stop());

  test('say the same errors in the same words and order', async () => {
    const post = postsTo(plane.server, await administrator(plane));
    const seeds = Array.from({length: 150}, (_, seed) => seed);
    expect(await disagreements(async (path, body) => (await post(path, body)).body, seeds)).toEqual([]);
  }, 60_000);
});
