import {type AskFact, askFact} from '../../../kernel/facts.ts';
import {askId} from '../../../kernel/gather.ts';
import {IDENTITY_ASK, type Identity, readIdentity} from '../kinds/identity.ts';
import type {NodeAsk} from '../node-ask.ts';

/** One answer of the collector as it came. Its id is the ask's canonical JSON. */
export const answerFact = <T>(question: NodeAsk<T>): AskFact<'node', T> =>
  askFact({id: askId(question.ask), about: 'node', ask: () => question.ask, read: question.read});

/** Who the process is that answered for a node. */
export const nodeIdentity = answerFact({ask: IDENTITY_ASK, read: readIdentity});

/**
 * Whether a process is on the node itself: in a HostProcess container, or started there by hand. An ordinary container runs as one
 * of its image's two users (S-1-5-93-2-1, -2) or has the name of our pod as host name, cut at 15 characters by some runtimes.
 */
export const seesNode = ({mountPoint, sid, host}: Identity): boolean =>
  mountPoint !== null || !(/^S-1-5-93-/.test(sid) || /^hostprocess-pro/i.test(host));
