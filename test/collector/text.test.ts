import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {COLLECTOR, COLLECTOR_DEEP, PROOF, PROOF_ONE_LINE} from '../../src/facts/node/collector.generated.ts';
import {commandAsScript, proofCommand, proofOneLineCommand} from '../../src/facts/node/launch.ts';
import {cmdReads, commandLine, jobCommandLine, splitCommandLine} from '../../src/windows/command-line.ts';
import {expandVariables, protect, replaceMountPoint} from '../../src/windows/expansion.ts';
import {FLAGGED_WORDS} from './allowed.ts';
import {inventory} from './syntax.ts';

const SCRIPTS = [
  ['the proof', PROOF],
  ['the proof on one line', PROOF_ONE_LINE],
  ['the collector', COLLECTOR],
  ['collector-deep', COLLECTOR_DEEP],
] as const;

describe.each(SCRIPTS)('%s', (_, {text, sha256, version}) => {
  test('is plain ASCII without what is damaged on the way', () => {
    expect(text).toMatch(/^[ -~\n]+$/);
    expect(text).not.toContain('$$');
    expect(text).not.toContain('$env:CONTAINER_SANDBOX_MOUNT_POINT');
    expect(text).not.toContain('`');
  });

  test('has none of the words that are logged as suspicious', () => {
    const lower = text.toLowerCase();
    expect(FLAGGED_WORDS.filter(word => lower.includes(word.toLowerCase()))).toEqual([]);
  });

  test('carries its hash: that of itself with zeros in the hash’s place', () => {
    expect(text.split(sha256)).toHaveLength(2);
    expect(
      createHash('sha256')
        .update(text.replace(sha256, '0'.repeat(64)))
        .digest('hex'),
    ).toBe(sha256);
    expect(text).toContain(`'${version}'`);
  });

  test('changes nothing, and only a collector ends its process or starts a program', () => {
    const mayEnd = text === COLLECTOR.text;
    const mayStart = text === COLLECTOR_DEEP.text;
    const words = [
      ...text.replace(/^ *#.*$/gm, '').matchAll(/\bexit\b|\bStart-\w+|\bStop-|\bSet-|\bNew-Item|\bRemove-|\bOut-/gi),
    ];
    const allowed = [...(mayEnd ? ['Exit'] : []), ...(mayStart ? ['Start-Tool'] : [])];
    expect(words.map(match => match[0]).filter(word => !allowed.includes(word))).toEqual([]);
  });

  test('arrives byte for byte through Kubernetes and hcsshim, whatever variables the pod has', () => {
    const names = [...text.matchAll(/\$\(([^)]*)\)/g)].map(match => match[1] ?? '');
    const env = new Map([['HOSTPROCESS_PROOF', 'x'], ['PATH', 'y'], ...names.map(name => [name, 'z'] as const)]);
    expect(replaceMountPoint(expandVariables(protect(text), env), 'C:\\hpc\\')).toBe(text);
  });
});

test.each([PROOF, COLLECTOR, COLLECTOR_DEEP])(
  'a text is one event in Windows’ own script log and one environment variable',
  ({text}) => {
    expect(text.length).toBeLessThan(20_000);
  },
);

test.each([PROOF, COLLECTOR, COLLECTOR_DEEP])(
  'a text opens with who, what and how to check it, for whoever finds it in a log',
  ({text, version}) => {
    const header = text.slice(0, text.search(/^[^#]/m));
    for (const words of [
      'kubectl-hostprocess',
      `version ${version}`,
      'What it reads',
      'What it writes',
      'SHA-256',
      'Who runs it',
    ])
      expect(header).toContain(words);
  },
);

describe('the one-line form', () => {
  const argv = proofOneLineCommand();

  test('is short and holds nothing that cmd.exe reads for itself', () => {
    expect(PROOF_ONE_LINE.text.length).toBeLessThan(2000);
    expect(PROOF_ONE_LINE.text).not.toMatch(/["%\n\r&|<>^!]/);
  });

  test('passes cmd /c and comes out of Windows’ command line as the argument it was', () => {
    const line = jobCommandLine(argv, 'bind');
    expect(cmdReads(line.slice('cmd /c '.length)).loses).toEqual([]);
    expect(splitCommandLine(commandLine(argv))).toEqual([...argv]);
    expect(replaceMountPoint(line, 'C:\\hpc\\')).toBe(line);
  });

  test('asks and prints what the proof does', async () => {
    const keys = (text: string): string[] =>
      [...(/account = [\s\S]*?is64Bit/.exec(text)?.[0] ?? '').matchAll(/(\w+)(?: =|$)/g)].map(match => match[1] ?? '');
    expect(keys(PROOF_ONE_LINE.text)).toHaveLength(9);
    expect(keys(PROOF_ONE_LINE.text)).toEqual(keys(PROOF.text));
  });
});

test.each([
  ['nothing more', proofCommand(null)],
  ['a statement that follows', proofCommand('Start-Sleep -Seconds 2147483')],
])('the loader passes cmd /c with %s', (_, argv) => {
  const line = jobCommandLine(argv, 'bind');
  expect(cmdReads(line.slice('cmd /c '.length)).loses).toEqual([]);
  expect(splitCommandLine(commandLine(argv))).toEqual([...argv]);
  expect(expandVariables(argv.at(-1) ?? '', new Map([['HOSTPROCESS_PROOF', 'x']]))).toBe(argv.at(-1));
});

test('a command becomes a statement whose quotes cannot be left', async () => {
  const statement = commandAsScript(['C:\\a b.exe', "it's", '’; Remove-Item x; ’', '$env:X']);
  expect(statement).toBe("& 'C:\\a b.exe' 'it''s' '’’; Remove-Item x; ’’' '$env:X'");
  const {errors, commands, variables} = await inventory(commandAsScript(['C:\\a.exe', "it's; Remove-Item $x"]));
  expect({errors, commands, variables}).toEqual({errors: [], commands: ["(computed) 'C:\\a.exe'"], variables: []});
});
