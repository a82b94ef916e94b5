import {derived, known, type Learned, missing} from '../../../kernel/facts.ts';
import {type Run, run} from '../kinds/run.ts';
import {nodeFact} from './node-fact.ts';

/** Ports from `start` to `end`, both included. `administered`: excluded by an administrator, which still lets a program ask for them by number. */
export type PortRange = {start: number; end: number; administered: boolean};

/** The ports Windows hands out by itself, and those kept from it, of one protocol. */
export type Ports = {dynamic: PortRange; excluded: PortRange[]};

/** The Host Network Service reserves ports for load balancers in blocks of this many (sig-windows-tools, AgentBaker collect-windows-logs.ps1). */
const BLOCK = 64;

type Protocol = 'tcp' | 'udp';
const show = (what: 'dynamicportrange' | 'excludedportrange', protocol: Protocol) =>
  nodeFact(run({program: 'netsh', args: ['int', 'ipv4', 'show', what, protocol]}));

const portsOf = (protocol: Protocol) =>
  derived({
    id: `${protocol}-ports`,
    about: 'node',
    needs: {dynamic: show('dynamicportrange', protocol), excluded: show('excludedportrange', protocol)},
    derive: ({dynamic, excluded}) => readPorts(dynamic, excluded),
  });

export const tcpPorts = portsOf('tcp');
export const udpPorts = portsOf('udp');

/** netsh's headings are in the language of Windows, so only numbers are read: the last one of a line, or pairs of them. */
function readPorts(dynamic: Run, excluded: Run): Learned<Ports> {
  if (dynamic.exitCode !== 0 || excluded.exitCode !== 0 || excluded.cut)
    return missing('netsh did not list the port ranges');
  const [start, count] = [...dynamic.stdout.matchAll(/:\s*(\d{1,5})\s*$/gm)].map(match => Number(match[1]));
  if (start === undefined || count === undefined) return missing('netsh printed no dynamic port range');
  const pairs = [...excluded.stdout.matchAll(/^\s*(\d{1,5})\s+(\d{1,5})\s*(\*?)\s*$/gm)];
  return known({
    dynamic: {start, end: start + count - 1, administered: false},
    excluded: pairs.map(([, from, to, star]) => ({start: Number(from), end: Number(to), administered: star === '*'})),
  });
}

/** How many blocks of 64 ports in a row are left of the dynamic range. */
export function freeBlocks({dynamic, excluded}: Ports): number {
  const taken = [...excluded].sort((a, b) => a.start - b.start);
  let next = dynamic.start;
  let blocks = 0;
  for (const range of [...taken, {start: dynamic.end + 1, end: dynamic.end + 1}]) {
    const end = Math.min(range.start, dynamic.end + 1);
    if (end > next) blocks += Math.floor((end - next) / BLOCK);
    next = Math.max(next, range.end + 1);
  }
  return blocks;
}
