import type {Json, JsonObject} from '../../../src/kernel/subjects.ts';
import type {ProcessContext} from '../process.ts';
import type {PretendFacts} from './facts.ts';

/** What a pretend node answers to one ask. */
export type Given =
  | {is: 'value'; value: Json}
  | {is: 'absent'; code: number | null}
  | {is: 'error'; kind: 'denied' | 'timeout' | 'unsupported' | 'failed'; code: number | null; text: string};

/** What an answer is drawn from: the ask, the node's facts, the collector's own process, and the node's clock in ms since 1970. */
export type Asked = {ask: JsonObject; facts: PretendFacts; context: ProcessContext; now: number};

export type Answerer = (asked: Asked) => Given;

export const given = (value: Json): Given => ({is: 'value', value});
/** The Win32 number, as the collector gives it: 2 file, 3 folder; null where no call failed. */
export const absent = (code: number | null = null): Given => ({is: 'absent', code});
/** What is refused by the script itself: a form or a place out of its lists, a tool that is not there (NotSupportedException). */
export const unsupported = (text: string): Given => ({is: 'error', kind: 'unsupported', code: -2146233067, text});

const GIB = 2 ** 30;
export const bytes = (gib: number): number => Math.round(gib * GIB);
/** As .NET's round-trip format has it, seven digits. */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace('Z', '0000Z');
