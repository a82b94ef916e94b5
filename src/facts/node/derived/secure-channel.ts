import {derived, known, missing, none} from '../../../kernel/facts.ts';
import {cim} from '../kinds/cim.ts';
import {run} from '../kinds/run.ts';
import {nodeFact} from './node-fact.ts';

/** Netlogon's state of the channel; `name` as nltest calls the code, `ERROR_NO_LOGON_SERVERS`. */
export type SecureChannel = {code: number; name: string};

/**
 * The channel between a domain-joined node and its domain; none where it is not joined. nltest says "completed successfully" and
 * ends with 0 even when the channel is down, so its code is read: `= 1311 0x51f ERROR_NO_LOGON_SERVERS`, in every language.
 */
export const secureChannel = derived({
  id: 'secure-channel',
  about: 'node',
  needs: {
    computer: nodeFact(cim('Win32_ComputerSystem', {properties: ['PartOfDomain']})),
    query: nodeFact(run({program: 'nltest', args: ['/query']})),
  },
  derive: ({computer, query}) => {
    const joined = computer?.rows[0]?.PartOfDomain;
    if (joined === false) return none('the node is not joined to a domain');
    if (joined !== true) return missing('whether the node is joined to a domain was not told');
    const codes = [...`${query.stdout}\n${query.stderr}`.matchAll(/=\s*(\d+)\s+0x[0-9a-f]+\s+(\w+)/gi)];
    const worst = codes.find(match => match[1] !== '0') ?? codes[0];
    return worst === undefined
      ? missing('nltest /query printed no status')
      : known<SecureChannel>({code: Number(worst[1]), name: worst[2] ?? ''});
  },
});
