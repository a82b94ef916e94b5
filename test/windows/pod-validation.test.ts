import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../src/kernel/subjects.ts';
import {fieldErrorText, hostProcessErrors, osErrors, podErrors, shownValue} from '../../src/windows/pod-validation.ts';
import {userNameErrors} from '../../src/windows/run-as-user-name.ts';

describe('runAsUserName', () => {
  const DOMAIN = "runAsUserName's Domain doesn't match the NetBios nor the DNS format";
  const DOMAIN_LENGTH = "runAsUserName's Domain length must be under 256 characters";
  const CHARACTERS = `runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`;
  const LENGTH = "runAsUserName's User length must not be longer than 104 characters";

  test.each([
    'Container. User',
    'Network Service\\Container. User',
    `${'fOo'.repeat(20)}.liSH\\Container. User`,
    'NT AUTHORITY\\SYSTEM',
    'NetBios aaaaaaa\\user',
    'a'.repeat(104),
    'ü'.repeat(52),
    `${'😀'.repeat(15)}\\user`,
    'a\u0085b',
  ])('%s is accepted', name => {
    expect(userNameErrors(name)).toEqual([]);
  });

  test.each([
    ['', ['runAsUserName cannot be an empty string']],
    ['Container\tUser', ['runAsUserName cannot contain control characters']],
    ['a\u007fb', ['runAsUserName cannot contain control characters']],
    ['Container\\Foo\\Lish', ['runAsUserName cannot contain more than one backslash']],
    ['\\User', [DOMAIN]],
    ['Container\\', ["runAsUserName's User cannot be empty"]],
    ['NetBios aaaaaaaa\\user', [DOMAIN]],
    [`${'a'.repeat(42)}\\Container. User`, []],
    [`${'a'.repeat(64)}\\user`, [DOMAIN]],
    [`${'a.'.repeat(128)}b\\user`, [DOMAIN_LENGTH]],
    ['a'.repeat(105), [LENGTH]],
    ['ü'.repeat(53), [LENGTH]],
    ['... ...', ["runAsUserName's User cannot contain only periods or spaces"]],
    ['.FooLish\\User', [DOMAIN]],
    ['Foo? Lish?\\User', [DOMAIN]],
    [`${'a'.repeat(32)}.com-\\user`, [DOMAIN]],
    ['Container/User', [CHARACTERS]],
    [`${'?'.repeat(256)}\\${'@'.repeat(105)}`, [DOMAIN_LENGTH, DOMAIN, LENGTH, CHARACTERS]],
  ])('%j: %j', (name, errors) => {
    expect(userNameErrors(name)).toEqual(errors);
  });
});

describe('HostProcess pods', () => {
  const context = (hostProcess: boolean | null) => ({
    securityContext: {windowsOptions: hostProcess === null ? {} : {hostProcess}},
  });
  type Case = {
    pod: boolean | null;
    network?: boolean;
    containers: (boolean | null)[];
    init?: (boolean | null)[];
    ephemeral?: (boolean | null)[];
  };
  const list = (values: (boolean | null)[] = []) =>
    values.map((value, index) => ({name: `c-${index}`, ...context(value)}));
  const specOf = (given: Case): JsonObject => ({
    ...context(given.pod),
    ...(given.network !== undefined && {hostNetwork: given.network}),
    containers: list(given.containers),
    initContainers: list(given.init),
    ephemeralContainers: list(given.ephemeral),
  });
  const V1 = 'must be identical';
  const V2 = 'all containers must be HostProcess';
  const V3 = 'hostNetwork must be true';

  // The cases of Kubernetes' own TestValidateWindowsHostProcessPod.
  test.each<[string, Case, string[]]>([
    ['1: no hostNetwork', {pod: true, containers: [null]}, [V3]],
    ['2: pod level', {pod: true, network: true, containers: [null]}, []],
    ['3: both levels', {pod: true, network: true, containers: [true], init: [true]}, []],
    ['4: containers only', {pod: null, network: true, containers: [true, true], init: [true]}, []],
    ['5: init false', {pod: null, network: true, containers: [true], init: [false]}, [V2]],
    ['6: init unset', {pod: null, network: true, containers: [true], init: [null]}, [V2]],
    ['7: init overrides', {pod: true, network: true, containers: [true], init: [false]}, [V1, V2]],
    ['8: one overrides', {pod: true, network: true, containers: [true, false]}, [V1, V2]],
    ['9: init inherits', {pod: true, network: true, containers: [true], init: [null]}, []],
    ['10: pod false', {pod: false, network: true, containers: [true], init: [null]}, [V1, V2]],
    ['11: container false', {pod: true, network: true, containers: [false]}, [V1]],
    ['13: ephemeral false', {pod: true, network: true, containers: [null], ephemeral: [false]}, [V1, V2]],
    ['14: ephemeral inherits', {pod: true, network: true, containers: [null], ephemeral: [null]}, []],
    ['15: ordinary with ephemeral', {pod: null, containers: [null], ephemeral: [false]}, []],
    ['16: ephemeral true', {pod: null, network: true, containers: [null], ephemeral: [true]}, [V2]],
  ])('%s', (_, given, details) => {
    const errors = hostProcessErrors(specOf(given), 'spec');
    expect(errors.map(error => details.find(detail => error.detail.includes(detail)) ?? error.detail)).toEqual(details);
  });

  test('12: a server without privileged containers', () => {
    const spec = specOf({pod: true, network: true, containers: [null]});
    expect(hostProcessErrors(spec, 'spec', false).map(fieldErrorText)).toEqual([
      'spec: Forbidden: hostProcess containers are disallowed by cluster policy',
    ]);
  });

  test('the lines are the server’s', () => {
    const spec = specOf({pod: true, containers: [false, true]});
    expect(hostProcessErrors(spec, 'spec.template.spec').map(fieldErrorText)).toEqual([
      'spec.template.spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be identical if both are specified, was true',
      'spec.template.spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
      'spec.template.spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers',
    ]);
  });
});

