import type {Layout, PretendFile, PretendService} from './facts.ts';

type Services = {readonly [name: string]: Partial<PretendService>};

const NSSM = (path: string, script: string, log: string): Partial<PretendService> => ({
  imagePath: path,
  wrapped: {
    application: 'C:\\WINDOWS\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    parameters: script,
    stdout: `C:\\k\\${log}.log`,
    stderr: `C:\\k\\${log}.err.log`,
  },
});

const CONTAINERD = {imagePath: '"C:\\Program Files\\containerd\\containerd.exe" --run-service'};
const SVCHOST = (group: string): string => `C:\\Windows\\System32\\svchost.exe -k ${group} -p`;

/** What Windows itself runs. */
const WINDOWS: Services = {
  hns: {start: 'manual', imagePath: SVCHOST('NetSvcs'), threads: 42},
  vmcompute: {start: 'manual', imagePath: 'C:\\Windows\\System32\\vmcompute.exe'},
  w32time: {imagePath: SVCHOST('LocalService'), account: 'NT AUTHORITY\\LocalService'},
  winmgmt: {imagePath: SVCHOST('netsvcs')},
  windefend: {imagePath: '"C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\MsMpEng.exe"'},
};

const KUBE_PROXY = (path: string): Partial<PretendService> => ({
  imagePath: `${path}\\kube-proxy.exe --windows-service`,
});
const KUBELET = (path: string): Partial<PretendService> => ({imagePath: `${path}\\kubelet.exe --windows-service`});

/** What each distribution adds (Azure/AgentBaker, awslabs/amazon-eks-ami, kubernetes cluster/gce, rke2, openshift/windows-machine-config-operator). */
const INSTALLED: {readonly [layout in Layout]: Services} = {
  generic: {
    containerd: CONTAINERD,
    kubelet: NSSM('C:\\k\\nssm.exe', '-ExecutionPolicy Bypass -NoProfile C:\\k\\StartKubelet.ps1', 'kubelet'),
  },
  aks: {
    containerd: NSSM('C:\\k\\nssm.exe', '', 'containerd'),
    kubelet: NSSM('C:\\k\\nssm.exe', 'C:\\k\\kubeletstart.ps1', 'kubelet'),
    kubeproxy: NSSM('C:\\k\\nssm.exe', 'C:\\k\\kubeproxystart.ps1', 'kubeproxy'),
    'csi-proxy': NSSM('C:\\k\\nssm.exe', '', 'csi-proxy'),
  },
  eks: {
    containerd: CONTAINERD,
    kubelet: KUBELET('C:\\Program Files\\Amazon\\EKS'),
    'kube-proxy': KUBE_PROXY('C:\\Program Files\\Amazon\\EKS'),
  },
  gke: {
    containerd: CONTAINERD,
    kubelet: KUBELET('C:\\etc\\kubernetes\\node\\bin'),
    'kube-proxy': KUBE_PROXY('C:\\etc\\kubernetes\\node\\bin'),
  },
  rke2: {rke2: {imagePath: 'C:\\usr\\local\\bin\\rke2.exe agent'}},
  openshift: {
    containerd: {
      imagePath: 'C:\\k\\containerd\\containerd.exe --config C:\\k\\containerd\\containerd_conf.toml --run-service',
    },
    kubelet: KUBELET('C:\\k'),
    'kube-proxy': KUBE_PROXY('C:\\k'),
    'windows-instance-config-daemon': {imagePath: 'C:\\k\\windows-instance-config-daemon.exe controller'},
    'hybrid-overlay-node': {imagePath: 'C:\\k\\hybrid-overlay-node.exe'},
  },
};

const FILES: {readonly [layout in Layout]: readonly string[]} = {
  generic: [
    'C:\\Program Files\\containerd\\crictl.exe',
    'C:\\etc\\cni\\net.d\\10-flannel.conf',
    'C:\\opt\\cni\\bin\\flannel.exe',
    'C:\\k\\StartKubelet.ps1',
    'C:\\var\\log\\kubelet\\kubelet.err.log',
  ],
  aks: [
    'C:\\k\\kubeletstart.ps1',
    'C:\\k\\crictl.exe',
    'C:\\k\\azurecni\\netconf\\10-azure.conflist',
    'C:\\k\\azurecni\\bin\\azure-vnet.exe',
    'C:\\k\\kubelet.err.log',
    'C:\\k\\containerd.err.log',
  ],
  eks: [
    'C:\\Program Files\\Amazon\\EKS\\bin\\crictl.exe',
    'C:\\ProgramData\\Amazon\\EKS\\cni\\config\\vpc-bridge.conf',
    'C:\\ProgramData\\kubernetes\\kubelet-config.json',
  ],
  gke: [
    'C:\\etc\\kubernetes\\node\\bin\\crictl.exe',
    'C:\\etc\\kubernetes\\cni\\config\\l2bridge.conf',
    'C:\\etc\\kubernetes\\logs\\kubelet.log',
  ],
  rke2: [
    'C:\\var\\lib\\rancher\\rke2\\bin\\crictl.exe',
    'C:\\etc\\rancher\\rke2\\config.yaml',
    'C:\\var\\lib\\rancher\\rke2\\agent\\logs\\kubelet.log',
    'C:\\var\\lib\\rancher\\rke2\\agent\\containerd\\containerd.log',
  ],
  openshift: [
    'C:\\k\\windows-instance-config-daemon.exe',
    'C:\\k\\cni\\config\\cni.conf',
    'C:\\var\\log\\kubelet\\kubelet.log',
    'C:\\var\\log\\containerd\\containerd.log',
  ],
};

/** Services of a layout, Windows' own among them, by name in small letters. */
export const servicesOf = (layout: Layout): Services => ({...WINDOWS, ...INSTALLED[layout]});

/** Files of a layout; the folders above them exist, too. */
export const filesOf = (layout: Layout): {readonly [path: string]: Partial<PretendFile>} =>
  Object.fromEntries(FILES[layout].map(path => [path, {}]));

/** Processes of a layout by image name; kube-proxy is a HostProcess pod where it is no service. */
export const processesOf = (): {readonly [name: string]: number} => ({
  kubelet: 1,
  'kube-proxy': 1,
  containerd: 1,
  'containerd-shim-runhcs-v1': 3,
  svchost: 60,
});
