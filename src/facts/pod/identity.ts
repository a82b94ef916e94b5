import {askFact} from '../../kernel/facts.ts';
import {IDENTITY_ASK, type Identity, readIdentity} from '../node/kinds/identity.ts';

/** Who the process in a pod really is, as it says itself: account, groups, administrator or not, host name, mount point. */
export const identity = askFact({
  id: 'identity',
  about: 'pod',
  ask: () => IDENTITY_ASK,
  read: (value): Identity | undefined => readIdentity(value),
});
