import {flag, listOf, type NodeAsk, number, oneOf, orNull, record, text, time} from '../node-ask.ts';

export type FolderEntry = {name: string; is: 'file' | 'folder' | 'link'; size: number | null; modifiedAt: string};

/** What lies in a folder: at most as many entries as were asked for, sorted by name; `more` when there are others. */
export type Folder = {entries: FolderEntry[]; more: boolean};

/** More entries do not fit into one line of the log. */
export const FOLDER_LIMIT = 80;

const read = record<Folder>({
  entries: listOf(
    record<FolderEntry>({name: text, is: oneOf('file', 'folder', 'link'), size: orNull(number), modifiedAt: time}),
  ),
  more: flag,
});

/** Asks for the names in a folder that match `pattern` (`*` and `?`), never below it; null when there is no such folder. */
export const folder = (path: string, options: {pattern?: string; limit?: number} = {}): NodeAsk<Folder | null> => ({
  ask: {
    kind: 'folder',
    path,
    pattern: options.pattern ?? '*',
    limit: Math.min(options.limit ?? FOLDER_LIMIT, FOLDER_LIMIT),
  },
  read: orNull(read),
});
