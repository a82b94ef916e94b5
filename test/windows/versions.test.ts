import {describe, expect, test} from 'vitest';
import {
  atLeast,
  compareVersions,
  mountModel,
  parseRuntime,
  parseVersion,
  windowsBuild,
} from '../../src/windows/versions.ts';

const version = (text: string) => parseVersion(text) ?? expect.unreachable(text);

describe('versions', () => {
  test.each([
    ['1.7.16', [1, 7, 16]],
    ['v1.36.3', [1, 36, 3]],
    ['2.0.4+azure', [2, 0, 4]],
    ['2.4.0-beta.0', [2, 4, 0]],
    ['1.7.23-k3s2', [1, 7, 23]],
    ['1.6', [1, 6, 0]],
    ['v1.36.3-eks-1', [1, 36, 3]],
  ])('%s is %j', (text, [major, minor, patch]) => {
    expect(parseVersion(text)).toEqual({major, minor, patch, text});
  });

  test.each(['', 'unknown', 'v2', 'containerd 1.7', '1.'])('%j is none', text => {
    expect(parseVersion(text)).toBeNull();
  });

  test('are ordered by their numbers, not their letters', () => {
    const sorted = ['2.0.0', '1.7.9', '1.7.16', '1.6.39', '1.10.0'].map(version).sort(compareVersions);
    expect(sorted.map(({text}) => text)).toEqual(['1.6.39', '1.7.9', '1.7.16', '1.10.0', '2.0.0']);
    expect(atLeast(version('1.7.16'), '1.7.16')).toBe(true);
    expect(atLeast(version('1.7.9'), '1.7.16')).toBe(false);
  });
});

test.each([
  ['containerd://2.0.4+azure', 'containerd', 2],
  ['containerd://1.7.23-k3s2', 'containerd', 1],
  ['docker://20.10.9', 'docker', 20],
])('the runtime %s', (text, name, major) => {
  expect(parseRuntime(text)).toMatchObject({name, version: {major}});
});

test('a runtime without a version keeps its name, other texts are none', () => {
  expect(parseRuntime('containerd://Unknown')).toEqual({name: 'containerd', version: null});
  expect(parseRuntime('containerd')).toBeNull();
});

test.each([
  ['10.0.17763.6414', 17763, 6414, 'Windows Server 2019'],
  ['10.0.20348', 20348, null, 'Windows Server 2022'],
  ['10.0.26100.1 (WinBuild.160101.0800)', 26100, 1, 'Windows Server 2025'],
  ['10.0.99999.1', 99999, 1, null],
])('the kernel %s', (text, build, revision, product) => {
  expect(windowsBuild(text)).toEqual({build, revision, product});
});

test('a Linux kernel is no Windows build', () => {
  expect(windowsBuild('6.8.0-1021-azure')).toBeNull();
});

describe('the mount model', () => {
  const of = (containerd: string | null, bindFilter: boolean | null, kernel: string | null) =>
    mountModel({
      containerd: containerd === null ? null : version(containerd),
      bindFilter,
      build: kernel === null ? null : windowsBuild(kernel),
    });
  test.each([
    ['1.6.39', true, '10.0.20348.1', 'symlink'],
    ['1.6.39', null, null, 'symlink'],
    ['1.7.0', true, null, 'bind'],
    ['2.0.4+azure', false, null, 'bind-fallback'],
    ['1.7.0', null, '10.0.20348.1', 'bind'],
    ['2.1.0', null, '10.0.26100', 'bind'],
    ['1.7.0', null, '10.0.17763.3164', 'bind-fallback'],
    ['1.7.0', null, '10.0.17763.3165', 'bind'],
    ['1.7.0', null, '10.0.17763', null],
    ['1.7.0', null, '10.0.18362.1', null],
    ['1.7.0', null, null, null],
    ['1.7.0', false, '10.0.20348.1', 'bind-fallback'],
    ['1.5.11', true, '10.0.20348.1', null],
    [null, true, '10.0.20348.1', null],
  ])('containerd %s, bind filter %s, kernel %s: %s', (containerd, bindFilter, kernel, model) => {
    expect(of(containerd, bindFilter, kernel)).toBe(model);
  });
});
