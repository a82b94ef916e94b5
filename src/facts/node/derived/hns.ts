import {derived, known, missing, none} from '../../../kernel/facts.ts';
import {events} from '../kinds/events.ts';
import {type HnsNetwork, hns} from '../kinds/hns.ts';
import {service} from '../kinds/service.ts';
import {gapIn} from './event-gap.ts';
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
  derive: ({ended}, at) => {
    if (!ended?.enabled) return missing('nothing is written to the System event log');
    const own = ended.events.filter(({fields}) => fields[0] === 'Host Network Service');
    const english = ended.events.some(({message}) => / service terminated /i.test(message ?? ''));
    if (own.length === 0 && ended.events.length > 0 && !english)
      return missing('which services ended is written in another language than English');
    const gap = own.length === 0 ? gapIn(ended, DAY, at) : null;
    return gap === null ? known(own.map(({time}) => time)) : missing(gap);
  },
});

/** What the Host Network Service has for pods: their networks, and the names of all. */
export type PodNetworks = {own: HnsNetwork[]; all: string[]};

/** The networks of pods; missing where only some of all were told, and those show no trouble. */
export const podNetworks = derived({
  id: 'pod-networks',
  about: 'node',
  needs: {networks: nodeFact(hns('networks'))},
  derive: ({networks: {objects, more}}) => {
    // containerd's and Docker's own "nat" is there without any CNI plug-in
    const own = objects.filter(({name, type}) => name.toLowerCase() !== 'nat' && type.toLowerCase() !== 'ics');
    if (more && !own.some(hasNoAddress)) return missing('the node has more networks than were told');
    return known<PodNetworks>({own, all: objects.map(({name}) => name)});
  },
});

/** Whether a network hangs on an adapter that got no address and gave itself one (RFC 3927). */
export const hasNoAddress = ({managementIP}: HnsNetwork): boolean => managementIP?.startsWith('169.254.') ?? false;
