import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {collectorLaunch} from '../../src/facts/node/collector-launch.ts';
import {type CollectorReading, readCollector} from '../../src/facts/node/collector-reading.ts';
import {cim} from '../../src/facts/node/kinds/cim.ts';
import {dns} from '../../src/facts/node/kinds/dns.ts';
import {events} from '../../src/facts/node/kinds/events.ts';
import {file} from '../../src/facts/node/kinds/file.ts';
import {folder} from '../../src/facts/node/kinds/folder.ts';
import {groups} from '../../src/facts/node/kinds/groups.ts';
import {hns} from '../../src/facts/node/kinds/hns.ts';
import {host} from '../../src/facts/node/kinds/host.ts';
import {http} from '../../src/facts/node/kinds/http.ts';
import {identity} from '../../src/facts/node/kinds/identity.ts';
import {memory} from '../../src/facts/node/kinds/memory.ts';
import {processes} from '../../src/facts/node/kinds/processes.ts';
import {registryKey, registryValue} from '../../src/facts/node/kinds/registry.ts';
import {run} from '../../src/facts/node/kinds/run.ts';
import {service} from '../../src/facts/node/kinds/service.ts';
import {tcp} from '../../src/facts/node/kinds/tcp.ts';
import {users} from '../../src/facts/node/kinds/users.ts';
import {volume} from '../../src/facts/node/kinds/volume.ts';
import type {NodeAsk} from '../../src/facts/node/node-ask.ts';
import {askId} from '../../src/kernel/gather.ts';
import {suiteNeeds} from '../skips.ts';
import {findPowerShell, onWindows} from './powershell.ts';

const program = findPowerShell();
const skip = suiteNeeds('powershell', () =>
  program === null ? 'no PowerShell to run the collector in: set HOSTPROCESS_PWSH or put pwsh on PATH' : null,
);

const SERVICES = 'SYSTEM\\CurrentControlSet\\Services\\';
/** At least one question of every kind, some about things that are nowhere. Nothing but this machine is asked. */
const QUESTIONS: NodeAsk<unknown>[] = [
  identity(),
  host(),
  volume('C'),
  file('C:\\Windows\\System32\\kernel32.dll'),
  file('C:\\nowhere\\at\\all.log', {tailBytes: 100}),
  folder('C:\\Windows', {pattern: '*.exe', limit: 3}),
  registryKey(`${SERVICES}Tcpip`),
  registryValue(`${SERVICES}Tcpip`, 'Start'),
  processes('pwsh'),
  service('w32time'),
  service('no-such-service'),
  service('w32time', {process: true}),
  http(9, '/'),
  dns('localhost'),
  tcp('127.0.0.1', 9),
  memory(),
  users(),
  groups(),
  cim('Win32_OperatingSystem', {properties: ['Caption', 'LastBootUpTime']}),
  events('System', '*', 3),
  run({program: 'netsh', args: ['int', 'ipv4', 'show', 'dynamicportrange', 'tcp']}),
  hns('networks'),
];

/** What is pretended where Windows' own cmdlets are not: auto-loading finds it in the worker's runspace, too. */
const PRETENDED = `function Get-CimInstance {
  param($Namespace, $ClassName, $Property, $Filter, $OperationTimeoutSec)
  if ($ClassName -eq 'Win32_Service') { return [pscustomobject]@{ ProcessId = 0; ExitCode = 1077; ServiceSpecificExitCode = 0 } }
  [pscustomobject]@{ TotalVirtualMemorySize = [uint64]20; FreeVirtualMemory = [uint64]5; TotalVisibleMemorySize = [uint64]16; FreePhysicalMemory = [uint64]8; Caption = 'Gr' + [char]246 + 'sse'; LastBootUpTime = [datetime]::UtcNow }
}
function Get-LocalUser { [pscustomobject]@{ Name = 'one'; SID = [pscustomobject]@{ Value = 'S-1-5-21-1-2-3-500' }; Enabled = $true } }
function Get-LocalGroup { [pscustomobject]@{ Name = 'one'; SID = [pscustomobject]@{ Value = 'S-1-5-32-544' } } }
Export-ModuleMember -Function Get-CimInstance, Get-LocalUser, Get-LocalGroup
`;

describe.skipIf(skip)('the collector, run in a real PowerShell', () => {
  let reading: CollectorReading;
  let modules: string;

  beforeAll(() => {
    modules = mkdtempSync(join(tmpdir(), 'hostprocess-modules-'));
    mkdirSync(join(modules, 'Pretended'));
    writeFileSync(join(modules, 'Pretended', 'Pretended.psm1'), PRETENDED);
    const {command, env} = collectorLaunch(QUESTIONS.map(({ask}) => ask));
    const path = onWindows
      ? {}
      : {PSModulePath: [modules, process.env['PSModulePath']].filter(Boolean).join(delimiter)};
    const variables = Object.fromEntries(env.map(({name, value}) => [name, value]));
    const output = execFileSync(program ?? '', command.slice(1), {env: {...process.env, ...path, ...variables}});
    expect(output.every(byte => byte < 127)).toBe(true);
    reading = readCollector(output.toString().split('\n'));
  }, 240_000);
  afterAll(() => rmSync(modules, {recursive: true, force: true}));

  test('comes to its end, with one answer to every question', () => {
    expect(reading).toMatchObject({is: 'answered'});
    expect(reading.is === 'answered' && [...reading.answers.keys()].sort()).toEqual(
      QUESTIONS.map(({ask}) => askId(ask)).sort(),
    );
  });

  test.each(QUESTIONS.map(question => [askId(question.ask), question] as const))('%s', (id, {ask, read}) => {
    const answer = reading.is === 'answered' ? reading.answers.get(id) : undefined;
    if (answer?.is === 'value') expect(read(answer.value)).toBeDefined();
    else if (answer?.is === 'error') expect(answer.kind).toMatch(/^(unsupported|failed|denied)$/);
    else expect(answer).toEqual({is: 'absent'});
    const pretended = ['memory', 'users', 'groups', 'cim'].includes(String(ask.kind));
    const always = ['dns', 'tcp', 'http', 'processes'].includes(String(ask.kind));
    const windows = onWindows && ['host', 'volume', 'identity', 'events', 'groups'].includes(String(ask.kind));
    if (always || windows || (pretended && !onWindows)) expect(answer?.is).toBe('value');
  });
});
