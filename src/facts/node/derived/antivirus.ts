import {derived, known, missing} from '../../../kernel/facts.ts';
import {type CimValue, cim} from '../kinds/cim.ts';
import {run} from '../kinds/run.ts';
import {nodeFact} from './node-fact.ts';

/** What scans files on access: Defender (null where it is removed or does not) and filter drivers of other products. */
export type Antivirus = {defender: {containerdExcluded: boolean} | null; filters: string[]};

/** Altitudes of the group FSFilter Anti-Virus (https://learn.microsoft.com/windows-hardware/drivers/ifs/allocated-altitudes). */
const LOWEST = 320_000;
const HIGHEST = 329_999;
const DEFENDERS_OWN = ['wdfilter'];

/** A process or folder of containerd among the exclusions: AKS excludes processes and snapshots, not the whole root (AgentBaker). */
const OF_CONTAINERD = /containerd|rancher/i;

export const antivirus = derived({
  id: 'antivirus',
  about: 'node',
  needs: {
    status: nodeFact(cim('MSFT_MpComputerStatus', {properties: ['RealTimeProtectionEnabled']})),
    preference: nodeFact(cim('MSFT_MpPreference', {properties: ['ExclusionPath', 'ExclusionProcess']})),
    filters: nodeFact(run({program: 'fltmc', args: ['filters']})),
  },
  derive: ({status, preference, filters}) => {
    if (filters.exitCode !== 0) return missing(`fltmc ended with ${filters.exitCode}`);
    const others = [...filters.stdout.matchAll(/^(\S+)\s+\d+\s+(\d+)(?:\.\d+)?\b/gm)].flatMap(
      ([, name = '', altitude]) =>
        Number(altitude) >= LOWEST && Number(altitude) <= HIGHEST && !DEFENDERS_OWN.includes(name.toLowerCase())
          ? [name]
          : [],
    );
    const scans = status === null ? false : status.rows[0]?.RealTimeProtectionEnabled;
    if (typeof scans !== 'boolean') return missing('whether Defender scans was not told');
    if (!scans) return known<Antivirus>({defender: null, filters: others});
    const row = preference?.rows[0];
    if (row === undefined) return missing('Defender scans, but its exclusions were not told');
    const excluded = [...texts(row.ExclusionPath), ...texts(row.ExclusionProcess)];
    if (excluded.some(text => text.startsWith('N/A')))
      return missing('Defender shows its exclusions to administrators only');
    const containerdExcluded = excluded.some(text => OF_CONTAINERD.test(text));
    return known<Antivirus>({defender: {containerdExcluded}, filters: others});
  },
});

const texts = (value: CimValue): string[] =>
  Array.isArray(value) ? value.map(String) : value === null ? [] : [String(value)];
