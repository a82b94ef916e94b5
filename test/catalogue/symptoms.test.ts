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
  test('has the words of one way of asking side by side, whatever stands around them', () => {
    expect(asked('Why does kubectl top pods show nothing?')).toEqual(['HP764']);
    expect(asked('is the process not terminated with a graceful shutdown')).toEqual(['HP765']);
    expect(asked('why is the log of win-1 empty, the log is empty')).toEqual(['HP754']);
  });
  test.each([
    'shutdown',
    'the cpu',
    'failed to create log file in empty directory',
    'The process was left in an unknown state',
    'service account kubectl used has no top privilege',
    'shutdown graceful',
  ])('with those words apart, in another order or not all of them is unknown: %s', text => {
    expect(asked(text)).toBe('unlearned');
  });
  test('gets a page that claims nothing, because its words may stand in what a machine said', () => {
    const answer = manual('invalid cpu limit');
    expect(answer.ok && answer.value.map(({code, details}) => [code, details[0]])).toEqual([
      [
        'HP763',
        ['maybe', 'You may mean this: it is asked for as “cpu limit”. No known failure is in the text itself.'],
      ],
    ]);
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
