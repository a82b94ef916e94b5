import {secureChannel} from '../../facts/node/derived/secure-channel.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP524',
  id: 'secure-channel',
  about: 'node',
  severity: 'error',
  title: 'The node has a secure channel to its domain',
  why: 'A domain-joined node fetches the passwords of group managed service accounts through it; without it gMSA pods cannot log on.',
  remedy:
    'See whether the node reaches a domain controller (ports 53, 88, 135, 389, 445), then nltest /sc_reset:DOMAIN.',
  links: ['https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/gmsa-troubleshooting'],
  optIn: true,
  needs: {channel: secureChannel},
  judge: ({channel: {code, name}}) => {
    if (code === 0) return pass;
    return fail(`nltest /query says ${code} ${name}: ${MEANINGS[code] ?? 'the channel does not stand'}`);
  },
});

/** Netlogon's answers (https://learn.microsoft.com/windows/win32/debug/system-error-codes). */
const MEANINGS: {readonly [code: number]: string} = {
  5: 'the domain controller refuses this computer',
  1311: 'no domain controller can be reached',
  1355: 'the domain is not found, which is DNS or port 389',
  1722: 'netlogon does not run here, or the domain controller does not answer',
  1786: 'this computer has no secret for the domain: join it again',
  1787: 'the domain has no account for this computer: join it again',
};
