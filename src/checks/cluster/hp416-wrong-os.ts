import {nodes} from '../../facts/cluster/nodes.ts';
import {placement} from '../../facts/cluster/scheduling.ts';
import {schedulingSpec} from '../../facts/cluster/workload.ts';
import {defineCheck, fail, pass} from '../../kernel/checks.ts';

export default defineCheck({
  code: 'HP416',
  id: 'wrong-os',
  about: 'workload',
  severity: 'warning',
  title: 'The workload’s pods cannot land on nodes of the wrong operating system',
  why: 'The scheduler reads selectors, affinity and taints only; neither hostProcess nor spec.os keeps a pod off the other nodes, where its kubelet refuses it or its image cannot run.',
  remedy: 'Add nodeSelector kubernetes.io/os to its pods, and a taint to the Windows nodes.',
  links: [
    'https://kubernetes.io/docs/concepts/windows/user-guide/#ensuring-os-specific-workloads-land-on-the-appropriate-container-host',
  ],
  needs: {nodes, workload: schedulingSpec},
  judge: ({nodes, workload}) => {
    const {os} = workload;
    const wrong = nodes.filter(node => {
      if (node.os === null || node.os === (os ?? 'linux')) return false;
      const {selected, untolerated} = placement(workload.spec, node, workload.kind);
      return selected && untolerated.length === 0;
    });
    if (wrong.length === 0) return pass;
    const names = wrong.slice(0, 3).map(node => `${node.name} (${node.os})`);
    const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : '';
    return fail(
      os === null
        ? `nothing says which operating system it is for, and its pods can land on ${names.join(', ')}${more}`
        : `its pods are for ${os} and can land on ${names.join(', ')}${more}`,
      {remedy: `Add to its pod template: nodeSelector: {kubernetes.io/os: ${os ?? 'linux'}}`},
    );
  },
});
