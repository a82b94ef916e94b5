import type {NodeDistribution} from '../../facts/node/derived/distribution.ts';

/** How a node is replaced where that is better than a repair by hand, which the next upgrade or scale-in would undo. */
const REPLACE: {readonly [name in NodeDistribution]: string | null} = {
  aks: 'Drain the node and reimage its scale set instance (az vmss reimage); AKS keeps no repair made by hand.',
  eks: 'Drain the node and terminate its instance; the node group starts a new one.',
  gke: 'Drain the node and delete its instance; the node pool starts a new one.',
  openshift: 'Drain the node and delete its Machine; the Windows Machine Config Operator sets up a new one.',
  rke2: null,
  generic: null,
};

/** What to do about something wrong in a node's set-up: replace the node where a cloud manages it, else mend it as `byHand` says. */
export const repair = (distribution: NodeDistribution, byHand: string): string => REPLACE[distribution] ?? byHand;

/** A size for people: `3.1 GiB`. */
export const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

const PROXY: {readonly [name in NodeDistribution]: string} = {
  aks: 'Restart-Service kubeproxy',
  eks: 'Restart-Service kube-proxy',
  gke: 'Restart-Service kube-proxy',
  openshift: 'Restart-Service kube-proxy',
  rke2: 'Restart-Service rke2',
  generic: 'restart kube-proxy (a service, or its pod on that node)',
};

/** How to start the network of a node anew: the Host Network Service, then whoever sets up services on it. Pods lose their network for it. */
export const restartNetwork = (distribution: NodeDistribution): string =>
  `Drain the node, then on it: Restart-Service hns -Force; ${PROXY[distribution]}. If it comes back, install the newest Windows update.`;
