import {describe, expect, test} from 'vitest';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {COLLECTOR, COLLECTOR_DEEP} from '../../src/facts/node/collector.generated.ts';
import {
  ASKS_VARIABLE,
  asksText,
  COLLECTOR_DEEP_VARIABLE,
  COLLECTOR_VARIABLE,
  collectorAsScript,
  collectorLaunch,
  isDeep,
  KINDS,
} from '../../src/facts/node/collector-launch.ts';
import {CIM_CLASSES, cim} from '../../src/facts/node/kinds/cim.ts';
import {file, TAIL_FOLDERS} from '../../src/facts/node/kinds/file.ts';
import {hns} from '../../src/facts/node/kinds/hns.ts';
import {REGISTRY_ROOTS} from '../../src/facts/node/kinds/registry.ts';
import {run} from '../../src/facts/node/kinds/run.ts';
import {service} from '../../src/facts/node/kinds/service.ts';
import {leaves} from '../../src/kernel/facts.ts';
import {askId} from '../../src/kernel/gather.ts';
import type {Json} from '../../src/kernel/subjects.ts';
import {cmdReads, jobCommandLine} from '../../src/windows/command-line.ts';
import {inventory} from './syntax.ts';

const HNS = service('hns').ask;
const NETWORKS = hns('networks').ask;
const ROWS = cim('Win32_Service', {filter: "Name='Größe'", properties: ['State']}).ask;
const env = (asks: Json[]): {[name: string]: string} =>
  Object.fromEntries(collectorLaunch(asks).env.map(({name, value}) => [name, value]));

/** Every ask that a check puts to a node. */
const ALL_ASKS = CHECKS.flatMap(check => Object.values(check.needs).flatMap(need => leaves(need as never))).flatMap(
  fact => (fact.by === 'ask' && fact.about === 'node' ? [fact.ask({kind: 'node', name: 'win-1'})] : []),
);

describe('what a container is given', () => {
  test('is the script, the asks, and the second text only where an ask needs it', () => {
    expect(env([HNS])).toEqual({[COLLECTOR_VARIABLE]: COLLECTOR.text, [ASKS_VARIABLE]: asksText([HNS])});
    expect(env([HNS, NETWORKS])[COLLECTOR_DEEP_VARIABLE]).toBe(COLLECTOR_DEEP.text);
  });

  test.each<[string, Json, boolean]>([
    ['a service', HNS, false],
    ['a service and its process', service('hns', {process: true}).ask, true],
    ['a file', file('C:\\k\\a.log').ask, false],
    ['the end of a file', file('C:\\k\\a.log', {tailBytes: 100}).ask, true],
    ['a program', run({program: 'fltmc', args: ['filters']}).ask, true],
  ])('%s needs the second text: %s', (_, ask, deep) => {
    expect(isDeep(ask)).toBe(deep);
  });

  test('names an address of the API server when there is one', () => {
    const {env} = collectorLaunch([HNS], {apiServer: {host: '192.0.2.7', port: 6443}});
    expect(env.slice(-2)).toEqual([
      {name: 'HOSTPROCESS_API_HOST', value: '192.0.2.7'},
      {name: 'HOSTPROCESS_API_PORT', value: '6443'},
    ]);
  });

  test('passes cmd /c', () => {
    const line = jobCommandLine(collectorLaunch([HNS]).command, 'bind');
    expect(cmdReads(line.slice('cmd /c '.length)).loses).toEqual([]);
  });

  test('fits into a variable even when every check asks everything', () => {
    expect(ALL_ASKS.length).toBeGreaterThan(30);
    expect(asksText(ALL_ASKS).length).toBeLessThan(20_000);
  });
});

describe('the asks', () => {
  test('are JSON, ASCII, one a line, what may hang last', () => {
    const text = asksText([NETWORKS, ROWS, HNS]);
    expect(JSON.parse(text)).toEqual([HNS, ROWS, NETWORKS]);
    expect(text).toMatch(/^[ -~\n]+$/);
    expect(
      text
        .split('\n')
        .slice(1, -1)
        .map(line => askId(JSON.parse(line.replace(/,$/, '')) as Json)),
    ).toEqual([HNS, ROWS, NETWORKS].map(askId));
  });
});

