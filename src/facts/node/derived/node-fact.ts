import {type DerivedFact, derived, known, missing} from '../../../kernel/facts.ts';
import {askId} from '../../../kernel/gather.ts';
import type {NodeAsk} from '../node-ask.ts';
import {answerFact, nodeIdentity, seesNode} from './identity.ts';

/**
 * A fact about a node that is one answer of the collector; checks that ask the same share the answer. Missing when what answered
 * turns out to be an ordinary container: then it is true of that container and not of the node, and HP507 says so.
 */
export const nodeFact = <T>(question: NodeAsk<T>): DerivedFact<'node', T> =>
  derived({
    id: `node ${askId(question.ask)}`,
    about: 'node',
    needs: {identity: nodeIdentity, answer: answerFact(question)},
    derive: ({identity, answer}) =>
      seesNode(identity)
        ? known(answer as T)
        : missing('what answered is an ordinary container, which does not see the node', 'HP507'),
  });
