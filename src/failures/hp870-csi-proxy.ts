import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/kubernetes-csi/csi-proxy: the pipe’s name ends in the version of its API. */
export default defineFailure({
  code: 'HP870',
  id: 'csi-proxy',
  seenIn: ['event', 'container-log', 'node-log'],
  pattern: /pipe(?:\/|\\{1,4})csi-proxy-(?<api>[\w-]{1,60})[^\n]{0,40}The system cannot find the file specified/,
  title: 'csi-proxy does not run on the node',
  means: ({api}) =>
    `The storage driver finds no pipe of csi-proxy (${api ?? 'see the message'}): most likely csi-proxy is not running there, or offers another version of its API.`,
  remedy: () =>
    'Start csi-proxy on the node (service or HostProcess DaemonSet), or use a driver release that runs as a HostProcess container and needs none.',
  links: ['https://github.com/kubernetes-csi/csi-proxy'],
  certainty: 'inferred',
  samples: [
    {
      seenIn: 'event',
      text: 'MountVolume.MountDevice failed for volume "pvc-1" : rpc error: code = Internal desc = open \\\\.\\pipe\\csi-proxy-filesystem-v1: The system cannot find the file specified.',
    },
    {
      seenIn: 'container-log',
      text: 'panic: open //./pipe/csi-proxy-disk-v1beta2: The system cannot find the file specified.',
    },
  ],
  notThis: [
    {seenIn: 'node-log', text: 'open //./pipe/containerd-containerd: The system cannot find the file specified.'},
  ],
});
