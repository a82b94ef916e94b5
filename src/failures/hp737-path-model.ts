import {defineFailure} from '../kernel/failures.ts';

/** containerd 1.6 keeps the image in C:\C\<id>, 1.7 and later in C:\hpc: https://github.com/containerd/containerd/issues/8090, https://github.com/kubernetes-sigs/sig-windows-tools/issues/377. */
export default defineFailure({
  code: 'HP737',
  id: 'path-model',
  seenIn: ['container-log'],
  pattern:
    /(?:^|\n)The system cannot find the (?:path|file) specified\.?\r?(?:\n|$)|Cannot find path '(?<path>C:\\(?:hpc|C)\\[^'\n]{0,300})' because it does not exist/,
  title: 'A path of the command does not exist',
  means: ({path}) =>
    `${path === undefined ? 'A path of the command' : path} is not there. Mostly the manifest was written for the other path model: containerd 1.6 keeps the image’s files in C:\\C\\ID and starts there, 1.7 and later show them as C:\\hpc and start in C:\\hpc or C:\\.`,
  remedy: () =>
    'Write %CONTAINER_SANDBOX_MOUNT_POINT%\\file (in PowerShell $env:CONTAINER_SANDBOX_MOUNT_POINT), which is right on every version; kubectl exec into the pod and dir shows what is there.',
  links: [
    'https://github.com/containerd/containerd/issues/8090',
    'https://github.com/kubernetes-sigs/sig-windows-tools/issues/377',
    'https://github.com/Azure/AKS/issues/3885',
  ],
  certainty: 'sourced',
  samples: [
    {seenIn: 'container-log', text: 'The system cannot find the path specified.\r'},
    {seenIn: 'container-log', text: 'starting\nThe system cannot find the file specified.\n'},
    {
      seenIn: 'container-log',
      text: "Get-Content : Cannot find path 'C:\\hpc\\var\\lib\\kube-proxy\\kubeconfig.conf' because it does not exist.",
    },
    {
      seenIn: 'container-log',
      text: "cp : Cannot find path 'C:\\hpc\\var\\lib\\kube-proxy\\kubeconfig-win.conf' because it does not exist.",
    },
  ],
  notThis: [
    {
      seenIn: 'container-log',
      text: 'open \\\\.\\pipe\\csi-proxy-filesystem-v1: The system cannot find the file specified.',
    },
    {seenIn: 'container-log', text: 'open /run/flannel/subnet.env: The system cannot find the path specified.'},
    {
      seenIn: 'container-state',
      text: 'StartError: failed to start containerd task "4f1c8e0d9a": hcs::System::CreateProcess agent: The system cannot find the file specified.: unknown',
    },
    {
      seenIn: 'container-log',
      text: 'open /var/run/secrets/kubernetes.io/serviceaccount/token: The system cannot find the path specified.',
    },
    {seenIn: 'container-log', text: "Cannot find path 'D:\\data' because it does not exist."},
  ],
});
