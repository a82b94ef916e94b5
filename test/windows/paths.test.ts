import {describe, expect, test} from 'vitest';
import {
  absolutePath,
  executablePlace,
  isNamedPipe,
  missingExecutable,
  mountPlaces,
  mountPoint,
  unreplacedMountPoints,
} from '../../src/windows/paths.ts';
import type {MountModel} from '../../src/windows/versions.ts';

test.each<[MountModel, string]>([
  ['symlink', 'C:\\C\\id\\'],
  ['bind', 'C:\\hpc\\'],
  ['bind-fallback', 'C:\\hpc\\id\\'],
])('in the model %s the mount point is %s', (model, path) => {
  expect(mountPoint(model, 'id')).toBe(path);
});

test.each([
  ['/etc/x', 'C:\\etc\\x'],
  ['\\etc\\x', 'C:\\etc\\x'],
  ['etc/x', 'C:\\etc\\x'],
  ['D:/x', 'D:\\x'],
  ['\\\\server\\share', '\\\\server\\share'],
])('%s is %s', (path, absolute) => {
  expect(absolutePath(path)).toBe(absolute);
});

describe('volume mounts', () => {
  test.each<[string, MountModel, readonly string[], boolean]>([
    ['/etc/x', 'symlink', ['C:\\C\\id\\etc\\x'], false],
    ['/etc/x', 'bind', ['C:\\etc\\x', 'C:\\hpc\\etc\\x'], true],
    ['/etc/x', 'bind-fallback', ['C:\\hpc\\id\\etc\\x'], false],
    ['C:\\data\\..\\x', 'symlink', ['C:\\C\\id\\x'], false],
    ['/../../x', 'symlink', ['C:\\C\\id\\x'], false],
  ])('%s in the model %s is at %j, read-only enforced: %s', (mountPath, model, at, readOnlyEnforced) => {
    expect(mountPlaces(mountPath, model, 'id')).toEqual({at, readOnlyEnforced});
  });

  test('a named pipe is told from a file', () => {
    expect(['\\\\.\\pipe\\containerd', 'C:\\pipe\\x'].map(isNamedPipe)).toEqual([true, false]);
  });
});

describe('executables', () => {
  test.each<[string, MountModel, object]>([
    ['powershell.exe', 'bind', {is: 'search', name: 'powershell.exe'}],
    ['bin/tool.exe', 'bind', {is: 'search', name: 'bin\\tool.exe'}],
    ['C:\\Windows\\System32\\cmd.exe', 'symlink', {is: 'host', path: 'C:\\Windows\\System32\\cmd.exe'}],
    ['/agnhost', 'bind', {is: 'host', path: 'C:\\agnhost'}],
    ['C:\\hpc\\tool.exe', 'bind', {is: 'image', path: 'C:\\hpc\\tool.exe'}],
    ['c:/HPC/tool.exe', 'bind', {is: 'image', path: 'c:\\HPC\\tool.exe'}],
    ['%CONTAINER_SANDBOX_MOUNT_POINT%\\tool.exe', 'symlink', {is: 'image', path: 'C:\\C\\id\\tool.exe'}],
    ['$env:CONTAINER_SANDBOX_MOUNT_POINT/tool.exe', 'bind-fallback', {is: 'image', path: 'C:\\hpc\\id\\tool.exe'}],
    ['C:\\hpc\\tool.exe', 'symlink', {is: 'nowhere', path: 'C:\\hpc\\tool.exe'}],
    ['C:\\hpc\\tool.exe', 'bind-fallback', {is: 'nowhere', path: 'C:\\hpc\\tool.exe'}],
  ])('%s in the model %s', (argv0, model, place) => {
    expect(executablePlace(argv0, model, 'id')).toMatchObject(place);
  });

  test('one that is missing stops the start, but in the bind model only cmd.exe says so', () => {
    expect(missingExecutable('pwsh.exe -c x', 'pwsh.exe', 'symlink')).toEqual({
      is: 'start-error',
      text: 'failed to get application name from commandline "pwsh.exe -c x": failed to find executable "pwsh.exe -c x"',
    });
    expect(missingExecutable('pwsh.exe -c x', 'pwsh.exe', 'bind')).toMatchObject({is: 'exit', exitCode: 1});
  });
});

describe('spellings of the mount point that nobody replaces', () => {
  test.each([
    ['$CONTAINER_SANDBOX_MOUNT_POINT\\a', ['$CONTAINER_SANDBOX_MOUNT_POINT']],
    ['${CONTAINER_SANDBOX_MOUNT_POINT}\\a', ['${CONTAINER_SANDBOX_MOUNT_POINT}']],
    ['$(CONTAINER_SANDBOX_MOUNT_POINT)\\a', ['$(CONTAINER_SANDBOX_MOUNT_POINT)']],
    ['x ${env:CONTAINER_SANDBOX_MOUNT_POINT}', ['${env:CONTAINER_SANDBOX_MOUNT_POINT}']],
    ['%container_sandbox_mount_point%', ['%container_sandbox_mount_point%']],
    ['$Env:CONTAINER_SANDBOX_MOUNT_POINT', ['$Env:CONTAINER_SANDBOX_MOUNT_POINT']],
    ['$env:CONTAINER_SANDBOX_MOUNT_POINT\\a;%CONTAINER_SANDBOX_MOUNT_POINT%', []],
    ["[Environment]::GetEnvironmentVariable('CONTAINER_SANDBOX_MOUNT_POINT')", []],
  ])('%s', (text, found) => {
    const unreplaced = unreplacedMountPoints(text);
    expect(unreplaced.map(mention => mention.text)).toEqual(found);
    expect(unreplaced.every(mention => text.startsWith(mention.text, mention.at))).toBe(true);
  });
});
