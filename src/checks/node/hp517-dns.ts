import {nodeFact} from '../../facts/node/derived/node-fact.ts';
import {dns} from '../../facts/node/kinds/dns.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

/** The registry of Windows’ base images and of the HostProcess base image: a name that most nodes have to resolve. */
const NAME = 'mcr.microsoft.com';

export default defineCheck({
  code: 'HP517',
  id: 'dns',
  about: 'node',
  severity: 'warning',
  title: 'The node resolves names',
  why: 'Pulls, the kubelet and HostProcess containers use the node’s own DNS servers, not the cluster’s.',
  remedy:
    'Look at the DNS servers of the node’s adapters (Get-DnsClientServerAddress) and whether port 53 reaches them.',
  links: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows'],
  needs: {answer: nodeFact(dns(NAME))},
  judge: ({answer}) => {
    if (answer.addresses.length > 0) return pass;
    const after = answer.ms < 1000 ? '' : ` (after ${Math.round(answer.ms / 1000)} s)`;
    return fail(`${NAME} was not resolved: ${CODES[answer.code ?? 0] ?? `error ${answer.code}`}${after}`, {
      remedy:
        answer.code === 11001 || answer.code === 11004
          ? 'Expected where nodes have no way to the internet; else look at the forwarders of the node’s DNS servers.'
          : 'Look at the DNS servers of the node’s adapters (Get-DnsClientServerAddress) and whether port 53 reaches them.',
    });
  },
});

/** Socket errors (https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2). */
const CODES: {readonly [code: number]: string} = {
  10060: 'no answer',
  11001: 'the name is not known',
  11002: 'no DNS server answered',
  11003: 'the DNS server refused',
  11004: 'the name has no address',
};
