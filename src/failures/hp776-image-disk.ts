import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/rancher/rke2/issues/3090, https://github.com/kubernetes/kubernetes/issues/116020. */
export default defineFailure({
  code: 'HP776',
  id: 'image-disk',
  seenIn: ['event', 'node-log'],
  pattern: /failed to garbage collect required amount of images|FreeDiskSpaceFailed|snapshots not removed/,
  title: 'The node’s disk is full and images cannot be removed',
  means: () =>
    'The kubelet wanted to free disk space by removing images and could not; Windows nodes often do not report DiskPressure, so pods keep coming.',
  remedy: () =>
    'Remove images with crictl rmi --prune on the node, look for what else fills the disk, give the node a larger one.',
  links: [
    'https://github.com/rancher/rke2/issues/3090',
    'https://github.com/kubernetes/kubernetes/issues/116020',
    'https://github.com/kubernetes/kubernetes/issues/103032',
  ],
  certainty: 'sourced',
  samples: [
    {
      seenIn: 'event',
      text: 'failed to garbage collect required amount of images. Wanted to free 5368709120 bytes, but freed 0 bytes',
    },
    {seenIn: 'node-log', text: 'Image garbage collection failed once. reason=FreeDiskSpaceFailed'},
  ],
  notThis: [
    {seenIn: 'event', text: 'Successfully pulled image "a" in 2s'},
    {seenIn: 'node-condition', text: 'KubeletHasNoDiskPressure: kubelet has no disk pressure'},
  ],
});