describe('spec.os', () => {
  const linux: JsonObject = {
    hostUsers: true,
    hostPID: false,
    hostIPC: true,
    shareProcessNamespace: false,
    securityContext: {sysctls: [], supplementalGroups: [], seLinuxOptions: null, fsGroup: 0},
    containers: [{name: 'a', securityContext: {privileged: false, capabilities: {}, runAsNonRoot: true}}],
  };

  test('windows forbids fields that are there, whatever they say', () => {
    const errors = osErrors({...linux, os: {name: 'windows'}}, 'spec');
    expect(errors.map(({field}) => field)).toEqual([
      'spec.hostUsers',
      'spec.hostIPC',
      'spec.securityContext.fsGroup',
      'spec.shareProcessNamespace',
      'spec.securityContext.supplementalGroups',
      'spec.containers[0].securityContext.capabilities',
      'spec.containers[0].securityContext.privileged',
    ]);
    expect(errors.map(fieldErrorText)).toContain('spec.hostUsers: Forbidden: cannot be set for a windows pod');
  });

  test('without spec.os nothing is checked', () => {
    expect(osErrors(linux, 'spec')).toEqual([]);
  });

  test('linux forbids windowsOptions', () => {
    const options = {securityContext: {windowsOptions: {}}};
    const spec = {
      os: {name: 'linux'},
      ...options,
      initContainers: [{name: 'i', ...options}],
      containers: [{name: 'c'}],
    };
    expect(osErrors(spec, 'spec').map(fieldErrorText)).toEqual([
      'spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
      'spec.initContainers[0].securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod',
    ]);
  });
});

test('all errors come in the server’s order: names, HostProcess, system', () => {
  const spec: JsonObject = {
    os: {name: 'windows'},
    hostPID: true,
    securityContext: {windowsOptions: {hostProcess: true, runAsUserName: ''}},
    initContainers: [{name: 'i', securityContext: {windowsOptions: {runAsUserName: 'a/b'}}}],
    containers: [{name: 'c', securityContext: {windowsOptions: {runAsUserName: 'c/d'}}}],
  };
  expect(podErrors(spec, 'spec').map(({field}) => field)).toEqual([
    'spec.containers[0].securityContext.windowsOptions.runAsUserName',
    'spec.initContainers[0].securityContext.windowsOptions.runAsUserName',
    'spec.securityContext.windowsOptions.runAsUserName',
    'spec.hostNetwork',
    'spec.hostPID',
  ]);
});

// As printed by a kube-apiserver 1.36.3 for each value.
test.each([
  ['NT AUTHORITY\\SYSTEM', '"NT AUTHORITY\\\\SYSTEM"'],
  ['<>&"/ a', '"\\u003c\\u003e\\u0026\\"/ a"'],
  ['a\u0007\b\u000b\f\u0001\u001f', '"a\\u0007\\b\\u000b\\f\\u0001\\u001f"'],
  ['x\u2028y\u2029/', '"x\\u2028y\\u2029/"'],
  ['\u007f\u00a0é😀\u{10ffff}', '"\u007f\u00a0é😀\u{10ffff}"'],
])('the value %j is shown as %s', (value, shown) => {
  expect(shownValue(value)).toBe(shown);
});
