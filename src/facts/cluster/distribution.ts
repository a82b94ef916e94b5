import {derived, known} from '../../kernel/facts.ts';
import {type NodeFacts, node} from './nodes.ts';

/** Who runs the node, as far as its labels and provider ID tell; `unknown` covers kubeadm, CAPI and all others. */
export type Distribution = 'aks' | 'eks' | 'gke' | 'rke2' | 'openshift' | 'unknown';

/** Labels that only one distribution puts on its nodes (each vendor's node label reference). */
const LABELS: readonly (readonly [prefix: string, Distribution])[] = [
  ['kubernetes.azure.com/', 'aks'],
  ['eks.amazonaws.com/', 'eks'],
  ['alpha.eksctl.io/', 'eks'],
  ['cloud.google.com/gke-', 'gke'],
  ['node.openshift.io/', 'openshift'],
  ['windowsmachineconfig.openshift.io/', 'openshift'],
  ['rke.cattle.io/', 'rke2'],
];

/** The distribution of a node. Labels first: AKS and EKS label all nodes; then the kubelet's suffix (`-eks-…`, `-gke.…`, `+rke2r1`). */
export function distributionOf(node: Pick<NodeFacts, 'labels' | 'kubelet' | 'provider'>): Distribution {
  const names = Object.keys(node.labels);
  const labelled = LABELS.find(([prefix]) => names.some(name => name.startsWith(prefix)));
  if (labelled) return labelled[1];
  if (node.labels['node.kubernetes.io/instance-type'] === 'rke2') return 'rke2';
  const kubelet = node.kubelet ?? '';
  if (/-eks-/.test(kubelet)) return 'eks';
  if (/-gke\./.test(kubelet)) return 'gke';
  return /\+rke2r/.test(kubelet) ? 'rke2' : 'unknown';
}

/** The distribution of one node. */
export const distribution = derived({
  id: 'distribution',
  about: 'node',
  needs: {node},
  derive: ({node}) => known(distributionOf(node)),
});

/** The node pool as its distribution labels it; null when no label says (the label references of AKS, EKS, GKE, CAPI). */
export function poolOf(node: Pick<NodeFacts, 'labels'>): string | null {
  const label = POOL_LABELS.find(name => node.labels[name] !== undefined);
  return label === undefined ? null : (node.labels[label] ?? null);
}

const POOL_LABELS = [
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'cloud.google.com/gke-nodepool',
  'topology.cluster.x-k8s.io/machine-deployment-name',
  'node.cluster.x-k8s.io/pool',
] as const;

/** What to do about a node's software: a managed node is replaced, not repaired; on RKE2 containerd comes with rke2. */
export const upgradeRemedy = (distribution: Distribution, general: string): string => UPGRADES[distribution] ?? general;

const UPGRADES: Partial<Record<Distribution, string>> = {
  aks: 'AKS: upgrade the node image (az aks nodepool upgrade --node-image-only), or the pool’s Kubernetes version; the nodes are reimaged.',
  eks: 'EKS: move the node group to a newer Windows AMI, or its Kubernetes version; the nodes are replaced.',
  gke: 'GKE: upgrade the node pool; the nodes are recreated.',
  rke2: 'RKE2: upgrade rke2 on the node; containerd and the kubelet come with it.',
  openshift: 'OpenShift: upgrade the Windows Machine Config Operator; it configures the nodes anew.',
};
