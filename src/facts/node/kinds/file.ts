import {type NodeAsk, number, oneOf, orNull, record, text, time} from '../node-ask.ts';

/** A file or a folder of the node. */
export type File = {
  /** A reparse point (symbolic link, junction) is `link` and is not followed. */
  is: 'file' | 'folder' | 'link';
  /** Bytes; null for folders. */
  size: number | null;
  createdAt: string;
  modifiedAt: string;
  /** The four numbers of the version resource, `10.0.20348.3091`; null where the file has none. */
  version: string | null;
  /** The end of the file as text, when it was asked for; a first line that was cut is left out. */
  tail: string | null;
};

/** The folders of logs whose files' ends may be read: those of the node's own components, not those of pods. */
export const TAIL_FOLDERS = [
  'C:\\k',
  'C:\\var\\log\\kubelet',
  'C:\\var\\log\\kube-proxy',
  'C:\\var\\log\\containerd',
  'C:\\etc\\kubernetes\\logs',
  'C:\\ProgramData\\Amazon\\EKS\\logs',
] as const;

/** The longest tail in bytes: with escapes it must fit into one line of the log. */
export const TAIL_LIMIT = 6000;

const read = record<File>({
  is: oneOf('file', 'folder', 'link'),
  size: orNull(number),
  createdAt: time,
  modifiedAt: time,
  version: orNull(text),
  tail: orNull(text),
});

/** Asks for a file or folder by its whole path on the node; null when it is absent (a path one may not see is denied, not absent). */
export const file = (path: string, options: {tailBytes?: number} = {}): NodeAsk<File | null> => ({
  ask: {
    kind: 'file',
    path,
    ...(options.tailBytes === undefined ? {} : {tailBytes: Math.min(options.tailBytes, TAIL_LIMIT)}),
  },
  read: orNull(read),
});
