import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import type {AnyCheck, Examples} from '../../src/kernel/checks.ts';
import type {KubeObject} from '../../src/kernel/objects.ts';
import {RULES} from '../../src/rules/index.ts';
import {applyFix, depthOf, failed, foundIn, lintDocument} from './lint-document.ts';

const examplesOf = (rule: AnyCheck): Examples => {
  if (!rule.examples) throw new Error(`${rule.code} has no examples`);
  return rule.examples;
};
const good = (rule: AnyCheck): KubeObject => parse(examplesOf(rule).good) as KubeObject;
const bad = (rule: AnyCheck): KubeObject => parse(examplesOf(rule).bad) as KubeObject;
const only = (rule: AnyCheck, document: KubeObject) => lintDocument(document, [rule]).then(lines => lines[0]);

describe.each(RULES.map(rule => [`${rule.code} ${rule.id}`, rule] as const))('%s', (_, rule) => {
  test('passes its good manifest, in which no rule finds an error', async () => {
    const lines = await lintDocument(good(rule));
    expect(lines.find(line => line.check.code === rule.code)?.verdict.is).toBe('pass');
    expect(failed(lines, 'error')).toEqual([]);
  });

  test('fails its bad manifest, and no other rule does but those it names', async () => {
    const lines = await lintDocument(bad(rule));
    expect(failed(lines)).toEqual([rule.code, ...(examplesOf(rule).alsoFails ?? [])].sort());
  });

  test('points at a value of the manifest or at one whose parent exists', async () => {
    const document = bad(rule);
    for (const {at, text} of foundIn(await only(rule, document))) {
      expect(at, `“${text}” says no place`).toBeDefined();
      expect(depthOf(document, at ?? []), text).toBeGreaterThanOrEqual((at ?? []).length - 1);
    }
  });

  test('says the same of the same pod in a DaemonSet, one level further down', async () => {
    const pod = bad(rule);
    const inDaemonSet = await only(rule, daemonSetOf(pod));
    const moved = foundIn(await only(rule, pod)).map(found => ['spec', 'template', ...(found.at ?? [])]);
    expect(foundIn(inDaemonSet).map(found => found.at)).toEqual(moved);
  });

  test('passes once all its fixes are made', async () => {
    const found = foundIn(await only(rule, bad(rule)));
    const fixes = found.flatMap(each => (each.fix ? [each.fix] : []));
    const mended = await only(rule, fixes.reduce(applyFix, bad(rule)));
    expect(foundIn(mended).length).toBe(found.length - fixes.length);
  });

  test('does not apply to an ordinary pod, to another kind, or to nonsense', async () => {
    const spec = {containers: [{name: 'web', image: 'registry.example/web:1'}]};
    const others: KubeObject[] = [
      {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'web'}, spec},
      {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'web'}, data: {a: 'hostProcess: true'}},
      {apiVersion: 'v1', kind: 'Pod', spec: {containers: null, securityContext: [], volumes: 7}},
      {apiVersion: 'v1', kind: 'Pod', spec: 'none'},
      {},
    ];
    for (const other of others) expect((await only(rule, other))?.verdict.is).toBe('not-applicable');
  });

  test('gives a verdict about a HostProcess pod whatever else is wrong with it', async () => {
    const windowsOptions = {hostProcess: true, runAsUserName: 7};
    const odd: KubeObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: {
        securityContext: {windowsOptions},
        os: 'windows',
        volumes: [null, 'x', {hostPath: []}],
        containers: [null, 'x', {env: null, ports: {}, volumeMounts: [null], securityContext: null}],
      },
    };
    expect(['pass', 'fail']).toContain((await only(rule, odd))?.verdict.is);
  });
});

function daemonSetOf(pod: KubeObject): KubeObject {
  const labels = {app: 'agent'};
  const template = {metadata: {labels}, spec: pod['spec'] ?? null};
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {name: 'agent'},
    spec: {selector: {matchLabels: labels}, template},
  };
}
