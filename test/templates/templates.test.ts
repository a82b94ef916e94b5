import {existsSync, globSync, readdirSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {describe, expect, test} from 'vitest';
import {parse, parseAllDocuments} from 'yaml';
import {PROOF} from '../../src/facts/node/collector.generated.ts';
import {PROOF_VARIABLE, proofCommand} from '../../src/facts/node/launch.ts';
import {apiKindOf, type KubeObject, listAt, objectAt, textAt, valueAt} from '../../src/kernel/objects.ts';
import type {Json, JsonObject, Path} from '../../src/kernel/subjects.ts';
import {yamlText} from '../../src/render/yaml.ts';
import {fill, stampRun, TEMPLATES, type Template} from '../../src/templates/index.ts';
import {readAccount} from '../../src/windows/accounts.ts';
import {expandVariables} from '../../src/windows/expansion.ts';
import {podErrors} from '../../src/windows/pod-validation.ts';
import {lintDocument} from '../catalogue/lint-document.ts';

const FOLDER = resolve(import.meta.dirname, '../../templates');

/** What `fill` made, or a bug of the test. */
function filled(template: Template, values: {[hole: string]: Json}, nodes: readonly string[]): readonly KubeObject[] {
  const outcome = fill(template, values, nodes);
  if (!outcome.ok) throw new Error(`${outcome.problem.text}\n${outcome.problem.remedy}`);
  return outcome.value;
}

const podSpecPath = (object: KubeObject): Path => [...(apiKindOf(object)?.template ?? []), 'spec'];
const steps = (pointer: string): string[] => pointer.slice(1).split('/');

test('every folder of templates/ is a template, and nothing else is', () => {
  expect(TEMPLATES.map(template => template.name)).toEqual(readdirSync(FOLDER).sort());
});

describe.each(TEMPLATES.map(template => [template.name, template] as const))('%s', (name, template) => {
  const {manifest} = template;
  const path = podSpecPath(manifest);
  const spec = objectAt(manifest, ...path);
  const container = listAt(spec, 'containers')[0] as JsonObject;

  test('is a manifest that the API server takes, of a supported account', () => {
    expect(apiKindOf(manifest)?.template).not.toBeNull();
    expect(podErrors(spec, path.join('.'))).toEqual([]);
    expect(readAccount(textAt(spec, 'securityContext', 'windowsOptions', 'runAsUserName') ?? '').is).toBe('system');
    expect(manifest).toEqual(parse(template.manifestText));
  });

  test('is found faultless by our own rules', async () => {
    const lines = await lintDocument(manifest);
    expect(lines.filter(line => line.verdict.is !== 'pass' && line.verdict.is !== 'not-applicable')).toEqual([]);
    expect(lines.filter(line => line.verdict.is === 'pass').length).toBeGreaterThan(5);
  });

  test('never waits zero seconds for its end, names limits, and leaves the host’s memory alone', () => {
    expect(valueAt(spec, ['terminationGracePeriodSeconds'])).toBe(1);
    expect(objectAt(container, 'resources', 'limits')).toMatchObject({cpu: '500m', memory: '256Mi'});
    expect(spec).toMatchObject({automountServiceAccountToken: false, enableServiceLinks: false, os: {name: 'windows'}});
    expect(spec).not.toHaveProperty('nodeName');
  });

  test('carries the proof, which arrives as it is', () => {
    const carried = listAt(container, 'env').find(entry => textAt(entry, 'name') === PROOF_VARIABLE);
    expect(expandVariables(textAt(carried, 'value') ?? '', new Map())).toBe(PROOF.text);
    expect(listAt(container, 'command').slice(0, -1)).toEqual(proofCommand(null).slice(0, -1));
    expect(listAt(container, 'command').at(-1)).toMatch(
      /^\. \(\[scriptblock\]::Create\(\$env:HOSTPROCESS_PROOF\)\)(; |$)/,
    );
  });

  test('every hole points at what its default says, or at a place that is there to be filled', () => {
    for (const hole of template.holes) {
      expect([hole.name, hole.sets.length]).not.toEqual([hole.name, 0]);
      for (const pointer of hole.sets) {
        const at = steps(pointer);
        const there = valueAt(manifest, at);
        if (hole.type === 'script') {
          expect(valueAt(there, ['command'])).toEqual(proofCommand(String(hole.default)));
        } else if (template.each === 'node' && hole.name === 'name') {
          expect(there).toBe(`${String(hole.default)}-win-1`);
        } else if (hole.default === null) {
          expect([pointer, typeof valueAt(manifest, at.slice(0, -1))]).toEqual([pointer, 'object']);
        } else expect([pointer, there]).toEqual([pointer, hole.default]);
      }
    }
    expect(new Set(template.holes.map(hole => hole.name)).size).toBe(template.holes.length);
  });

  test('filled with its defaults it is itself', () => {
    const defaults = Object.fromEntries(
      template.holes.filter(hole => hole.type !== 'script').map(hole => [hole.name, hole.default]),
    );
    expect(filled(template, defaults, template.each === 'node' ? ['win-1'] : [])).toEqual([manifest]);
  });

  test('as text it is the same object again, without anchors or folded lines', () => {
    const text = yamlText(manifest);
    expect(parse(text)).toEqual(manifest);
    expect(text).not.toMatch(/[:-] [&*>]/);
    expect(text).toContain(`value: |\n`);
  });

  test('has a case', () => {
    expect(globSync(`${FOLDER}/${name}/cases/*.yaml`).length).toBeGreaterThan(0);
  });
});

const CASES = globSync('*/cases/*.yaml', {cwd: FOLDER}).filter(file => !file.endsWith('.expected.yaml'));

test.each(CASES.sort())('case %s gives its expected output byte for byte', async file => {
  const template = TEMPLATES.find(each => file.startsWith(`${each.name}/`)) as Template;
  const {values, nodes} = parse(readFileSync(resolve(FOLDER, file), 'utf8'));
  const text = filled(template, values, nodes).map(yamlText).join('---\n');
  expect(parseAllDocuments(text).map(document => document.toJS())).toEqual(filled(template, values, nodes));
  await expect(text).toMatchFileSnapshot(resolve(FOLDER, file.replace(/\.yaml$/, '.expected.yaml')));
});

test('every expected output has its case', () => {
  for (const file of globSync('*/cases/*.expected.yaml', {cwd: FOLDER}))
    expect([file, existsSync(resolve(FOLDER, file.replace('.expected', '')))]).toEqual([file, true]);
});

test('a run is written on the object and on its pods', () => {
  const [object] = filled(TEMPLATES.find(each => each.name === 'admin-check') as Template, {}, ['win-1']);
  const stamped = stampRun(object as KubeObject, {id: 'f00d', owner: 'alice', expires: '2026-11-20T13:00:00Z'});
  for (const at of [['metadata'], ['spec', 'template', 'metadata']])
    expect(valueAt(stamped, at)).toMatchObject({
      labels: {'app.kubernetes.io/managed-by': 'kubectl-hostprocess', 'hostprocess.dev/ephemeral': 'true'},
      annotations: {
        'hostprocess.dev/template': 'admin-check',
        'hostprocess.dev/run-id': 'f00d',
        'hostprocess.dev/owner': 'alice',
        'hostprocess.dev/expires': '2026-11-20T13:00:00Z',
      },
    });
  const nameless = stampRun(object as KubeObject, {id: 'f00d', owner: null, expires: '2026-11-20T13:00:00Z'});
  expect(objectAt(nameless, 'metadata', 'annotations')).not.toHaveProperty('hostprocess.dev/owner');
});
