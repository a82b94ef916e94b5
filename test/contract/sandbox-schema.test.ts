import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {withDefaults} from '../../sandbox/api/defaults.ts';
import {apiVersionOf, RESOURCES} from '../../sandbox/api/resources.ts';
import {decode} from '../../sandbox/api/schema.ts';
import {schemaText} from '../../scripts/generate/sandbox/schema.ts';
import type {Json, JsonObject} from '../../src/kernel/subjects.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';
import {asksTo} from './ask.ts';
import {randomObject} from './random-objects.ts';
import {EXEMPT, seesIn, WITHOUT_ADMISSION} from './see.ts';

/** How many random objects of each kind are compared. */
const COUNT = Number(process.env['HOSTPROCESS_DIFFERENTIAL'] ?? 40);

const skip = suiteNeeds('sandbox-schema', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
});

describe.skipIf(skip)('what the sandbox makes of an object, and what the API server makes of it', () => {
  let plane: ControlPlane;
  let seer: Awaited<ReturnType<typeof seesIn>>;
  beforeAll(async () => {
    plane = await startControlPlane({apiserverFlags: WITHOUT_ADMISSION});
    seer = await seesIn(plane);
  }, 90_000);
  afterAll(async () => {
    await seer?.stop();
    await plane?.stop();
  });

  test('the schema is the one that the generator writes now', {timeout: 60_000}, async () => {
    const file = join(resolve(import.meta.dirname, '../..'), 'sandbox/api/schema.generated.ts');
    expect(await schemaText(await asksTo(plane), seer.see)).toBe(readFileSync(file, 'utf8'));
  });

  test.each(RESOURCES.filter(({kind}) => !EXEMPT.test(kind)).map(resource => [resource.kind, resource] as const))(
    '%s',
    {timeout: 60_000},
    async (_, resource) => {
      for (let seed = 1; seed <= COUNT; seed++) {
        const object = randomObject(resource, seed);
        const seen = await seer.see(resource, object);
        const decoded = decode(resource, {apiVersion: apiVersionOf(resource), kind: resource.kind, ...object});
        expect(decoded, `seed ${seed}`).toMatchObject({ok: true});
        if (!decoded.ok) continue;
        expect(comparable(withDefaults(resource, decoded.object)), `seed ${seed}`).toEqual(comparable(seen as Json));
      }
    },
  );
});

/** Without what the server sets in the metadata of what is created. */
function comparable(object: Json): Json {
  const {metadata, ...rest} = object as JsonObject;
  const {uid, creationTimestamp, managedFields, deletionTimestamp, deletionGracePeriodSeconds, namespace, ...kept} =
    metadata as JsonObject;
  return {...rest, metadata: kept};
}
