import {type NodeAsk, number, record} from '../node-ask.ts';

/**
 * Memory in bytes. Commit is what processes were promised, its limit is RAM and page files; Windows has no OOM killer, so
 * whatever asks for more than the limit fails. From Win32_OperatingSystem.
 */
export type Memory = {commitBytes: number; commitLimitBytes: number; freeBytes: number; totalBytes: number};

/** Asks for memory. */
export const memory = (): NodeAsk<Memory> => ({
  ask: {kind: 'memory'},
  read: record<Memory>({commitBytes: number, commitLimitBytes: number, freeBytes: number, totalBytes: number}),
});
