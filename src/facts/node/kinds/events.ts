import {flag, listOf, type NodeAsk, number, orNull, record, text, time} from '../node-ask.ts';

/** One event. `level` is 1 critical, 2 error, 3 warning, 4 information; `fields` are its data in order; `message` is in the language of Windows. */
export type NodeEvent = {
  time: string;
  provider: string;
  id: number;
  level: number;
  fields: string[];
  message: string | null;
};

/**
 * Events of a channel, newest first. `enabled: false` says that nothing is written to it, so that no events mean nothing;
 * `since` is the time of the oldest event the channel still holds.
 */
export type Events = {enabled: boolean; since: string | null; events: NodeEvent[]; more: boolean};

/** More events do not fit into one line of the log. */
export const EVENT_LIMIT = 20;

/**
 * Asks the event log; null when there is no such channel. `xpath` as Windows' event log has it (no contains, no like):
 * `*[System[(EventID=6008) and TimeCreated[timediff(@SystemTime) <= 86400000]]]`.
 */
export const events = (channel: string, xpath: string, limit: number): NodeAsk<Events | null> => ({
  ask: {kind: 'events', channel, xpath, limit: Math.min(limit, EVENT_LIMIT)},
  read: orNull(
    record<Events>({
      enabled: flag,
      since: orNull(time),
      events: listOf(
        record<NodeEvent>({
          time,
          provider: text,
          id: number,
          level: number,
          fields: listOf(text),
          message: orNull(text),
        }),
      ),
      more: flag,
    }),
  ),
});