describe('what script and program both say', () => {
  test('is the same for kinds, their functions and their time', () => {
    const limits = /\$limits = @\{ (.*?) \}/.exec(COLLECTOR.text)?.[1]?.split('; ') ?? [];
    expect(limits.sort()).toEqual(KINDS.map(({kind, seconds}) => `${kind} = ${seconds}`).sort());
    for (const {kind, deep} of KINDS) {
      const text = deep ? COLLECTOR_DEEP.text : COLLECTOR.text;
      expect(text).toContain(`function Answer-${kind[0]?.toUpperCase()}${kind.slice(1)}`);
    }
    const functions = [...`${COLLECTOR.text}${COLLECTOR_DEEP.text}`.matchAll(/function Answer-/g)];
    expect(functions).toHaveLength(KINDS.length);
  });

  test('is the same for keys of the registry', () => {
    const roots = /\$roots = @\(([\s\S]*?)\n {2}\)/.exec(COLLECTOR.text)?.[1] ?? '';
    expect([...roots.matchAll(/'([^']+)'/g)].map(match => match[1])).toEqual([...REGISTRY_ROOTS]);
  });

  test('is the same for folders of logs', () => {
    const folders = /\$folders = @\(([\s\S]*?)\n {2}\)/.exec(COLLECTOR_DEEP.text)?.[1] ?? '';
    expect([...folders.matchAll(/'([^']+)'/g)].map(match => match[1])).toEqual([...TAIL_FOLDERS]);
    const pattern = new RegExp(/\$Path -notmatch '(\^\(\.\+\).*?)'/.exec(COLLECTOR_DEEP.text)?.[1] ?? 'none', 'i');
    const folderOf = (path: string): string | undefined => pattern.exec(path)?.[1];
    for (const folder of TAIL_FOLDERS) expect(folderOf(`${folder}\\a.log`)).toBe(folder);
    const hostile = ['C:\\k\\..\\x\\a.log', 'C:\\k\\../x/a.log', '\\\\attacker\\k\\a.log', 'C:\\k\\config:a.log'];
    for (const path of hostile) expect(TAIL_FOLDERS).not.toContain(folderOf(path));
  });

  test('keeps a question about a path from leaving the node', () => {
    for (const kind of ['File', 'Folder']) {
      const guard = new RegExp(`function Answer-${kind}[^\\n]*\\n  if \\(\\$Ask\\.path -notmatch '(.*?)'`);
      const pattern = new RegExp(guard.exec(COLLECTOR.text)?.[1] ?? 'none', 'i');
      expect('C:\\k\\a.log').toMatch(pattern);
      for (const path of [
        '\\\\attacker\\share\\x.log',
        '//attacker/share',
        '\\\\?\\UNC\\a\\b',
        'file://a/b',
        'C:/k',
        '',
      ])
        expect(path).not.toMatch(pattern);
    }
  });

  test('keeps a question about the registry out of environments and of what services keep', () => {
    const denied = new RegExp(/\$Path -match '(Environment.*?)'/.exec(COLLECTOR.text)?.[1] ?? 'none', 'i');
    for (const root of REGISTRY_ROOTS) expect(root.at(-1)).toBe('\\');
    for (const root of REGISTRY_ROOTS) expect(root).not.toMatch(denied);
    const services = 'SYSTEM\\CurrentControlSet\\Services\\';
    expect(`${services}hns`).not.toMatch(denied);
    expect(`${services}hns\\Parameters`).toMatch(denied);
    expect(`${services}\\hns\\\\Parameters`).toMatch(denied);
    expect('SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment').toMatch(denied);
  });

  test('is the same for classes of WMI', () => {
    const pattern = /-notmatch '(\^\(\?:\(Win32\).*?\$)'/.exec(COLLECTOR_DEEP.text)?.[1] ?? 'none';
    for (const name of Object.keys(CIM_CLASSES)) expect(name).toMatch(new RegExp(pattern));
    expect('Win32_Product').not.toMatch(new RegExp(pattern));
    expect(CIM_CLASSES.MSFT_MpPreference).toContain('Defender');
    expect(cim('Win32_Service', {properties: ['Name']}).ask).toEqual({
      kind: 'cim',
      class: 'Win32_Service',
      columns: ['Name'],
    });
  });

  test.each([
    run({program: 'crictl', args: ['version']}),
    run({program: 'crictl', args: ['images']}),
    run({program: 'crictl', args: ['pods']}),
    run({program: 'crictl', args: ['inspectp', '0123456789abcdef']}),
    run({program: 'netsh', args: ['int', 'ipv4', 'show', 'dynamicportrange', 'udp']}),
    run({program: 'netsh', args: ['int', 'ipv4', 'show', 'tcpconnections']}),
    run({program: 'netsh', args: ['winhttp', 'show', 'proxy']}),
    run({program: 'w32tm', args: ['/query', '/status']}),
    run({program: 'fltmc', args: ['filters']}),
    run({program: 'hcsdiag', args: ['list']}),
    run({program: 'nltest', args: ['/sc_query:contoso.com']}),
    run({program: 'nltest', args: ['/query']}),
  ])('is the same for the forms of programs: %j', ({ask}) => {
    const {program, args} = ask as unknown as {program: string; args: string[]};
    const form = new RegExp(` ${program} = '(.*)'`).exec(COLLECTOR_DEEP.text)?.[1] ?? 'none';
    expect(args.join(' ')).toMatch(new RegExp(form));
    for (const more of [' & calc', ' /sc_reset:x', ' ..', '"'])
      expect(args.join(' ') + more).not.toMatch(new RegExp(form));
  });
});

describe('the script to paste', () => {
  const script = collectorAsScript([NETWORKS, cim('Win32_Service', {filter: "it's", properties: ['State']}).ask]);

  test('is PowerShell 5.1 that sets the variables, runs the same command and takes them away', async () => {
    const {errors, commands} = await inventory(script);
    expect(errors).toEqual([]);
    expect(commands.filter(name => name !== 'Remove-Item')).toEqual([
      "(computed) 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'",
    ]);
    expect(script).toContain("-NonInteractive -Command '. ([scriptblock]::Create($env:HOSTPROCESS_COLLECTOR))'\n");
    expect(script).toContain(
      "Remove-Item 'Env:HOSTPROCESS_COLLECTOR', 'Env:HOSTPROCESS_COLLECTOR_DEEP', 'Env:HOSTPROCESS_ASKS'\n",
    );
  });

  test('has nothing in it that ends a here-string before its time', () => {
    const ends = script.split('\n').filter(line => line.startsWith("'@"));
    expect(ends).toEqual(["'@", "'@", "'@"]);
    const [, collector] = /^\$env:HOSTPROCESS_COLLECTOR = @'\n([\s\S]*?)\n'@$/m.exec(script) ?? [];
    expect(`${collector}\n`).toBe(COLLECTOR.text);
  });
});
