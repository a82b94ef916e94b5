import {CHECKS} from '../checks/registry.generated.ts';
import {FAILURES} from '../failures/index.ts';
import type {AnyCheck} from '../kernel/checks.ts';
import type {Failure, Symptom} from '../kernel/failures.ts';
import {done, type Outcome, refuse} from '../kernel/outcome.ts';
import {RETIRED} from '../kernel/retired.ts';
import {RULES} from '../rules/index.ts';
import {SYMPTOMS} from '../symptoms/registry.generated.ts';
import {phraseIn} from './manual-question.ts';
import {type FoundFailure, failuresIn} from './manual-text.ts';

/** One page of the manual: a code's title and its details, in the order in which a person wants them. */
export type Entry = {code: string; title: string; details: readonly [string, string][]; links: readonly string[]};

const SURE = {
  sourced: 'read in source or documentation',
  reported: 'text and cause were reported by people who had it',
  inferred: 'the text was reported; the cause is our reading of it',
  concluded: 'concluded from source that was read; nobody has reported it in these words',
  general: 'general knowledge of Windows and Kubernetes',
} as const;

/**
 * The pages that answer what was asked: a code (`HP101`), a field of a manifest (`hostNetwork`), any text that something
 * printed, or what a person sees (`kubectl top shows nothing`), whose pages say that they may be meant. A text that nobody knows is
 * `unlearned`, with what to do next: there is no guess.
 */
export function manual(asked: string): Outcome<readonly Entry[]> {
  const text = asked.trim();
  if (text === '') return refuse('usage', 'error: there is no text to explain', USES);
  if (/^hp\d{1,6}$/i.test(text)) {
    const entry = entryOf(text);
    return entry.ok ? done([entry.value]) : entry;
  }
  const rules = rulesAbout(text);
  if (rules.length > 0) return done(rules.map(pageOf));
  const found = failuresIn(asked);
  if (found.length > 0) return done(found.map(each => foundPage(each, text.includes('\n'))));
  const phrase = phraseIn(text);
  const may = [
    ...[...RULES, ...CHECKS].map(each => ({phrase: phrase(each), page: () => pageOf(each)})),
    ...FAILURES.map(each => ({phrase: phrase(each), page: () => failurePage(each)})),
    ...SYMPTOMS.map(each => ({phrase: phrase(each), page: () => symptomPage(each)})),
  ];
  // who says more means something narrower
  const longest = Math.max(...may.map(each => lengthOf(each.phrase)));
  const pages = may.filter(each => lengthOf(each.phrase) === longest).flatMap(each => mayMean(each.phrase, each.page));
  if (pages.length > 0) return done(pages);
  return refuse('unlearned', 'No known failure, field or code is in this text, so nothing is explained.', USES);
}

const lengthOf = (phrase: string | undefined): number => phrase?.split(' ').length ?? 0;

/** A page that words lead to, headed so that it claims nothing about what was asked. */
function mayMean(phrase: string | undefined, page: () => Entry): readonly Entry[] {
  if (phrase === undefined) return [];
  const entry = page();
  const head = `You may mean this: it is asked for as “${phrase}”. No known failure is in the text itself.`;
  return [{...entry, details: [['maybe', head], ...entry.details]}];
}

const USES =
  'Give the whole message or everything that kubectl prints: kubectl describe pod NAME | kubectl hostprocess explain. For a pod in trouble: kubectl hostprocess doctor pod/NAME.';

/** The rules that name a field, or else the checks, by its last part: only what is written like a field, or is a key in a rule's manifest. */
function rulesAbout(text: string): readonly AnyCheck[] {
  const field = /^(?:[\w[\]]{1,60}\.){0,12}(\w{2,60})$/.exec(text)?.[1];
  if (field === undefined) return [];
  const key = new RegExp(String.raw`(?:^|[\s{,])${field}:`, 'm');
  const isField = RULES.some(({examples}) => examples && key.test(`${examples.good}\n${examples.bad}`));
  if (!isField && !/^[a-z]+[A-Z]/.test(field)) return [];
  const word = new RegExp(String.raw`\b${field}\b`);
  const naming = (checks: readonly AnyCheck[]): readonly AnyCheck[] =>
    checks.filter(({title, why, remedy}) => word.test(`${title}\n${why}\n${remedy}`));
  const rules = naming(RULES);
  return rules.length > 0 ? rules : naming(CHECKS);
}

const pageOf = ({code, title, why, remedy, severity, about, links}: AnyCheck): Entry => ({
  code,
  title,
  links,
  details: [
    ['means', why],
    ['do', remedy],
    ['severity', severity],
    ['about', about],
  ],
});

const failurePage = ({code, title, means, remedy, links, seenIn, samples, certainty}: Failure): Entry => ({
  code,
  title,
  links,
  details: [
    ['means', means({}, {})],
    ['do', remedy({}, {})],
    ['seen in', seenIn.join(', ')],
    ['example', samples[0]?.text ?? ''],
    ['sure', SURE[certainty]],
  ],
});

const symptomPage = ({code, title, seen, means, remedy, foundBy, links, certainty}: Symptom): Entry => ({
  code,
  title,
  links,
  details: [
    ['seen', seen],
    ['means', means],
    ['do', remedy],
    ...(foundBy.length > 0 ? [['found by', foundBy.join(', ')] as [string, string]] : []),
    ['sure', SURE[certainty]],
  ],
});

/** How much of a found line is shown: enough to recognise it. */
const SHOWN = 240;

function foundPage({line, times, text, explained}: FoundFailure, many: boolean): Entry {
  const {code, title, means, remedy, links, certainty} = explained;
  const more = times > 1 ? ` and ${times - 1} more` : '';
  const words = text.replace(/\s+/g, ' ');
  const shown = words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words;
  return {
    code,
    title,
    links,
    details: [
      ...(many ? [['found', `line ${line}${more}: ${shown}`] as [string, string]] : []),
      ['means', means],
      ['do', remedy],
      ['sure', SURE[certainty]],
    ],
  };
}

/** The page of a code (`HP101`, `hp101`); unknown codes are refused with the nearest ones. */
function entryOf(given: string): Outcome<Entry> {
  const code = given.toUpperCase();
  const check = [...RULES, ...CHECKS].find(each => each.code === code);
  if (check) return done(pageOf(check));
  const failure = FAILURES.find(each => each.code === code);
  if (failure) return done(failurePage(failure));
  const symptom = SYMPTOMS.find(each => each.code === code);
  if (symptom) return done(symptomPage(symptom));
  const retired = RETIRED[code];
  if (retired !== undefined) return done({code, title: 'no longer used', links: [], details: [['meant', retired]]});
  const number = Number(code.slice(2));
  const distance = (each: string): number => Math.abs(Number(each.slice(2)) - number);
  const near = [...RULES, ...CHECKS, ...FAILURES, ...SYMPTOMS]
    .map(each => each.code as string)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 5)
    .sort();
  return refuse('usage', `error: there is no code "${given}"`, `The nearest are ${near.join(', ')}.`);
}
