import {IDENTITY_ASK, readIdentity} from '../kinds/identity.ts';
import {nodeFact} from './node-fact.ts';

/** Who the process is that answered for a node. */
export const nodeIdentity = nodeFact({ask: IDENTITY_ASK, read: readIdentity});
