import {distribution, upgradeRemedy} from '../../facts/cluster/distribution.ts';
import {build} from '../../facts/cluster/node-versions.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP403',
  id: 'windows-build',
  about: 'node',
  severity: 'warning',
  title: 'The node’s Windows is one that HostProcess containers are made for',
  why: 'Volume mounts of HostProcess containers need the bind filter, which Windows Server 2019 has since its update of July 2022; a Windows that its vendor has retired gets no fixes.',
  remedy: 'Move the workloads to nodes with Windows Server 2022 or 2025.',
  links: [
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/1981-windows-privileged-container-support',
  ],
  needs: {build, distribution},
  judge: ({build, distribution}) => {
    const text = `${build.product} (${build.build}.${build.revision ?? '?'})`;
    const remedy = upgradeRemedy(distribution, 'Install the current cumulative update of Windows on the node.');
    const retired = distribution === 'aks' ? AKS_RETIRED[build.build] : undefined;
    if (retired)
      return fail(`${text}: ${retired}`, {remedy: 'AKS: add a pool with --os-sku Windows2022 or Windows2025.'});
    if (build.build === 17763 && build.revision !== null && build.revision < 3165)
      return fail(`${text} is older than the update of July 2022 and has no bind filter`, {remedy});
    if (build.build === 19042) return fail(`${text}: Microsoft ended its support in August 2022`, {remedy});
    return pass;
  },
});

/** https://learn.microsoft.com/azure/aks/upgrade-windows-os: AKS's own dates, not Microsoft's. */
const AKS_RETIRED: Readonly<Record<number, string>> = {
  17763: 'AKS retired it on 2026-03-01 and removes its images in April 2027',
  25398: 'AKS retired Windows Annual Channel on 2026-05-15',
};
