import type {AskedAs} from '../kernel/checks.ts';

/** Longer texts are told, not asked: words of a phrase stand beside each other in them by chance. */
const WORDS = 12;

/** A person's question is one short line without what machines print: `name: text`, `key=value`, quotes and brackets. */
const isQuestion = (text: string): boolean => !/\n|:\s|=|["[\]{}]/.test(text) && wordsIn(text).length <= WORDS;

/** Words that may stand between those of a phrase: “the log is empty” is asked as “log empty”. */
const BETWEEN = new Set(['a', 'an', 'the', 'my', 'is', 'are']);

/** Lower case, without the plural's s, so that “logs” and “log” are one word. */
const wordsIn = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(word => (/[a-z]{3}s$/.test(word) ? word.slice(0, -1) : word));

const spaced = (text: string): string =>
  ` ${wordsIn(text)
    .filter(word => !BETWEEN.has(word))
    .join(' ')} `;

/** The way of asking for an entry whose words stand side by side, in their order, in a text that is a question; undefined when none does. */
export function phraseIn(text: string): (entry: {readonly askedAs?: AskedAs}) => string | undefined {
  const question = isQuestion(text) ? spaced(text) : '';
  return ({askedAs = []}) => askedAs.find(phrase => question.includes(spaced(phrase)));
}
