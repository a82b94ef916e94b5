import type {JsonObject} from '../../src/kernel/subjects.ts';

/** What the server answers instead of doing what it was asked: the parts of a `Status`. */
export type Refusal = {ok: false; status: number; reason: string; message: string; details?: JsonObject};

export const refuse = (status: number, reason: string, message: string, details?: JsonObject): Refusal => ({
  ok: false,
  status,
  reason,
  message,
  ...(details ? {details} : {}),
});
