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
    const words = off < 7200 ? `${Math.round(off / 60)} minutes` : `${Math.round(off / 3600)} hours`;
    return fail(`the node’s clock is ${words} ${offsetSeconds > 0 ? 'ahead of' : 'behind'} the API server’s`);
  },
});
