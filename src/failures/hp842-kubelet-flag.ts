import {defineFailure} from '../kernel/failures.ts';

/** https://github.com/rancher/rke2/issues/9671: Kubernetes 1.34 removed --cloud-config. */
export default defineFailure({
  code: 'HP842',
  id: 'kubelet-flag',
  seenIn: ['node-log'],
  pattern: /Waiting for probes: kubelet\b/,
  title: 'RKE2 waits for a kubelet that cannot start',
  means: () =>
    'RKE2 started the kubelet and it never answers. From 1.34 on the known cause is the flag --cloud-config, which the kubelet no longer takes.',
  remedy: () =>
    'Read the kubelet’s own log on the node for the refused flag, and upgrade RKE2 to a release with the fix.',
  links: ['https://github.com/rancher/rke2/issues/9671'],
  certainty: 'reported',
  samples: [{seenIn: 'node-log', text: 'level=info msg="Waiting for probes: kubelet."'}],
  notThis: [{seenIn: 'node-log', text: 'level=info msg="Waiting for probes: calico"'}],
});
