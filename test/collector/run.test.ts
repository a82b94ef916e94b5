import {execFileSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {PROOF, PROOF_ONE_LINE} from '../../src/facts/node/collector.generated.ts';
import {IDENTITY_ASK, readIdentity} from '../../src/facts/node/kinds/identity.ts';
import {PROOF_VARIABLE, proofCommand, proofOneLineCommand, SCRIPT_VARIABLE} from '../../src/facts/node/launch.ts';
import {readProof} from '../../src/facts/node/protocol.ts';
import {askId} from '../../src/kernel/gather.ts';
import {suiteNeeds} from '../skips.ts';
import {findPowerShell, onWindows} from './powershell.ts';

const program = findPowerShell();
const skip = suiteNeeds('powershell', () =>
  program === null ? 'no PowerShell to run the proof in: set HOSTPROCESS_PWSH or put pwsh on PATH' : null,
);

describe.skipIf(skip)('the proof, run in a real PowerShell', () => {
  const run = (argv: readonly string[], env: {[name: string]: string}): string[] =>
    execFileSync(program ?? '', argv.slice(1), {env: {...process.env, ...env}, encoding: 'utf8'}).split('\n');
  const forms: [string, string, () => string[]][] = [
    ['as it stands in a pod', PROOF.sha256, () => run(proofCommand(null), {[PROOF_VARIABLE]: PROOF.text})],
    ['on one line', PROOF_ONE_LINE.sha256, () => run(proofOneLineCommand(), {})],
  ];

  test.each(forms)('%s answers in the declared type, or says why not', (_, sha256, lines) => {
    const reading = readProof(lines());
    expect(reading).toMatchObject({is: 'answered', begin: {begin: 'proof', version: PROOF.version, sha256}});
    const answer = reading.is === 'answered' ? reading.answers.get(askId(IDENTITY_ASK)) : undefined;
    if (onWindows) {
      const identity = answer?.is === 'value' ? readIdentity(answer.value) : undefined;
      expect(identity?.sid).toMatch(/^S-1-/);
      expect(lines()[0]?.trimEnd()).toBe(`Process has admin rights: ${identity?.admin ? 'True' : 'False'}`);
    } else {
      expect(answer).toMatchObject({is: 'error'});
      expect(lines()[0]).toMatch(/^Process has admin rights: unknown \((unsupported|failed), code -\d+\)$/);
    }
  });

  test('goes on with what follows, in a scope that the proof left as it was', () => {
    const then = `$ErrorActionPreference; . ([scriptblock]::Create($env:${SCRIPT_VARIABLE}))`;
    const lines = run(proofCommand(then), {[PROOF_VARIABLE]: PROOF.text, [SCRIPT_VARIABLE]: "'went ' + 'on'"});
    expect(lines.map(line => line.trimEnd()).slice(-3)).toEqual(['Continue', 'went on', '']);
  });

  test('writes every kind of value as the pretend node does', () => {
    const texts = `@{ text = 'a\\b' + [char]34 + [char]228 + [char]9 + [char]127 }, @{ list = @('one') }, @{ none = @() }, @{ nothing = $null }, @{ no = $false }, @{ number = -5 }`;
    const lines = run(proofCommand(`foreach ($x in ${texts}) { ConvertTo-AsciiJson $x }`), {
      [PROOF_VARIABLE]: PROOF.text,
    });
    expect(lines.map(line => line.trimEnd()).slice(-7, -1)).toEqual([
      '{"text":"a\\\\b\\"\\u00e4\\u0009\\u007f"}',
      '{"list":["one"]}',
      '{"none":[]}',
      '{"nothing":null}',
      '{"no":false}',
      '{"number":-5}',
    ]);
  });
});
