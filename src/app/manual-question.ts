import type {AskedAs} from '../kernel/checks.ts';

/** A person's question is one short line without what machines print: `name: text`, `key=value`, quotes and brackets. */
const isQuestion = (text: string): boolean => !/\n|:\s|=|["[\]{}]/.test(text) && wordsIn(text).length <= 15;

/** Lower case, without the plural's s, so that “logs” and “log” are one word. */
const wordsIn = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(word => (/[a-z]{3}s$/.test(word) ? word.slice(0, -1) : word));

/** Whether a text is a question that has all the words of one of the ways in which people ask for an entry. */
export function isAskedBy(text: string): (entry: {readonly askedAs?: AskedAs}) => boolean {
  const words = isQuestion(text) ? new Set(wordsIn(text)) : new Set<string>();
  return ({askedAs = []}) => askedAs.some(phrase => wordsIn(phrase).every(word => words.has(word)));
}
