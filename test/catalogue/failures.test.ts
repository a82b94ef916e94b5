import {describe, expect, test} from 'vitest';
import {claims, explain} from '../../src/failures/explain.ts';
import {FAILURES} from '../../src/failures/index.ts';
import type {Failure, SeenIn} from '../../src/kernel/failures.ts';
import {unboundedParts} from './linear-pattern.ts';

const claimants = (seenIn: SeenIn, text: string, facts: Failure['samples'][number]['facts'] = {}): readonly string[] =>
  claims(seenIn, text, facts, FAILURES).map(({failure}) => failure.code);

describe.each(FAILURES.map(failure => [`${failure.code} ${failure.id}`, failure] as const))('%s', (_, failure) => {
  test('claims its samples, and nobody else does', () => {
    expect(failure.samples.length).toBeGreaterThan(0);
    for (const {seenIn, text, facts} of failure.samples)
      expect(claimants(seenIn, text, facts), text).toEqual([failure.code]);
  });

  test('leaves its near misses alone', () => {
    expect(failure.notThis.length).toBeGreaterThan(0);
    for (const {seenIn, text, facts} of failure.notThis)
      expect(claimants(seenIn, text, facts), text).not.toContain(failure.code);
  });

  test('explains its samples in whole sentences without holes', () => {
    for (const {seenIn, text, facts} of failure.samples) {
      const explained = explain(seenIn, text, facts ?? {}, FAILURES);
      for (const words of [explained?.means, explained?.remedy]) {
        expect(words).toMatch(/^[\S][\s\S]{15,}[.…a-z)}\]]$/);
        expect(words).not.toMatch(/undefined|null|\[object/);
      }
    }
  });

  test('has a page in the manual, where there is no text, without holes either', () => {
    for (const words of [failure.means({}, {}), failure.remedy({}, {})])
      expect(words).not.toMatch(/undefined|null|\[object| {2}/);
  });

  test('has a pattern that reads any text in linear time and keeps no state', () => {
    expect(unboundedParts(failure.pattern)).toEqual([]);
    expect(failure.pattern.flags).not.toMatch(/[gy]/);
  });
});

test('the cause of a refused logon depends on the account and on containerd', () => {
  const text =
    'StartError: failed to create user process token: failed to logon user: The user name or password is incorrect.';
  const code = (facts: Parameters<typeof explain>[2]) => explain('container-state', text, facts, FAILURES)?.code;
  expect(code({account: 'hpc-operators', containerd: '1.6.33'})).toBe('HP730');
  expect(code({account: 'hpc-operators', containerd: '1.7.0'})).toBe('HP726');
  expect(code({account: 'NT Authority\\SYSTEM', containerd: '1.6.33'})).toBe('HP726');
  expect(code({})).toBe('HP726');
});

test('who a file share refuses depends on the account', () => {
  const means = (account?: string) =>
    explain('container-log', 'open \\\\files01\\config\\a: Access is denied.', {account}, FAILURES)?.means;
  expect(means('NT AUTHORITY\\Local service')).toMatch(/^files01 was asked by LocalService, which is nobody/);
  expect(means('NT AUTHORITY\\system')).toMatch(/^files01 was asked by SYSTEM, which is the node’s computer account/);
  expect(means('hpc-operators')).toMatch(/^files01 does not let this account in/);
  expect(means()).toMatch(/^files01 does not let this account in/);
});

describe('which failure decides', () => {
  const failure = (code: `HP${number}`, pattern: RegExp, when?: Failure['when']): Failure => ({
    ...(FAILURES[0] as Failure),
    code,
    pattern,
    seenIn: ['event'],
    ...(when ? {when} : {}),
  });
  const decides = (...failures: Failure[]) => explain('event', 'abc', {}, failures)?.code;

  test('the longer match', () => {
    expect(decides(failure('HP801', /ab/), failure('HP802', /abc/))).toBe('HP802');
  });
  test('before it, one whose condition holds', () => {
    expect(
      decides(
        failure('HP801', /a/, () => true),
        failure('HP802', /abc/),
      ),
    ).toBe('HP801');
  });
  test('never one whose condition does not hold', () => {
    expect(
      decides(
        failure('HP801', /abc/, () => false),
        failure('HP802', /a/),
      ),
    ).toBe('HP802');
  });
  test('none, when nobody claims the text', () => {
    expect(decides(failure('HP801', /x/))).toBeUndefined();
  });
});
