import {flag, listOf, type NodeAsk, record, sid, text} from '../node-ask.ts';

/** `name` as that Windows has it: a group that every Windows has is called in Windows' own language. */
export type LocalGroup = {name: string; sid: string};

/** The local groups, 100 at most. */
export type Groups = {groups: LocalGroup[]; more: boolean};

/** Asks for the local groups; who is in them is not asked. */
export const groups = (): NodeAsk<Groups> => ({
  ask: {kind: 'groups'},
  read: record<Groups>({groups: listOf(record<LocalGroup>({name: text, sid})), more: flag}),
});
