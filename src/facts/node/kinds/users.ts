import {flag, listOf, type NodeAsk, record, sid, text} from '../node-ask.ts';

export type LocalUser = {name: string; sid: string; enabled: boolean};

/** The local accounts, 100 at most. */
export type Users = {users: LocalUser[]; more: boolean};

/** Asks for the local accounts. */
export const users = (): NodeAsk<Users> => ({
  ask: {kind: 'users'},
  read: record<Users>({users: listOf(record<LocalUser>({name: text, sid, enabled: flag})), more: flag}),
});
