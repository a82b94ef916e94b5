import {derived, known, none} from '../../../kernel/facts.ts';
import {processes} from '../kinds/processes.ts';
import {type Service, service} from '../kinds/service.ts';
import {distribution, type NodeDistribution} from './distribution.ts';
import {nodeFact} from './node-fact.ts';

/** A Windows service with its name; `service` is null where the node has none of that name. */
export type NamedService = {name: string; service: Service | null};

const kubelet = nodeFact(service('kubelet'));
const containerd = nodeFact(service('containerd'));
const rke2 = nodeFact(service('rke2'));

/** The service that containerd's process belongs to: its own, or rke2, whose child it is there. None where neither is installed. */
export const containerdService = derived({
  id: 'containerd-service',
  about: 'node',
  needs: {distribution, containerd, rke2},
  derive: ({distribution, containerd, rke2}) => {
    const own = distribution === 'rke2' ? {name: 'rke2', service: rke2} : {name: 'containerd', service: containerd};
    return own.service === null
      ? none('containerd is no service of this node')
      : known({name: own.name, service: own.service});
  },
});

/** The service that the kubelet's process belongs to, likewise. Under nssm (AKS, sig-windows-tools) the program is in its Parameters. */
export const kubeletService = derived({
  id: 'kubelet-service',
  about: 'node',
  needs: {distribution, kubelet, rke2},
  derive: ({distribution, kubelet, rke2}) => {
    const own = distribution === 'rke2' ? {name: 'rke2', service: rke2} : {name: 'kubelet', service: kubelet};
    return own.service === null
      ? none('the kubelet is no service of this node')
      : known({name: own.name, service: own.service});
  },
});

/** What a distribution installs as services besides Windows' own (collector.md 5.14); kube-proxy is a pod on the others. */
const INSTALLED: {readonly [name in NodeDistribution]: readonly string[]} = {
  aks: ['containerd', 'kubelet', 'kubeproxy'],
  eks: ['containerd', 'kubelet', 'kube-proxy'],
  gke: ['containerd', 'kubelet', 'kube-proxy'],
  rke2: ['rke2'],
  openshift: ['containerd', 'kubelet', 'kube-proxy'],
  generic: [],
};

const PROXIES: readonly string[] = ['kubeproxy', 'kube-proxy'];

/** The services this node needs: Windows' own two, its distribution's, and of the usual ones those that are installed; a proxy that runs without its service is a pod. */
export const neededServices = derived({
  id: 'needed-services',
  about: 'node',
  needs: {
    distribution,
    hns: nodeFact(service('hns')),
    vmcompute: nodeFact(service('vmcompute')),
    containerd,
    kubelet,
    kubeproxy: nodeFact(service('kubeproxy')),
    'kube-proxy': nodeFact(service('kube-proxy')),
    rke2,
    proxy: nodeFact(processes('kube-proxy')),
  },
  derive: ({distribution, proxy, ...services}) => {
    const required = ['hns', 'vmcompute', ...INSTALLED[distribution]];
    const usual = distribution === 'rke2' ? [] : ['containerd', 'kubelet', 'kubeproxy', 'kube-proxy'];
    const all = Object.entries(services).map(([name, found]): NamedService => ({name, service: found}));
    return known(
      all.filter(
        ({name, service}) =>
          required.includes(name) ||
          (usual.includes(name) &&
            service !== null &&
            (service.start === 'automatic' || !PROXIES.includes(name) || proxy.count === 0)),
      ),
    );
  },
});
