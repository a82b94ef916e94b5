import {flag, listOf, type NodeAsk, number, orNull, record, sid, text} from '../node-ask.ts';

/** A local group with the SIDs of its members, 100 at most: names would cost a look-up at the domain each. */
export type Group = {name: string; sid: string; members: string[]; count: number; more: boolean};

/** Asks for a local group by name or SID; null when there is none. Domain controllers have no local groups. */
export const group = (nameOrSid: string): NodeAsk<Group | null> => ({
  ask: {kind: 'group', group: nameOrSid},
  read: orNull(record<Group>({name: text, sid, members: listOf(sid), count: number, more: flag})),
});
