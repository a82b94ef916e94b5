import {derived, known, missing, none} from '../../../kernel/facts.ts';
import {events} from '../kinds/events.ts';
import {service} from '../kinds/service.ts';
import {nodeFact} from './node-fact.ts';

/** How many threads the process of the Host Network Service has; none while it does not run, which HP505 judges. */
export const hnsThreads = derived({
  id: 'hns-threads',
  about: 'node',
  needs: {hns: nodeFact(service('hns', {process: true}))},
  derive: ({hns}) => {
    if (hns?.state !== 'Running') return none('the Host Network Service does not run (HP505)');
    const threads = hns.process?.threads ?? null;
    return threads === null ? missing('the threads of the Host Network Service were not told') : known(threads);
  },
});

const DAY = 86_400_000;
const ENDED = `*[System[Provider[@Name='Service Control Manager'] and (EventID=7031 or EventID=7034) and TimeCreated[timediff(@SystemTime) <= ${DAY}]]]`;

/**
 * When the Host Network Service ended unexpectedly in the last 24 hours. The events name a service by its display name only, which
 * follows the language of Windows: where other services ended, and in another language, it cannot be told.
 */
export const hnsCrashes = derived({
  id: 'hns-crashes',
  about: 'node',
  needs: {ended: nodeFact(events('System', ENDED, 20))},
  derive: ({ended}) => {
    if (!ended?.enabled) return missing('nothing is written to the System event log');
    const own = ended.events.filter(({fields}) => fields[0] === 'Host Network Service');
    const english = ended.events.some(({message}) => / service terminated /i.test(message ?? ''));
    if (own.length === 0 && ended.events.length > 0 && !english)
      return missing('which services ended is written in another language than English');
    return known(own.map(({time}) => time));
  },
});
