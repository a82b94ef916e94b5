import {type NodeAsk, number, orNull, record, text} from '../node-ask.ts';

/** A volume with a drive letter; sizes in bytes. `freeBytes` is what the asking account may use. */
export type Volume = {format: string; freeBytes: number; totalBytes: number};

/** Asks for a volume by its letter, `C`; null when there is none, or none that is ready. */
export const volume = (drive: string): NodeAsk<Volume | null> => ({
  ask: {kind: 'volume', drive},
  read: orNull(record<Volume>({format: text, freeBytes: number, totalBytes: number})),
});
