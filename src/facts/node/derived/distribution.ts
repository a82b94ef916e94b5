import {derived, known} from '../../../kernel/facts.ts';
import {file} from '../kinds/file.ts';
import {service} from '../kinds/service.ts';
import {nodeFact} from './node-fact.ts';

/** Whose node it is, as its own files say; `generic` is kubeadm, sig-windows-tools and everything that leaves no mark of its own. */
export type NodeDistribution = 'aks' | 'eks' | 'gke' | 'rke2' | 'openshift' | 'generic';

/**
 * Told by what each distribution lays down on the node: AKS kubeletstart.ps1 (AgentBaker staging/cse/windows), EKS its folder
 * (awsdocs), GKE and kube-up node\bin (kubernetes cluster/gce/windows), RKE2 its service, OpenShift the operator's daemon.
 * All are asked at once; the first in this order decides, for `C:\k` is used by several.
 */
export const distribution = derived({
  id: 'node-distribution',
  about: 'node',
  needs: {
    aks: nodeFact(file('C:\\k\\kubeletstart.ps1')),
    eks: nodeFact(file('C:\\Program Files\\Amazon\\EKS')),
    gke: nodeFact(file('C:\\etc\\kubernetes\\node\\bin')),
    rke2: nodeFact(service('rke2')),
    openshift: nodeFact(file('C:\\k\\windows-instance-config-daemon.exe')),
  },
  derive: marks => {
    const order = ['aks', 'eks', 'gke', 'rke2', 'openshift'] as const;
    return known<NodeDistribution>(order.find(name => marks[name] !== null) ?? 'generic');
  },
});
