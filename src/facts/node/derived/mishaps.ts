import {derived, known, missing} from '../../../kernel/facts.ts';
import {events} from '../kinds/events.ts';
import {gapIn} from './event-gap.ts';
import {nodeFact} from './node-fact.ts';

/** When Windows went down unexpectedly (EventLog 6008) and when it ran out of memory (Resource-Exhaustion-Detector 2004). */
export type Mishaps = {crashes: string[]; exhausted: string[]};

const WEEK = 7 * 86_400_000;
const WANTED = `*[System[(EventID=6008 or EventID=2004) and TimeCreated[timediff(@SystemTime) <= ${WEEK}]]]`;

/** Both of the last seven days, newest first, out of the System log (ids: AgentBaker collect-windows-logs.ps1). */
export const mishaps = derived({
  id: 'mishaps',
  about: 'node',
  needs: {logged: nodeFact(events('System', WANTED, 20))},
  derive: ({logged}, at) => {
    if (!logged?.enabled) return missing('nothing is written to the System event log');
    const timesOf = (id: number, provider: RegExp): string[] =>
      logged.events.filter(event => event.id === id && provider.test(event.provider)).map(({time}) => time);
    const crashes = timesOf(6008, /^EventLog$/i);
    const exhausted = timesOf(2004, /Resource-Exhaustion-Detector$/i);
    const gap = crashes.length + exhausted.length === 0 ? gapIn(logged, WEEK, at) : null;
    return gap === null ? known<Mishaps>({crashes, exhausted}) : missing(gap);
  },
});
