import {describe, expect, test} from 'vitest';
import {declaredEnvironment, expandVariables, protect, replaceMountPoint} from '../../src/windows/expansion.ts';
import {dice} from './random-pods.ts';

const env = new Map([
  ['VAR_A', 'A'],
  ['VAR_B', 'B'],
  ['VAR_REF', '$(VAR_A)'],
  ['VAR_EMPTY', ''],
]);

describe('expansion', () => {
  // The rules of Kubernetes' own expand_test.go.
  test.each([
    ['$(VAR_A)', 'A'],
    ['___$(VAR_A)-$(VAR_B)___', '___A-B___'],
    ['$(VAR_REF)', '$(VAR_A)'],
    ['$(VAR_EMPTY)', ''],
    ['$(VAR_DNE)', '$(VAR_DNE)'],
    ['$$', '$'],
    ['$$(VAR_A)', '$(VAR_A)'],
    ['$$$(VAR_A)', '$A'],
    ['$$$$$$(VAR_A)', '$$$(VAR_A)'],
    ['$$$$$$$(VAR_A)', '$$$A'],
    ['$VAR_A', '$VAR_A'],
    ['$(VAR_A', '$(VAR_A'],
    ['$(VAR_A$(VAR_B)', '$(VAR_A$(VAR_B)'],
    ['$()', '$()'],
    ['$(foo$$var)', '$(foo$$var)'],
    ['foo$', 'foo$'],
    ['$', '$'],
    ['', ''],
    ['f\\$(VAR_A)', 'f\\A'],
    ['${x} $? %% \n', '${x} $? %% \n'],
  ])('%j becomes %j', (text, expanded) => {
    expect(expandVariables(text, env)).toBe(expanded);
  });

  test('a letter outside ASCII behind a bare dollar is broken, protected it is not', () => {
    expect(expandVariables('$é', env)).toBe('$Ã\ufffd');
    expect(expandVariables(protect('$é'), env)).toBe('$é');
  });

  test('protected texts come through whatever they say', () => {
    const d = dice(1);
    const pieces = ['$', '$', '(', ')', 'VAR_A', '$(VAR_A)', '$$', '\n', 'é', '😀', '%', ' '];
    for (let run = 0; run < 500; run += 1) {
      const text = Array.from({length: d.below(20)}, () => d.pick(pieces)).join('');
      expect(expandVariables(protect(text), env)).toBe(text);
    }
  });
});

test('a container’s variables see those before them only, and a valueFrom is not known', () => {
  const container = {
    env: [
      {name: 'A', value: 'a'},
      {name: 'B', value: '$(A)$(C)$$(A)'},
      {name: 'C', value: 'c'},
      {name: 'A', valueFrom: {fieldRef: {fieldPath: 'spec.nodeName'}}},
      {name: 'D', value: '$(A)'},
      {name: 'E'},
    ],
  };
  const {values, elsewhere} = declaredEnvironment(container);
  expect(Object.fromEntries(values)).toEqual({B: 'a$(C)$(A)', C: 'c', D: '$(A)', E: ''});
  expect(elsewhere).toEqual(['A']);
});

test.each([
  ['%CONTAINER_SANDBOX_MOUNT_POINT%\\tool.exe', 'C:\\hpc\\tool.exe'],
  ['$env:CONTAINER_SANDBOX_MOUNT_POINT\\tool.exe', 'C:\\hpc\\tool.exe'],
  ['$env:CONTAINER_SANDBOX_MOUNT_POINT;%CONTAINER_SANDBOX_MOUNT_POINT%', 'C:\\hpc;C:\\hpc'],
  ['%container_sandbox_mount_point%', '%container_sandbox_mount_point%'],
  ['$CONTAINER_SANDBOX_MOUNT_POINT', '$CONTAINER_SANDBOX_MOUNT_POINT'],
  ['${env:CONTAINER_SANDBOX_MOUNT_POINT}', '${env:CONTAINER_SANDBOX_MOUNT_POINT}'],
])('the mount point in %s', (text, replaced) => {
  expect(replaceMountPoint(text, 'C:\\hpc\\')).toBe(replaced);
});
