import {expect, test} from 'vitest';
import {valueAt} from '../../src/kernel/objects.ts';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {effectiveOptions, isHostProcess} from '../../src/windows/options.ts';

const SYSTEM = 'NT AUTHORITY\\SYSTEM';
const windows = (options: JsonObject): JsonObject => ({securityContext: {windowsOptions: options}});

test('a container takes its own value, else the pod’s, else the default, and says from where', () => {
  const spec = {
    securityContext: {runAsNonRoot: true, windowsOptions: {hostProcess: true, runAsUserName: SYSTEM}},
    containers: [{name: 'inherits'}, {name: 'own', ...windows({hostProcess: false, runAsUserName: 'group'})}],
  };
  expect(effectiveOptions(spec, ['spec'])).toMatchObject([
    {name: 'inherits', hostProcess: true, hostProcessFrom: 'pod', runAsUserName: SYSTEM, runAsUserNameFrom: 'pod'},
    {name: 'own', hostProcess: false, hostProcessFrom: 'container', runAsUserName: 'group', runAsNonRoot: true},
  ]);
  expect(effectiveOptions({containers: [{name: 'plain'}]}, [])).toMatchObject([
    {hostProcess: false, hostProcessFrom: null, runAsUserName: null, runAsUserNameFrom: null, runAsNonRoot: null},
  ]);
});

test('the two gMSA fields are inherited together', () => {
  const spec = {
    ...windows({gmsaCredentialSpecName: 'pod', gmsaCredentialSpec: '{}'}),
    containers: [{name: 'a'}, {name: 'b', ...windows({gmsaCredentialSpecName: 'own'})}],
  };
  expect(effectiveOptions(spec, [])).toMatchObject([
    {gmsaCredentialSpecName: 'pod', gmsaCredentialSpec: '{}', gmsaCredentialSpecFrom: 'pod'},
    {gmsaCredentialSpecName: 'own', gmsaCredentialSpec: null, gmsaCredentialSpecFrom: 'container'},
  ]);
});

test('every path leads to its container from the root', () => {
  const spec = {initContainers: [{name: 'i'}], containers: [{name: 'c'}], ephemeralContainers: [{name: 'e'}]};
  const found = effectiveOptions(spec, ['spec', 'template', 'spec']);
  expect(found.map(({path}) => valueAt({spec: {template: {spec}}}, [...path, 'name']))).toEqual(['i', 'c', 'e']);
});

test.each<[string, JsonObject]>([
  ['a value of the wrong type', {hostProcess: 'true'}],
  ['null', {hostProcess: null}],
  ['false', {hostProcess: false}],
])('%s does not make a HostProcess pod', (_, options) => {
  expect(isHostProcess({...windows(options), containers: [{name: 'a'}]})).toBe(false);
});

test.each<[string, JsonObject]>([
  ['the pod', {...windows({hostProcess: true}), containers: []}],
  ['an init container', {initContainers: [{name: 'a', ...windows({hostProcess: true})}], containers: []}],
  ['an ephemeral container', {ephemeralContainers: [{name: 'a', ...windows({hostProcess: true})}]}],
])('%s makes a HostProcess pod', (_, spec) => {
  expect(isHostProcess(spec)).toBe(true);
});

test('what is no pod spec has no containers', () => {
  expect(effectiveOptions({containers: 'none', securityContext: 3}, [])).toEqual([]);
});
