import {listOf, type NodeAsk, number, orNull, record, text} from '../node-ask.ts';

/**
 * What Windows answers to a name, with the hosts file and its cache, as the kubelet sees it. `code` is the socket error: 11001
 * not known, 11002 no answer from a server, 11003 refused, 11004 the name has no address, 10060 no answer in 5 s.
 */
export type Dns = {addresses: string[]; code: number | null; ms: number};

/** Asks for the addresses of a name. */
export const dns = (name: string): NodeAsk<Dns> => ({
  ask: {kind: 'dns', name},
  read: record<Dns>({addresses: listOf(text), code: orNull(number), ms: number}),
});
