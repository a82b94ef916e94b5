import {listOf, type NodeAsk, number, oneOf, orNull, record, text, time} from '../node-ask.ts';

/** The machine itself. */
export type Host = {
  /** The DNS host name. */
  name: string;
  /** The primary DNS suffix, `contoso.com`; null without one. Not the same as being joined: that is PartOfDomain of Win32_ComputerSystem. */
  domain: string | null;
  /** `20348` and the update build revision, which says which cumulative update is installed. */
  build: number;
  ubr: number;
  /** `ServerDatacenter`, `ServerTurbine`… */
  edition: string;
  /** `Server Core`, `Server`, `Client`. */
  installationType: string;
  /** The node's clock when it answered. */
  utc: string;
  bootedAt: string;
  /**
   * Why a restart is due: `servicing` and `update` are strong; `rename` (files to be replaced at the next start) is left behind
   * by antivirus and browsers, too, and is weak by itself; `computer-name` waits for a new name.
   */
  pendingReboot: ('servicing' | 'update' | 'rename' | 'computer-name')[];
};

/** Asks for the machine. */
export const host = (): NodeAsk<Host> => ({
  ask: {kind: 'host'},
  read: record<Host>({
    name: text,
    domain: orNull(text),
    build: number,
    ubr: number,
    edition: text,
    installationType: text,
    utc: time,
    bootedAt: time,
    pendingReboot: listOf(oneOf('servicing', 'update', 'rename', 'computer-name')),
  }),
});
