import {antivirus} from '../../facts/node/derived/antivirus.ts';
import {defineCheck, type Found, judgeAll} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP519',
  id: 'antivirus',
  about: 'node',
  severity: 'info',
  title: 'Virus scanners leave containerd’s files alone',
  why: 'A scanner that holds a layer’s file while it is unpacked makes pulls fail with “Access is denied” or “used by another process”, now and then.',
  remedy: 'Exclude containerd’s processes or its root folder, and the kubelet, from scanning on access.',
  links: ['https://learn.microsoft.com/windows-hardware/drivers/ifs/anti-virus-optimization-for-windows-containers'],
  optIn: true,
  needs: {antivirus},
  judge: ({antivirus: {defender, filters}}) => {
    const found: Found[] = filters.map(name => ({
      text: `the filter driver ${name} of another scanner is loaded`,
      remedy: 'See in its own settings whether containerd’s processes and root folder are excluded.',
    }));
    if (defender !== null && !defender.containerdExcluded)
      found.push({text: 'Defender scans on access and excludes neither containerd’s process nor its folder'});
    return judgeAll(found);
  },
});
