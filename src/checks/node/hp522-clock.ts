import {clock} from '../../facts/node/derived/clock.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

/** Seconds that Kerberos allows by default; certificates and tokens that were just issued are refused, too. */
const LIMIT = 300;

export default defineCheck({
  code: 'HP522',
  id: 'clock',
  about: 'node',
  severity: 'warning',
  title: 'The node’s clock is right',
  why: 'With a clock that is off by minutes, Kerberos (gMSA) and new certificates are refused, and times in logs and leases mislead.',
  remedy: 'On the node: w32tm /query /status, then w32tm /resync; on a virtual machine look at the host’s time, too.',
  links: [
    'https://learn.microsoft.com/windows-server/networking/windows-time-service/windows-time-service-tools-and-settings',
  ],
  needs: {clock},
  judge: ({clock: {offsetSeconds}}) => {
    const off = Math.abs(offsetSeconds);
    if (off <= LIMIT) return pass;
    return fail(`the node’s clock is ${lengthOf(off)} ${offsetSeconds > 0 ? 'ahead of' : 'behind'} the API server’s`);
  },
});

const lengthOf = (seconds: number): string => {
  const hours = seconds / 3600;
  return hours < 2
    ? `${Math.round(hours * 60)} minutes`
    : hours < 36
      ? `${Math.round(hours)} hours`
      : `${Math.round(hours / 24)} days`;
};
