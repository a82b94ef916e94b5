import {type AskFact, askFact} from '../../../kernel/facts.ts';
import {askId} from '../../../kernel/gather.ts';
import type {NodeAsk} from '../node-ask.ts';

/** A fact about a node that is one answer of the collector. Its id is the ask's canonical JSON: checks that ask the same share it. */
export const nodeFact = <T>(question: NodeAsk<T>): AskFact<'node', T> =>
  askFact({id: askId(question.ask), about: 'node', ask: () => question.ask, read: question.read});
