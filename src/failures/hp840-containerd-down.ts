import {defineFailure} from '../kernel/failures.ts';

/** The kubelet’s connection to containerd; one such line while the node starts is normal. */
export default defineFailure({
  code: 'HP840',
  id: 'containerd-down',
  seenIn: ['node-log', 'event', 'node-condition'],
  pattern: /pipe(?:\/|\\{1,4})containerd-containerd[^\n]{0,40}The system cannot find the file specified/,
  title: 'containerd does not run on the node',
  means: () =>
    'Nobody listens on containerd’s pipe. Once while the node starts this is normal; repeated it most likely means that the service is down.',
  remedy: () =>
    'On the node: start the service containerd (on RKE2 rke2) and read its log; a managed node (AKS, EKS, GKE) is better reimaged.',
  links: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'node-log',
      text: 'failed to run Kubelet: validate service connection: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: open //./pipe/containerd-containerd: The system cannot find the file specified."',
    },
  ],
  notThis: [
    {seenIn: 'event', text: 'open \\\\.\\pipe\\csi-proxy-filesystem-v1: The system cannot find the file specified.'},
  ],
});
