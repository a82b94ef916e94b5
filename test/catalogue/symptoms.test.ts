import {describe, expect, test} from 'vitest';
import {manual} from '../../src/app/manual.ts';
import {CHECKS} from '../../src/checks/registry.generated.ts';
import {FAILURES} from '../../src/failures/index.ts';
import {RULES} from '../../src/rules/index.ts';
import {SYMPTOMS} from '../../src/symptoms/registry.generated.ts';

const asked = (text: string): readonly string[] | string => {
  const answer = manual(text);
  return answer.ok ? answer.value.map(({code}) => code) : answer.problem.is;
};

test('every row F01 to F88 of the knowledge base is a page of the manual', () => {
  const codes = Array.from({length: 88}, (_, index) => `HP${701 + index}`);
  expect(codes.filter(code => String(asked(code)) !== code)).toEqual([]);
});

const PHRASES = [...RULES, ...CHECKS, ...FAILURES, ...SYMPTOMS].flatMap(({code, askedAs = []}) =>
  askedAs.map(phrase => [phrase, code] as const),
);

test.each(PHRASES)('“%s” asks for %s and nothing else', (phrase, code) => {
  expect(asked(phrase)).toEqual([code]);
});

describe.each(SYMPTOMS.map(symptom => [`${symptom.code} ${symptom.id}`, symptom] as const))('%s', (_, symptom) => {
  test('says in whole sentences what one sees, what it means and what to do', () => {
    for (const words of [symptom.seen, symptom.means, symptom.remedy]) expect(words).toMatch(/^\S[\s\S]{20,}\.$/);
  });
  test('is found by what exists', () => {
    const codes = [...RULES, ...CHECKS, ...FAILURES].map(({code}) => code);
    expect(symptom.foundBy.filter(code => !codes.includes(code))).toEqual([]);
  });
});

describe('a question', () => {
  test('has its words in whatever order, with others between them', () => {
    expect(asked('Why does kubectl top pods show nothing?')).toEqual(['HP764']);
    expect(asked('is the process not terminated with a graceful shutdown')).toEqual(['HP765']);
  });
  test('has all words of one way of asking', () => {
    expect(asked('shutdown')).toBe('unlearned');
    expect(asked('the cpu')).toBe('unlearned');
  });
  test('is not what a machine printed, nor a long text', () => {
    expect(asked('error: kubectl top failed')).toBe('unlearned');
    expect(asked('level=warn kubectl top')).toBe('unlearned');
    expect(asked('kubectl top\nkubectl top')).toBe('unlearned');
    expect(asked(`kubectl top ${'and more '.repeat(10)}`)).toBe('unlearned');
  });
});

test('a field that no rule names gives the checks that do', () => {
  expect(asked('gmsaCredentialSpecName')).toEqual(['HP761']);
  expect(asked('spec.securityContext.windowsOptions.gmsaCredentialSpecName')).toEqual(['HP761']);
});
