import {globSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TEMPLATES} from '../../src/templates/index.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';

const FOLDER = resolve(import.meta.dirname, '../../templates');
const FILES = globSync('*/cases/*.expected.yaml', {cwd: FOLDER}).sort();
const found = findControlPlane();
const skip = suiteNeeds('templates-server', () => ('missing' in found ? found.missing : null));

describe.skipIf(skip)('a real API server takes', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane();
    await plane.kubectl(['create', 'namespace', 'tools']);
  });
  afterAll(() => plane?.stop());

  /** A dry run on the server that refuses unknown and duplicate fields; warnings are on stderr. */
  const create = (input: string) =>
    plane.kubectl(['create', '--dry-run=server', '--validate=strict', '-o', 'name', '-f', '-'], {input});

  test.each(TEMPLATES.map(({name, manifestText}) => [name, manifestText]))('%s as it stands', async (_, text) => {
    expect(await create(text)).toMatchObject({code: 0, stderr: ''});
  });

  test.each(FILES)('%s', async file => {
    expect(await create(readFileSync(resolve(FOLDER, file), 'utf8'))).toMatchObject({code: 0, stderr: ''});
  });
});
