import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readDocuments} from '../../src/app/documents.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {yamlText} from '../../src/render/yaml.ts';
import {type ControlPlane, findControlPlane, startControlPlane} from '../cluster/controlplane.ts';
import {suiteNeeds} from '../skips.ts';

const skip = suiteNeeds('yaml-contract', () => {
  const found = findControlPlane();
  return 'missing' in found ? found.missing : null;
});

/** Plain texts whose meaning differs between YAML 1.1 and 1.2, between libraries, or looks as if it did. */
const PLAIN =
  '0400 +0400 -0400 0o400 +0o7 0O7 0x1F -0x1F 0X1F 0xZ 0x_1f 0b101 0B1 -0b1 1_000 1__0 _1 0_7 08 00 0 -0 +1 09.5 1:30 190:20:30 yes No y Y n on Off oFF TRUE True tRUE ~ null Null nULL 2001-12-14 2001-12-14t21:59:43.10-05:00 1e3 1e 1. .5 -.5 +.5 ._5 . .. + 12e03 +12e03 1E+2 01e2 0.1 685_230.15 9223372036854775808 1.0 1e21 0.00001 1e-7 = << C: C:\\x 10Gi 500m v1 1.2.3 "0400" \'yes\' "C:\\\\x" !!str\u00a00400 !!int\u00a0"12" !!float\u00a01 !!bool\u00a0yes'
    .split(' ')
    .map(text => text.replace('\u00a0', ' '));

const TEXT = `apiVersion: v1
kind: ConfigMap
metadata: {name: x}
plain:
${PLAIN.map(text => `- ${text}\n`).join('')}
base: &base {a: 1, b: yes}
merged: {<<: *base, b: 2}
mergedTwice: {<<: [{a: 1}, {a: 2, c: 3}]}
keys: {yes: 1, 0400: 2, 1.5: 3}
folded: >
  one
  two
kept: |-
  $env:X
    two
`;

describe.skipIf(skip)('what kubectl reads and what we read', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane();
  }, 90_000);
  afterAll(() => plane?.stop());

  const kubectlReads = async (text: string): Promise<unknown> => {
    const args = ['create', '--dry-run=client', '--validate=false', '-o', 'json', '-f', '-'];
    const {code, stdout, stderr} = await plane.kubectl(args, {input: text});
    if (code !== 0) throw new Error(stderr);
    const {metadata: _, ...rest} = JSON.parse(stdout) as KubeObject;
    return rest;
  };
  const read = (text: string): KubeObject => {
    const documents = readDocuments('x.yaml', new TextEncoder().encode(text));
    if (!documents.ok) throw new Error(documents.problem.text);
    return documents.value[0]?.value ?? {};
  };

  test('are the same, value by value', async () => {
    const {metadata: _, ...ours} = read(TEXT);
    expect(JSON.parse(JSON.stringify(ours))).toEqual(await kubectlReads(TEXT));
  });

  test('what we print, kubectl reads as it was meant', async () => {
    const texts = PLAIN.flatMap(text => [text, ` ${text}`, `${text}\n`]);
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      texts,
      numbers: [0, 256, -7, 1.5, 1e21],
      truths: [true, false, null],
    };
    expect(await kubectlReads(yamlText({...object, metadata: {name: 'x'}}))).toEqual(object);
  });
});
